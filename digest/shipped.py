"""What comes with the program besides its code, and how to get what does not."""

from importlib.resources import files
from pathlib import Path


def extra(name: str) -> str:
    """How to add an extra ("web", "holidays", "postgres"). A name alone asks an index for another "digest"."""
    return (
        f"in the folder that digest was installed from: pip install '.[{name}]', or with pipx:"
        f" pipx install --force '.[{name}]'"
    )


def shipped(name: str) -> Path:
    """The folder ``templates`` or ``seeds``: inside the installed package, or beside it in a checkout."""
    package = Path(str(files("digest")))
    inside = package / name
    return inside if inside.is_dir() else package.parent / name
