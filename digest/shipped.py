"""What comes with the program besides its code."""

from importlib.resources import files
from pathlib import Path


def shipped(name: str) -> Path:
    """The folder ``templates`` or ``seeds``: inside the installed package, or beside it in a checkout."""
    package = Path(str(files("digest")))
    inside = package / name
    return inside if inside.is_dir() else package.parent / name
