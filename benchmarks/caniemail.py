"""Makes the dated copy of caniemail's tests: which of the major clients lack what.

python -m benchmarks.caniemail data.json      # from https://www.caniemail.com/api/data.json
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

CLIENTS = {
    "outlook.windows": "Outlook on Windows", "outlook.outlook-com": "Outlook.com", "outlook.macos": "Outlook on macOS",
    "gmail.desktop-webmail": "Gmail", "gmail.ios": "Gmail on iOS", "gmail.android": "Gmail on Android",
    "apple-mail.macos": "Apple Mail", "apple-mail.ios": "Apple Mail on iOS", "yahoo.desktop-webmail": "Yahoo",
    "yahoo.android": "Yahoo on Android", "samsung-email.android": "Samsung Email",
}  # fmt: skip


def reduced(data: Mapping[str, Any]) -> dict[str, Any]:
    """By feature its title and the clients whose newest tested version lacks it; what all have is left out."""
    features = {}
    for feature in data["data"]:
        without = [name for key, name in CLIENTS.items() if _newest(feature["stats"], key).startswith("n")]
        if without:
            features[feature["slug"]] = {"title": feature["title"], "clients": without}
    return {"from": "https://www.caniemail.com, MIT, see caniemail.LICENSE", "date": data["last_update_date"][:10]} | {
        "features": features
    }


def _newest(stats: Mapping[str, Any], client: str) -> str:
    family, platform = client.split(".")
    newest: str = next(reversed(stats.get(family, {}).get(platform, {"": ""}).values()))
    return newest


if __name__ == "__main__":
    made = reduced(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    lines = [
        f"{json.dumps(slug)}: {json.dumps(each, ensure_ascii=False)}" for slug, each in made.pop("features").items()
    ]
    text = json.dumps(made)[:-1] + ', "features": {\n' + ",\n".join(lines) + "\n}}\n"
    (Path(__file__).parent.parent / "digest/proof/caniemail.json").write_text(text, encoding="utf-8")
