"""digest.toml: what it may say, and errors that name file, key and mend."""

from datetime import time
from pathlib import Path

import pytest

from digest.config import load
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
        (GOOD + "[summary]\nmethod = \"gpt\"\n", r"'method' in \[summary\]: Input should be 'news'"),
        (GOOD + "[summary]\nsentences = 0\n", r"'sentences' in \[summary\]: Input should be greater than or equal to 1"),
        ("[newsletter]\nname = \"x\"\n", r"\[\[source\]\] is missing"),
        (GOOD.replace("path", "url").replace("wire.atom", "ftp://x.example/feed"), r"source 'Wire': 'ftp://x.example/feed' is no http\(s\) address"),
        (GOOD.replace("wire.atom", "http://x.example/feed"), r"source 'Wire': 'http://x.example/feed' is an address: name it as url"),
        (GOOD.replace('path = "wire.atom"\n', ""), r"source 'Wire': give it either a path or a url"),
        (GOOD + GOOD.split("\n", 2)[2], r"two sources are named 'Wire'"),
        (GOOD.replace("[newsletter]", "[newsletter]\nsubject = \"{nmae}\""), r"'subject' in \[newsletter\]: '\{nmae\}' asks for \{nmae\}: it may hold \{name\} \{number\} \{headline\} \{date\}"),
        (GOOD.replace("[newsletter]", "[newsletter]\nsubject = \"{name.__class__}\""), r"it may hold \{name\}"),
        (GOOD.replace("[newsletter]", "[newsletter]\nsubject = \"{number:>99999999}\""), r"it may hold \{name\}"),
        (GOOD + "[weekly]\nname = \"W\"\npreheader = \"{\"\n", r"'preheader' in \[weekly\]: '\{' holds a brace that is none of"),
        (GOOD.replace("[newsletter]", "[newsletter]\nreply_to = \"a@b.example\\r\\nX: y\""), r"'reply_to' in \[newsletter\]: .* is no address"),
        (GOOD + "[fetch]\ncontact = \"me\\r\\nX: y\"\n", r"'contact' in \[fetch\]: .* is no contact: write a URL"),
        ("[newsletter\n", r"not valid TOML: .*line 1"),
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


def test_the_weekly_newsletter_takes_subject_and_answers_of_the_daily_one_or_its_own(tmp_path: Path) -> None:
    text = GOOD.replace("[newsletter]", '[newsletter]\nsubject = "{name}"\nreply_to = "desk@x.example"')
    same, own = ('[weekly]\nname = "Week"\n', '[weekly]\nname = "Week"\nsubject = "{date}"\n')
    found = [load(written(tmp_path, text + more)).newsletters[1].newsletter for more in (same, own)]
    assert [(it.subject, it.reply_to) for it in found] == [("{name}", "desk@x.example"), ("{date}", "desk@x.example")]
