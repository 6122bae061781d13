"""digest.toml: what it may say, and errors that name file, key and mend."""

import json
import re
import sys
import tomllib
import zoneinfo
from collections.abc import Iterator
from datetime import time
from pathlib import Path
from typing import Annotated, Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter

from digest.config import Settings, load, read
from digest.config.writing import add_sources, remove_source, set_keys
from digest.errors import ConfigError
from digest.models import Source
from digest.shipped import shipped

GOOD = '[newsletter]\nname = "The Morning"\n[[source]]\nname = "Wire"\npath = "wire.atom"\n'


def written(folder: Path, text: str) -> Path:
    path = folder / "digest.toml"
    path.write_text(text)
    return path


def test_the_shortest_configuration_has_sensible_defaults(tmp_path: Path) -> None:
    found = load(written(tmp_path, GOOD))
    assert found.sources == (Source(name="Wire", location="wire.atom"),)
    assert (found.slug, found.schedule.time, found.schedule.timezone) == ("the-morning", time(7), "UTC")
    assert (found.summary.sentences, found.summary.method, found.issue.stories) == (3, "news", 25)
    assert found.database_url == tmp_path / "digest.db"


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
        ("[[source]]\nname = \"x\"\npath = \"y\"\n", r"\[newsletter\] is missing"),
        (GOOD.replace("path", "url").replace("wire.atom", "ftp://x.example/feed"), r"source 'Wire': 'ftp://x.example/feed' is no http\(s\) address"),
        (GOOD.replace("wire.atom", "http://x.example/feed"), r"source 'Wire': 'http://x.example/feed' is an address: write it like url"),
        (GOOD.replace('path = "wire.atom"\n', ""), r"source 'Wire': give it either a path or a url"),
        (GOOD + GOOD.split("\n", 2)[2], r"two sources are named 'Wire'"),
        (GOOD.replace("[newsletter]", "[newsletter]\nsubject = \"{nmae}\""), r"'subject' in \[newsletter\]: '\{nmae\}' asks for \{nmae\}: it may hold \{name\} \{number\} \{headline\} \{date\}"),
        (GOOD.replace("[newsletter]", "[newsletter]\nsubject = \"{name.__class__}\""), r"it may hold \{name\}"),
        (GOOD.replace("[newsletter]", "[newsletter]\nsubject = \"{number:>99999999}\""), r"it may hold \{name\}"),
        (GOOD + "[weekly]\nname = \"W\"\npreheader = \"{\"\n", r"'preheader' in \[weekly\]: '\{' holds a brace that is none of"),
        (GOOD.replace("[newsletter]", "[newsletter]\nreply_to = \"a@b.example\\r\\nX: y\""), r"'reply_to' in \[newsletter\]: it holds a line break"),
        (GOOD + "[fetch]\ncontact = \"me\\r\\nX: y\"\n", r"'contact' in \[fetch\]: it holds a line break"),
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


def test_the_weekly_newsletter_takes_subject_and_answers_of_the_daily_one_or_its_own(tmp_path: Path) -> None:
    text = GOOD.replace("[newsletter]", '[newsletter]\nsubject = "{name}"\nreply_to = "desk@x.example"')
    same, own = ('[weekly]\nname = "Week"\n', '[weekly]\nname = "Week"\nsubject = "{date}"\n')
    found = [load(written(tmp_path, text + more)).newsletters[1].newsletter for more in (same, own)]
    assert [(it.subject, it.reply_to) for it in found] == [("{name}", "desk@x.example"), ("{date}", "desk@x.example")]


NAMES = st.sampled_from(["Wire", "The “Courier” # 1", 'a "quoted" \\ name', "[[source]]", "Böte '''", "x]"])
BY_HAND = st.sampled_from(
    [
        "# a note\n",
        "\n\n#[[source]]\n# name = 'no'\n",
        "\r\n# from another system\r\n",
        "[fetch]\nallow = [\n  # mine\n  '10.0.0.0/8',\n]  # and no other",
        '[[section]]\ntitle = "x"\nwords = [\n  "[[source]]", # no\n  "name",\n]\n',
        "[brand]   # colours\ntheme = 'plain'",
    ]
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.lists(NAMES, min_size=1, max_size=3, unique=True)),
        st.tuples(st.just("remove"), NAMES),
        st.tuples(st.just("write a source"), NAMES),
        st.tuples(st.just("write"), BY_HAND),
        st.tuples(st.just("move"), st.integers(0, 9)),
    ),
    max_size=12,
)


@given(STEPS)
def test_whatever_commands_and_people_write_in_turn_can_be_read_and_keeps_every_comment(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, Any]]
) -> None:
    path = written(tmp_path_factory.mktemp("n"), "# of mine\n[newsletter]\nname = 'x' # short\n")
    comments, expected, once = ["# of mine", "# short"], list[str](), set[str]()
    for step, what in steps:
        text = path.read_bytes().decode()
        if step == "add" and (fresh := [name for name in what if name not in expected]):
            add_sources(path, [{"name": name, "url": f"https://{len(name)}.example/feed"} for name in fresh])
            expected += fresh
        elif step == "remove" and what in expected:
            assert remove_source(path, what) == what
            expected.remove(what)
        elif step == "write a source" and what not in expected:
            block = f"# by hand\n[[source]]\n# its name\nname = {json.dumps(what)}\npath = 'here'\n"
            path.write_bytes(f"{text}\n{block}".encode())
            comments += ["# by hand", "# its name"]
            expected.append(what)
        elif step == "write" and what not in once:
            path.write_bytes(f"{text}\n{what}".encode())
            once.add(what)
            comments += re.findall(r"#.*", what)
        elif step == "move" and len(tables := re.split(r"(?m)^(?=\[(?:fetch|brand)\])", text)) > 1:
            moved = tables.pop(1 + what % (len(tables) - 1))
            path.write_bytes(("".join(tables) + "\n" + moved).encode())
        assert sorted(source.name for source in load(path).source) == sorted(expected)
        found = path.read_bytes().decode()
        assert [comment for comment in comments if found.count(comment) < comments.count(comment)] == [], found


def test_a_file_from_which_an_earlier_version_took_the_last_source_takes_others(tmp_path: Path) -> None:
    path = written(tmp_path, "source = []\n\n# mine\n[newsletter]\nname = 'x'\n")
    add_sources(path, [{"name": "Wire", "path": "wire"}])
    assert path.read_text() == '\n# mine\n[newsletter]\nname = \'x\'\n\n[[source]]\nname = "Wire"\npath = "wire"\n'
    remove_source(path, "Wire")
    assert load(path).sources == ()


@pytest.mark.parametrize(
    ("fetch", "allow"),
    [
        ("", ["nas"]),
        ("[fetch]\npause = 0 # quick\n", ["nas"]),
        ("[fetch]\nallow = []\n", ["nas"]),
        ("[fetch] # mine\nallow = [\n  '10.0.0.0/8', # all\n]\n", ["nas", "10.0.0.0/8"]),
    ],
)
def test_a_host_is_added_to_those_that_may_be_asked(tmp_path: Path, fetch: str, allow: list[str]) -> None:
    path = written(tmp_path, f"[newsletter]\nname = 'x'\n{fetch}")
    for name in "ab":
        add_sources(path, [{"name": name, "url": f"http://nas/{name}"}], "nas")
    assert (list(load(path).fetch.allow), len(load(path).sources)) == (allow, 2)
    assert path.read_text().count("#") == fetch.count("#")


OF_A_SOURCE = """\
[newsletter]
name = "x"
[[source]] # mine
name = "Wire"
path = "wire" # its folder
# why so
drop = [
  "a # b", # the first
  'c',
] # all

# below
[[source]]
name = "Other"
path = "other"
"""


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["drop", "keep", "section", "weight", "limit", "max_age", "path", "headline"]),
            st.sampled_from(["", "0.5", "7", "3d", "first sentence", '["a", "b"]', "'#'", "# x", "a\\"])
            | st.text(max_size=8),
        ),
        max_size=6,
    )
)
def test_however_keys_of_a_source_are_set_the_file_loads_and_says_just_that(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[str, str]]
) -> None:
    path = written(tmp_path_factory.mktemp("set"), OF_A_SOURCE)
    for key, value in changes:
        before = path.read_bytes().decode()
        expected = tomllib.loads(before)
        try:
            assert set_keys(path, "Wire", {key: value}) == "Wire"
        except ConfigError:
            assert path.read_bytes().decode() == before
            continue
        load(path)
        wire = tomllib.loads(path.read_bytes().decode())["source"][0]
        assert (key in wire) == bool(value)
        expected["source"][0].pop(key, None)
        assert tomllib.loads(path.read_bytes().decode()) == {
            **expected,
            "source": [expected["source"][0] | {key: wire[key] for key in [key] if key in wire}, expected["source"][1]],
        }
    for comment in ("# mine", "# why so", "# below"):
        assert comment in path.read_bytes().decode()


def test_a_key_is_set_where_it_stands_and_its_comment_stays(tmp_path: Path) -> None:
    path = written(tmp_path, OF_A_SOURCE)
    set_keys(path, "Wire", {"path": "wires", "drop": "stars", "limit": "3"})
    assert path.read_text() == OF_A_SOURCE.replace('"wire" #', '"wires" #').replace(
        """drop = [\n  "a # b", # the first\n  'c',\n] # all\n""", 'drop = "stars" # all\nlimit = 3\n'
    )
    set_keys(path, "Other", {"path": "wires", "name": "Last", "weight": "2"})
    assert path.read_text().endswith('[[source]]\nname = "Last"\npath = "wires"\nweight = 2\n')


def test_a_file_that_no_command_can_change_stays_as_it_is(tmp_path: Path) -> None:
    text = "source = [{name = 'a', path = 'b'}]\n[newsletter]\nname = 'x'\n"
    path = written(tmp_path, text)
    with pytest.raises(ConfigError, match="by hand"):
        add_sources(path, [{"name": "c", "path": "d"}])
    with pytest.raises(ConfigError, match="by hand"):
        remove_source(path, "a")
    assert path.read_text() == text


TABLES = {name: field for name, field in Settings.model_fields.items() if name not in ("folder", "daily")}


def table_of(annotation: Any) -> type[BaseModel] | None:
    """That of a [table] or [[table]] of digest.toml."""
    found = [
        kind for kind in (annotation, *get_args(annotation)) if isinstance(kind, type) and issubclass(kind, BaseModel)
    ]
    return found[0] if found else None


def test_every_key_is_described_in_a_sentence() -> None:
    models: list[type[BaseModel]] = [
        Settings,
        *(model for field in TABLES.values() if (model := table_of(field.annotation))),
    ]
    said = {
        (model.__name__, key): field.description or "" for model in models for key, field in model.model_fields.items()
    }
    mute = [at for at, text in said.items() if not re.fullmatch(r"\S.{5,}\.", text)]
    assert mute == [("Settings", "folder"), ("Settings", "daily")]


def test_the_file_that_init_writes_shows_every_key_with_its_default_or_says_that_it_is_an_example() -> None:
    shown: dict[tuple[str, str], list[tuple[bool, Any, str]]] = {}
    table = ""
    for line in (shipped("templates") / "digest.toml").read_text().splitlines():
        if header := re.fullmatch(r"(?:# )?\[\[?(\w+)\]\]?", line):
            table = header[1]
        elif key := re.fullmatch(r"(# )?(\w+) = .*", line):
            value = tomllib.loads(line.removeprefix("# "))[key[2]]
            shown.setdefault((table, key[2]), []).append((bool(key[1]), value, line.rpartition(" # ")[2]))
    models = {name: table_of(field.annotation) for name, field in TABLES.items()}
    fields = {("", name): (Settings, name) for name, model in models.items() if not model} | {
        (name, field.alias or key): (model, key)
        for name, model in models.items()
        if model
        for key, field in model.model_fields.items()
    }
    assert shown.keys() == fields.keys()
    for at, (model, name) in fields.items():
        field = model.model_fields[name]
        if field.is_required():
            continue
        said, default = re.escape("default: "), field.get_default()
        for is_comment, value, remark in shown[at]:
            is_default = (
                TypeAdapter[Any](Annotated[field.annotation, *field.metadata, name]).validate_python(value)  # type: ignore[arg-type]
                == default
            )
            told = re.search(f"{said}([^;]+)", remark)
            assert not is_comment or is_default is not bool(told), (at, value, remark)
            if told and default and told[1][:1] in '0123456789"[':
                assert tomllib.loads(f"x = {told[1]}")["x"] == default, at
            assert not told or told[1] != "none" or not default, at
