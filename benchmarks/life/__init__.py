"""A month of a newsroom in a few minutes: outlets that publish, readers, a relay, and what must hold of every day."""
