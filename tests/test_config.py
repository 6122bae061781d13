"""digest.toml: what it may say, and errors that name file, key and mend."""

import sys
import zoneinfo
from collections.abc import Iterator
from datetime import time
from pathlib import Path
from typing import Any, get_args

import pytest

from digest.config import load, read
from digest.config.editing import add_sources
from digest.config.settings import Settings
from digest.errors import ConfigError
from digest.models import Source
from digest.shipped import shipped

GOOD = '[newsletter]\nname = "The Morning"\n[[source]]\nname = "Wire"\npath = "wire.atom"\n'


def written(folder: Path, text: str) -> Path:
    path = folder / "digest.toml"
    path.write_text(text)
    return path


def test_the_shortest_configuration_has_sensible_defaults(tmp_path: Path) -> None:
    settings = load(written(tmp_path, GOOD))
    assert settings.sources == (Source(name="Wire", location="wire.atom"),)
    assert (settings.slug, settings.schedule.time, settings.schedule.timezone) == ("the-morning", time(7), "UTC")
    assert (settings.summary.sentences, settings.summary.method, settings.issue.stories) == (3, "news", 25)
    assert settings.database_url == tmp_path / "digest.db"


def test_the_files_that_init_and_the_demo_use_are_valid() -> None:
    assert load(shipped("templates") / "digest.toml").newsletter.name == "The Morning"
    assert len(load(shipped("seeds") / "digest.toml").sources) == 4


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (GOOD + 'wieght = 2\n', r"unknown key 'wieght' in \[\[source\]\] 'Wire': did you mean 'weight'\?"),
        ('datbase = "x"\n' + GOOD, r"unknown key 'datbase': did you mean 'database'\?"),
        (GOOD.replace("name = \"The", "nmae = \"The"), r"'name' in \[newsletter\] is missing"),
        (GOOD.replace("[newsletter]", "[newsletter]\nfrom = \"nobody\""), r"'from' in \[newsletter\]: 'nobody' is no address"),
        (GOOD + "[schedule]\ntimezone = \"Mars/Base\"\n", r"'timezone' in \[schedule\]: 'Mars/Base' is no time zone"),
        (GOOD + "[summary]\nmethod = \"gpt\"\n", r"'method' in \[summary\]: 'gpt' is none of 'news', .*: write it like method = \"news\""),
        (GOOD + "[summary]\nsentences = 0\n", r"'sentences' in \[summary\]: 0 is less than 1: write it like sentences = 3"),
        ("[newsletter]\nname = \"x\"\n", r"\[\[source\]\] is missing"),
        (GOOD.replace("path", "url").replace("wire.atom", "ftp://x.example/feed"), r"source 'Wire': 'ftp://x.example/feed' is no http\(s\) address"),
        (GOOD.replace("wire.atom", "http://x.example/feed"), r"source 'Wire': 'http://x.example/feed' is an address: write it like url"),
        (GOOD.replace('path = "wire.atom"\n', ""), r"source 'Wire': give it either a path or a url"),
        (GOOD + GOOD.split("\n", 2)[2], r"two sources are named 'Wire'"),
        ("[newsletter\n", r"not valid TOML: .*line 1"),
        (f"x = {'[' * 100_000}", "nested deeper than any setting"),
        (f"x = {'9' * 5_000}", "not valid TOML"),
        ("folder = \"x\"\n" + GOOD, r"unknown key 'folder': remove it"),
        (GOOD.replace("[newsletter]", '[newsletter]\nto = "a@x.example, b@x.example"'), r"'to' in \[newsletter\]: 'a@x.example, b@x.example' is more than one address: name one"),
        (GOOD.replace("[newsletter]", '[newsletter]\nfrom = "A <a@x.example>, b@x.example"'), r"'from' in \[newsletter\]: .* is more than one address"),
        (GOOD.replace("[newsletter]", '[newsletter]\nto = "me@localhost"'), r"'to' in \[newsletter\]: 'me@localhost' cannot be mailed"),
        (GOOD + '[bounces]\naddress = "bounces-for-the-morning-of-the-whole-town@x.example"\n', r"\[bounces\]: address has no room for a token: at most 31 letters before its @"),
        (GOOD + '[web]\npublic_url = "https://x.example/\\r\\nX-Evil: yes"\n', r"'public_url' in \[web\]: it holds a line break or another control character, '\\r'"),
        (GOOD + '[web]\npublic_url = "https://me:secret@x.example"\n', r"'public_url' in \[web\]: a URL that readers see holds no login"),
        (GOOD + '[delivery]\npassword_command = "  "\n', r"'password_command' in \[delivery\]: it names no program"),
        (GOOD + '[delivery]\npassword_command = "pass \\"smtp"\n', r"'password_command' in \[delivery\]: a quotation mark is left open"),
        (GOOD + '[delivery]\nhost = "smtp.x.example:587"\n', r"'host' in \[delivery\]: 'smtp.x.example:587' is no host: .* its port as port"),
        (GOOD + '[delivery]\nretry_for = 999999999999999\n', r"'retry_for' in \[delivery\]: 999999999999999 is more than 1440: write it like"),
        (GOOD.replace("wire.atom", "x" * 256), r"'path' in \[\[source\]\] 'Wire': a file's name is longer than file systems take: write it like path = "),
        (GOOD + 'header = "X Key"\n', r"'header' in \[\[source\]\] 'Wire': 'X Key' is no header: write it like X-Api-Key"),
        (GOOD + '[bounces]\nmailbox = "imaps://x.example:99999/"\n', r"'mailbox' in \[bounces\]: .* is no mailbox"),
        (GOOD + '[schedule]\nmax_lateness = 12\n', r"'max_lateness' in \[schedule\]: 12 is no span of time: write it like 90m, 12h or 3d"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_line_that_names_file_key_and_mend(tmp_path: Path, text: str, message: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(ConfigError, match=message) as caught:
        load(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert "\n" not in str(caught.value)


def test_a_missing_or_unreadable_file_says_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such file: run `digest init`"):
        load(tmp_path / "digest.toml")
    with pytest.raises(ConfigError, match="cannot be read"):
        load(tmp_path)
    (tmp_path / "latin.toml").write_bytes(b"name = 'caf\xe9'")
    with pytest.raises(ConfigError, match="not UTF-8"):
        load(tmp_path / "latin.toml")


def test_a_file_that_an_editor_marked_as_utf_8_is_read_and_changed_like_any_other(tmp_path: Path) -> None:
    path = tmp_path / "digest.toml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.encode())
    add_sources(path, [{"name": "Second", "path": "second.atom"}])
    assert [source.name for source in load(path).sources] == ["Wire", "Second"]


def test_a_machine_without_time_zones_is_told_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("tzdata", "tzdata.zoneinfo", "tzdata.zoneinfo.Europe"):
        monkeypatch.setitem(sys.modules, name, None)
    zoneinfo.reset_tzpath([])
    try:
        zoneinfo.ZoneInfo.clear_cache()
        with pytest.raises(ConfigError, match=r"'Europe/London': this machine has no list of time zones: pip install"):
            load(written(tmp_path, GOOD + '[schedule]\ntimezone = "Europe/London"\n'))
    finally:
        zoneinfo.reset_tzpath()


def test_addresses_of_the_web_are_kept_in_the_letters_that_a_header_takes(tmp_path: Path) -> None:
    text = GOOD + '[web]\npublic_url = "https://brücke.example/zeitung/größe?a=ä%20b"\n'
    assert load(written(tmp_path, text)).web.public_url == (
        "https://xn--brcke-lva.example/zeitung/gr%C3%B6%C3%9Fe?a=%C3%A4%20b"
    )


WRONG = (
    "true", "-1", "0", "7", "1e300", "inf", "nan", "1" + "0" * 30, '""', '"no such thing"', '"x\\r\\nEvil: yes"',
    '"\\u202e"', '"\'"', "[]", '[""]', '["x\\u0000"]', "[1]", "[[]]", "{}", "{ a = 1 }", "2026-12-24", "07:00:30",
    '"https://["', '"imaps://h:99999/"', '"' + "x" * 300 + '"',
)  # fmt: skip
LEAST = {
    "": {},
    "[newsletter]": {"name": '"x"'},
    "[weekly]": {"name": '"W"'},
    "[[section]]": {"title": '"a"'},
    "[[interest]]": {"words": '["a"]'},
    "[[action]]": {"text": '"a"', "url": '"https://a.example"'},
    "[[source]]": {"name": '"Wire"', "path": '"wire.atom"'},
}
PROGRAMMERS_WORDS = ("pattern", "^", "$", "pydantic", "input should", "validation", "dictionary", "tuple", "none,")


def keys() -> Iterator[tuple[str, str]]:
    """(table, key) of all that digest.toml may say; a table within brackets where there may be many."""
    for name, field in Settings.model_fields.items():
        table: Any = next(
            (it for it in (field.annotation, *get_args(field.annotation)) if hasattr(it, "model_fields")), 0
        )
        if name in ("folder", "daily"):
            continue
        yield "", name
        many = str(field.annotation).startswith("tuple")
        for key, inner in table.model_fields.items() if table else ():
            yield f"[[{name}]]" if many else f"[{name}]", inner.alias or key


@pytest.mark.parametrize(("table", "key"), list(keys()))
def test_a_wrong_value_of_any_kind_is_told_in_words_with_one_that_is_right(
    tmp_path: Path, table: str, key: str
) -> None:
    told: list[str] = []
    for value in WRONG:
        tables = {name: dict(lines) for name, lines in LEAST.items()}
        tables.setdefault(table, {})[key] = value
        lines = [
            f"{name}\n" + "".join(f"{key} = {value}\n" for key, value in of.items())
            for name, of in tables.items()
            if not (name and key == name.strip("[]") and not table)
        ]
        _, mistakes = read(written(tmp_path, "".join(lines)))
        told += [mistake.text for mistake in mistakes]
        assert len(mistakes) < 4, (value, mistakes)
    assert told
    for text in told:
        assert "like" in text or "remove it" in text or "did you mean" in text or "take one of the two out" in text, (
            text
        )
        assert not any(word in text.lower() for word in PROGRAMMERS_WORDS), text
