"""Writes the pages; with ``--check`` it only says which are not what the program says, and ends with 1 if one is."""

import sys

from reference import DOCS, made, stale


def main() -> int:
    found = stale()
    if sys.argv[1:] == ["--check"]:
        print("".join(f"docs/{name} is not what the program says: make docs\n" for name in found), end="")
        return int(bool(found))
    for name in found:
        (DOCS / name).write_text(made(name), encoding="utf-8")
    return 0


sys.exit(main())
