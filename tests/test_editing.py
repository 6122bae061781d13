"""A draft as the file its editor opens, and what becomes of the file that is saved."""

import re
import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.editing.changing import changed, changes
from digest.editing.writing import as_toml
from digest.errors import InputError
from digest.models import Addition, Article, Correction, Issue, Quotation, Section, Sentence, Story, Summary, Window
from digest.render import render_issue

SLOT = datetime(2026, 11, 23, 7, tzinfo=UTC)
FIRST = "The council of Sampleford voted on Sunday to build a ferry of its own."
SECOND = "It will cost the town 90 million crowns over eleven years."
THIRD = "The old ferry sails for the last time on the second of May."


def story(article: Article, *sentences: str) -> Story:
    places = [(sentence, article.text.index(sentence)) for sentence in sentences]
    return Story(article, Summary(tuple(Sentence(text, at, at + len(text)) for text, at in places)))


def ferry() -> Story:
    text = f"{FIRST} {SECOND}\n\n{THIRD}"
    return story(Article(url="https://a.example/ferry", title="Ferry", text=text, source="Quay"), FIRST, SECOND)


def paper() -> Issue:
    fair = "The fair opens on the quay of Sampleford at nine on Friday."
    choir = "The choir of Sampleford sings in the old hall on Saturday night."
    return Issue(
        newsletter="paper", name="The Paper", number=3, slot=SLOT, timezone="UTC", language="en",
        window=Window(SLOT - timedelta(days=1), SLOT),
        intro="Good morning.",
        sections=(
            Section("", (ferry(),)),
            Section("Life", (
                story(Article(url="https://a.example/fair", title="Fair", text=fair, source="Quay"), fair),
                story(Article(url="https://a.example/choir", title="Choir", text=choir, source="Hall"), choir),
            )),
        ),
        brief=(Article(url="https://a.example/cake", title="Cake", text="", source="Hall"),),
        corrections=(Correction(2, SLOT - timedelta(days=1), "The fair is on Friday."),),
        sha256="ab" * 32,
    )  # fmt: skip


def edit(*swaps: tuple[str, str]) -> tuple[Issue, list[str]]:
    """The paper after these changes to its file, and the changes in words."""
    text = as_toml(paper())
    for old, new in swaps:
        assert text.count(old) == 1, (old, text)
        text = text.replace(old, new)
    before = paper()
    after = changed(before, text)
    return after, list(changes(before, after))


def refused(*swaps: tuple[str, str]) -> str:
    with pytest.raises(InputError) as error:
        edit(*swaps)
    return str(error.value)


def table(key: int) -> str:
    """The lines of one story."""
    found = re.search(rf"\n\[\[section\.story\]\]\nkey = {key} .*?\n\]\n", as_toml(paper()), re.DOTALL)
    assert found
    return found[0]


def titles(issue: Issue) -> list[tuple[str, list[str]]]:
    return [(section.title, [each.title for each in section.stories]) for section in issue.sections]


def test_the_file_of_a_draft_without_a_change_is_the_draft_byte_for_byte(handmade: Issue) -> None:
    for issue in (paper(), handmade, everything()):
        text = as_toml(issue)
        again = changed(issue, text)
        assert (again, as_toml(again)) == (issue, text)
    assert render_issue(changed(handmade, as_toml(handmade))) == handmade.renditions


def everything() -> Issue:
    """A story that has all an editor may take away."""
    text = f"{FIRST} “We have waited long enough for it,” said Mirela Costin.\n\n{THIRD}"
    article = Article(url="https://a.example/f", title="Ferry", text=text, source="Quay")
    at = text.index("We have")
    speaker = Sentence("Mirela Costin", text.index("Mirela"), text.index("Mirela") + 13)
    quotation = Quotation("We have waited long enough for it,", at, at + 34, speaker)
    other = Article(url="https://b.example/f", title="A ferry", text=SECOND, source="Gazette")
    full = Story(
        article,
        Summary((Sentence(FIRST, 0, len(FIRST)),), quotation=quotation),
        also=(other, replace(other, url="https://c.example/f")),
        adds=Addition(other, Sentence(SECOND, 0, len(SECOND))),
        headline='A "new" \\ ferry',
        note="Ours.",
        pinned=True,
    )
    return replace(paper(), sections=(Section("", (full,)),))


words = st.text(max_size=30)


@st.composite
def drafts(draw: st.DrawFn) -> Issue:
    stories = []
    for number in range(draw(st.integers(1, 3))):
        text = draw(st.text(max_size=120))
        cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=4)))
        spans = list(zip(cuts[::2], cuts[1::2], strict=False))
        article = Article(url=f"https://a.example/{number}", title=draw(words), text=text, source=draw(words))
        summary = Summary(tuple(Sentence(text[a:b], a, b) for a, b in spans))
        stories.append(Story(article, summary, headline=draw(words), note=draw(words), also=(article,)))
    brief = tuple(Article(url="https://b.example", title=draw(words), text="") for _ in range(draw(st.integers(0, 2))))
    sections = (Section(draw(words), tuple(stories[:1])), Section("b", tuple(stories[1:])))
    return replace(
        paper(),
        name=draw(words),
        intro=draw(words),
        sections=tuple(section for section in sections if section.stories),
        brief=brief,
        corrections=(Correction(1, SLOT, draw(words)),),
    )


@given(drafts())
def test_whatever_a_draft_holds_its_file_makes_the_same_issue(issue: Issue) -> None:
    text = as_toml(issue)
    again = changed(issue, text)
    assert (again, as_toml(again)) == (issue, text)
    assert all(ord(character) >= 32 or character == "\n" for character in text)


def test_the_other_sentences_of_an_article_stand_in_its_order_and_one_is_taken_by_its_mark() -> None:
    assert f'  "{SECOND}",\n  # "{THIRD}",\n]' in as_toml(paper())
    new, said = edit((f'  "{FIRST}",', f'  # "{FIRST}",'), (f'  # "{THIRD}",', f'  "{THIRD}",'))
    sentences = new.stories[0].summary.sentences
    assert [each.text for each in sentences] == [SECOND, THIRD]
    assert all(new.stories[0].article.text[each.start : each.end] == each.text for each in sentences)
    assert (new.stories[0].summary.method, said) == ("editor", ["chose other sentences of “Ferry”"])


def test_sentences_are_printed_in_the_articles_order_however_they_are_written() -> None:
    new, _ = edit((f'  "{FIRST}",\n', ""), (f'  # "{THIRD}",', f'  "{THIRD}",\n  "{FIRST}",'), (f'  "{SECOND}",\n', ""))
    assert [each.text for each in new.stories[0].summary.sentences] == [FIRST, THIRD]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (SECOND, "It will cost the town 9 million crowns over eleven years.", f": the nearest is “{SECOND}”"),
        (SECOND, "It will cost the town 90 million crowns", f": the nearest is “{SECOND}”"),
        (SECOND, "Zzz.", ""),
    ],
)
def test_a_sentence_that_the_article_has_not_is_refused_with_story_line_and_the_nearest(
    old: str, new: str, message: str
) -> None:
    line = as_toml(paper()).split("\n").index(f'  "{SECOND}",') + 1
    expected = f"line {line}: story 1 “Ferry”: “{new}” is no whole sentence of the article{message}"
    assert refused((f'  "{old}",', f'  "{new}",')) == expected


def test_the_same_sentence_is_not_printed_twice() -> None:
    assert refused((f'  "{SECOND}",', f'  "{SECOND}",\n  "{SECOND}",')).endswith(
        f"story 1 “Ferry”: “{SECOND}” stands here twice: take one out"
    )


def test_a_story_moves_with_its_lines_within_a_section_and_between_sections() -> None:
    new, said = edit((table(3), ""), (table(2), table(3) + table(2)))
    assert (titles(new)[1], said) == (("Life", ["Choir", "Fair"]), ["changed the order of the stories"])
    new, said = edit((table(3), ""), (table(1), table(1) + table(3)))
    assert titles(new) == [("", ["Ferry", "Choir"]), ("Life", ["Fair"])]
    assert said == ["moved “Choir” from section “Life” to “”"]


def test_a_story_taken_out_or_marked_is_dropped_and_left_out_with_the_reason() -> None:
    for swap in ((table(1), "\n"), (table(1), table(1).replace("drop = false", "drop = true"))):
        new, said = edit(swap)
        assert (titles(new), said) == ([("Life", ["Fair", "Choir"])], ["dropped “Ferry”"])
        assert [(it.url, it.title, it.source, it.reason) for it in new.left_out] == [
            ("https://a.example/ferry", "Ferry", "Quay", "dropped by the editor")
        ]


def test_a_pinned_story_comes_first_in_its_section() -> None:
    new, said = edit((table(3), table(3).replace("pin = false", "pin = true")))
    assert titles(new)[1] == ("Life", ["Choir", "Fair"])
    assert said == ["pinned “Choir”", "changed the order of the stories"]


def test_headline_note_and_intro_are_the_editors_own() -> None:
    new, said = edit(
        ('headline = "Ferry"\nnote = ""', 'headline = "A ferry"\nnote = "With a map."'), ("Good morning.", "")
    )
    assert (new.stories[0].headline, new.stories[0].note, new.intro) == ("A ferry", "With a map.", "")
    assert said == ["took out the intro", "headline of “Ferry”: “A ferry”", "note on “Ferry”: “With a map.”"]
    back = changed(new, as_toml(new).replace('headline = "A ferry"', 'headline = "Ferry"'))
    assert back.stories[0].headline == ""


def test_quotation_addition_and_named_articles_can_be_taken_away() -> None:
    old = everything()
    text = as_toml(old).replace("quotation = true", "quotation = false").replace("adds = true", "adds = false")
    text = text.replace('also = [\n  "A ferry (Gazette)",\n', "also = [\n")
    new = changed(old, text)
    assert (new.stories[0].summary.quotation, new.stories[0].adds) == (None, None)
    assert new.stories[0].also == old.stories[0].also[:1]
    assert list(changes(old, new)) == [
        'left out the quotation of “A "new" \\ ferry”',
        'left out what another article adds to “A "new" \\ ferry”',
        'changed what is named under “A "new" \\ ferry”',
    ]


def test_a_quotation_is_not_printed_beside_the_sentence_that_holds_it() -> None:
    old = everything()
    new = changed(old, as_toml(old).replace('  # "“We', '  "“We'))
    assert len(new.stories[0].summary.sentences) == 2
    assert new.stories[0].summary.quotation is None


def test_what_is_in_brief_and_a_correction_can_be_left_out() -> None:
    new, said = edit(('  "Cake (Hall)",\n', ""), ('  "No. 2: The fair is on Friday.",\n', ""))
    assert (new.brief, new.corrections) == ((), ())
    assert [(it.title, it.reason) for it in new.left_out] == [("Cake", "dropped by the editor")]
    assert said == ["changed what is in brief", "left out a correction"]
    assert refused(('"Cake (Hall)"', '"Cakes (Hall)"')).endswith(
        "“Cakes (Hall)” is none of the lines this list had: the nearest is “Cake (Hall)”"
    )


Swaps = Callable[[], tuple[tuple[str, str], ...]]


@pytest.mark.parametrize(
    ("swaps", "line", "message"),
    [
        (lambda: ((table(2), table(2).replace("headline", "hedline")),), 'hedline = "Fair"', "unknown key 'hedline': did you mean 'headline'?"),
        (lambda: (('title = "Life"', 'titel = "Life"'),), 'titel = "Life"', "unknown key 'titel': did you mean 'title'?"),
        (lambda: (("intro =", "zzz ="),), 'zzz = """', "unknown key 'zzz': take it out"),
        (lambda: ((table(2), table(2).replace("pin = false", 'pin = "yes"')),), 'pin = "yes"', "pin: Input should be a valid boolean"),
        (lambda: ((table(2), table(2).replace("key = 2", "key = 9")),), "key = 9  # Quay https://a.example/fair", "there is no story 9: keys go from 1 to 3"),
        (lambda: ((table(2), table(2).replace("key = 2", "key = 1")),), "key = 1  # Quay https://a.example/fair", "story 1 stands here a second time: take one out"),
        (lambda: ((f'  # "{THIRD}",\n', "  90,\n"),), "  90,", "sentences: Input should be a valid string"),
        (lambda: (('[brief]\nlines', '[brief]\nlies'),), "lies = [", "unknown key 'lies': did you mean 'lines'?"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_line(swaps: Swaps, line: str, message: str) -> None:
    text = as_toml(paper())
    for old, new in swaps():
        text = text.replace(old, new)
    with pytest.raises(InputError) as error:
        changed(paper(), text)
    assert str(error.value) == f"line {text.split(chr(10)).index(line) + 1}: {message}"


def test_a_line_of_the_intro_that_looks_like_a_table_does_not_move_the_lines_that_are_named() -> None:
    old = replace(paper(), intro="[[section]]\n[[section.story]]\nhedline =")
    text = as_toml(old).replace('note = ""', 'nte = ""', 1)
    with pytest.raises(InputError, match=rf"^line {text.split(chr(10)).index('nte = ' + chr(34) * 2) + 1}: "):
        changed(old, text)


def test_a_file_that_is_no_toml_has_no_section_first_or_no_draft_is_refused() -> None:
    assert refused(('note = ""\npin = false\ndrop = false\nsentences = [\n  "The fair', "note = \n")).startswith(
        "this is not valid TOML: Invalid value (at line 34,"
    )
    missing = "draft is missing: put it back as `digest edit --print` has it"
    assert refused(('draft = "abababababab"', "")) == f"line 1: {missing}"
    text = as_toml(paper())
    begin = text.index("[[section]]")
    with pytest.raises(InputError, match=r"a story stands before the first section: write \[\[section\]\] above it"):
        changed(paper(), text[:begin] + text[begin:].replace("[[section]]", "#").replace("title = ", "#"))


def test_a_draft_that_changed_meanwhile_is_not_written_over() -> None:
    with pytest.raises(InputError) as error:
        changed(replace(paper(), sha256="00" * 32), as_toml(paper()))
    assert str(error.value) == (
        "the draft of issue 3 was built or edited since this file was made: take `digest edit 3 --print` and put your"
        " changes there"
    )


def test_an_issue_without_a_story_and_a_story_without_anything_are_refused() -> None:
    assert refused(*((table(key), "\n") for key in (1, 2, 3))) == (
        "no story is left: to print none, run `digest withdraw 3`"
    )
    old = replace(paper(), sections=(Section("", (replace(ferry(), article=replace(ferry().article, url="x.txt")),)),))
    text = as_toml(old).replace(f'  "{FIRST}",\n', "").replace(f'  "{SECOND}",\n', "")
    with pytest.raises(InputError, match="without a sentence and without a link nothing is left of it"):
        changed(old, text)


def test_the_file_of_a_draft_is_toml_that_programs_read() -> None:
    tables = tomllib.loads(as_toml(paper()))
    assert [each["key"] for section in tables["section"] for each in section["story"]] == [1, 2, 3]
    assert tables["draft"] == "ab" * 6
