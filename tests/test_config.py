"""digest.toml: what it may say, and errors that name file, key and mend."""

import json
import re
import tomllib
from datetime import time
from pathlib import Path
from typing import Annotated, Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter

from digest.config import Settings, load
from digest.config.editing import add_sources, remove_source
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
        (GOOD + "[summary]\nmethod = \"gpt\"\n", r"'method' in \[summary\]: Input should be 'news'"),
        (GOOD + "[summary]\nsentences = 0\n", r"'sentences' in \[summary\]: Input should be greater than or equal to 1"),
        ("[[source]]\nname = \"x\"\npath = \"y\"\n", r"\[newsletter\] is missing"),
        (GOOD.replace("path", "url").replace("wire.atom", "ftp://x.example/feed"), r"source 'Wire': 'ftp://x.example/feed' is no http\(s\) address"),
        (GOOD.replace("wire.atom", "http://x.example/feed"), r"source 'Wire': 'http://x.example/feed' is an address: name it as url"),
        (GOOD.replace('path = "wire.atom"\n', ""), r"source 'Wire': give it either a path or a url"),
        (GOOD + GOOD.split("\n", 2)[2], r"two sources are named 'Wire'"),
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


NAMES = st.sampled_from(["Wire", "The “Courier” # 1", 'a "quoted" \\ name', "[[source]]", "Böte\u2028'''", "x]"])
BY_HAND = st.sampled_from(
    [
        "# a note\n",
        "\n\n#[[source]]\n# name = 'no'\n",
        "\r\n# from another system\r\n",
        "[fetch]\nallow = [\n  # mine\n  '10.0.0.0/8',\n]  # and no other",
        '[[section]]\ntitle = """\n[[source]]\nname = "no"\n"""\n',
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


@settings(max_examples=60)
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
                TypeAdapter(Annotated[field.annotation, *field.metadata, name]).validate_python(value) == default
            )
            told = re.search(f"{said}([^;]+)", remark)
            assert not is_comment or is_default is not bool(told), (at, value, remark)
            if told and default and told[1][:1] in '0123456789"[':
                assert tomllib.loads(f"x = {told[1]}")["x"] == default, at
            assert not told or told[1] != "none" or not default, at
