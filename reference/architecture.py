"""The layers of the package, as import-linter holds them."""

import tomllib
from pathlib import Path


def told_layers() -> str:
    settings = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8"))
    (layers,) = (it["layers"] for it in settings["tool"]["importlinter"]["contracts"] if it["type"] == "layers")
    rows = (" ".join(layer.replace("digest.", "").replace(" |", ",").split()) for layer in layers)
    return "".join(f"    {row}\n" for row in rows) + "\n"
