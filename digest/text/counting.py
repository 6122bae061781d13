"""Numbers of things in messages, which are in English."""

import re


def plural(count: int, noun: str) -> str:
    """``1 story``, ``2 stories``, ``0 delivery lines``."""
    if count != 1:
        noun = re.sub(r"(?<=[^aeiou])y$", "ie", noun)
        noun += "es" if noun.endswith(("s", "x", "ch", "sh")) else "s"
    return f"{count} {noun}"
