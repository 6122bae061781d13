"""A draft as the TOML file that its editor opens."""

from collections.abc import Iterator, Sequence
from unicodedata import category

from digest.models import Article, Correction, Issue, Sentence, Story
from digest.summarize import explain
from digest.text.printable import squeezed

HASH = 12  # characters of the draft's SHA-256 by which a file knows its draft
_CHOICE = 12  # sentences that an article offers beside those printed
_HEAD = """\
# Issue {number} of {name}, {slot}. What you save here becomes the draft.
#
# Move a [[section.story]] with its lines to print it elsewhere. Take it out, or say drop = true, to drop it.
# pin = true puts it first in its section, also when the issue is built anew.
# Sentences are the article's own: take the # before one away to print it, put one there to leave it out.
# headline, note (printed as the editor's) and intro are yours to write.
"""


def as_toml(issue: Issue) -> str:
    """``changed`` makes the same issue of it again."""
    intro = _safe(issue.intro, '"""')
    head = _HEAD.format(number=issue.number, name=_safe(squeezed(issue.name)), slot=f"{issue.slot:%Y-%m-%d %H:%M}")
    lines = [head, f"draft = {_quoted(issue.sha256[:HASH])}", f'intro = """\n{intro}\n"""']
    numbers = iter(range(1, len(issue.stories) + 1))
    for section in issue.sections:
        lines += ["", "[[section]]", f"title = {_quoted(section.title)}"]
        for story in section.stories:
            lines += _story(next(numbers), story)
    lines += _table("brief", [label(article) for article in issue.brief])
    lines += _table("corrections", [correction_label(each) for each in issue.corrections])
    return "\n".join(lines) + "\n"


def label(article: Article) -> str:
    return squeezed(f"{article.title} ({article.source})")


def correction_label(correction: Correction) -> str:
    return squeezed(f"No. {correction.number}: {correction.text}")


def _story(number: int, story: Story) -> Iterator[str]:
    quotation, adds = story.summary.quotation, story.adds
    yield from (
        "",
        "[[section.story]]",
        f"key = {number}  # {_safe(squeezed(f'{story.article.source} {story.article.url}'))}",
    )
    yield f"headline = {_quoted(story.title)}"
    yield f"note = {_quoted(story.note)}"
    yield f"pin = {str(story.pinned).lower()}"
    yield "drop = false"
    yield from ("sentences = [", *_sentences(story), "]")
    if quotation:
        yield f"quotation = true  # {_quoted(quotation.text)} {_safe(squeezed(quotation.speaker.text))}"
    if adds:
        yield f"adds = true  # {_safe(label(adds.article))}: {_quoted(adds.sentence.text)}"
    if story.also:
        yield from _list("also", [label(article) for article in story.also])


def _sentences(story: Story) -> Iterator[str]:
    """Those printed, and as comments the best of the others, in the article's order."""
    printed = story.summary.sentences
    others = [each for each in explain(story.article) if not any(overlap(each.sentence, one) for one in printed)]
    others = sorted(others, key=lambda each: -each.score)[:_CHOICE]
    lines = [(sentence.start, f"  {_quoted(sentence.text)},") for sentence in printed]
    for each in others:
        known = each.verdict in ("taken", "others are better")
        remark = "" if known else f"  # {_safe(squeezed(each.verdict))}"
        lines.append((each.sentence.start, f"  # {_quoted(each.sentence.text)},{remark}"))
    yield from (line for _, line in sorted(lines, key=lambda line: line[0]))


def overlap(one: Sentence, other: Sentence) -> bool:
    return one.start < other.end and other.start < one.end


def _table(name: str, lines: Sequence[str]) -> list[str]:
    return ["", f"[{name}]", *_list("lines", lines)] if lines else []


def _list(key: str, lines: Sequence[str]) -> list[str]:
    return [f"{key} = [", *(f"  {_quoted(line)}," for line in lines), "]"]


def _quoted(text: str) -> str:
    inner = _safe(squeezed(text), '"')
    return f'"{inner}"'


def _safe(text: str, quote: str = "") -> str:
    """As TOML takes it, and no terminal obeys it; ``quote``, where there is one, is escaped."""
    if quote:
        text = text.replace("\\", "\\\\").replace(quote, "".join(f"\\{mark}" for mark in quote))
    return "".join(map(_visible, text))


def _visible(character: str) -> str:
    if character == "\n" or character.isprintable() or category(character) == "Zs":
        return character
    return f"\\u{ord(character):04X}" if ord(character) < 0x10000 else f"\\U{ord(character):08X}"
