"""What the operator asks: how it stands, what is wrong, what came back, and where his data can go."""
