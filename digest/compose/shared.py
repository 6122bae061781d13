"""What of an article is its own: what its source prints in other items too is marked as shared.

The evidence are the other items themselves, not words: a line that stands in items which have nothing else in common is
the feed's. Items on one event have more in common than that line, and keep it. Linear in the number of items.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby, islice, pairwise, takewhile

from digest.languages import language
from digest.models import Article, Block
from digest.text.phrases import STAMP_WORDS
from digest.text.sentences import paragraphs, split_paragraph
from digest.text.tokens import guess_language, stop_words, tokens

_FEW = 6  # items of a source, of which two are evidence
_ENOUGH = 3  # otherwise
_SEEN = 12  # of the items that have a line
_FOOT = 12  # lines in which one may have other names or figures from item to item
_SIGNS = 60  # of an article's own first words that tell what it is about
_LONG = 20  # words of a text that is no foot alone
_RELATED = 0.2  # share of those in common from which two items are on one thing
_FIXED = 0.6  # share of a line's words that do not change from item to item
_CHANGED = 6  # words of it that do, at most
_SHORTEST_END = 3  # words with which several articles end
_LOOKED_AT = 300  # characters of an article that tell its language
_MOSTLY = 2 / 3  # of the lines of one form that have a word of it

_Words = tuple[str, ...]
_Span = tuple[int, int, Block]
_Place = tuple[int, int]  # of an item, and of a line in it


@dataclass(frozen=True, slots=True)
class _Line:
    """A sentence, or what stands on a line alone. ``words`` with "0" for a figure or date; ``figures`` of no date."""

    start: int
    end: int
    block: Block
    words: _Words
    figures: _Words


@dataclass(frozen=True, slots=True)
class _Item:
    """``title``: the content words of the headline; ``names``: words of the source's and the site's name."""

    lines: Sequence[_Line]
    title: frozenset[str]
    names: frozenset[str]
    stops: frozenset[str]


def own_words(articles: Sequence[Article], earlier: Iterable[Article] = ()) -> list[Article]:
    """The articles, in their order, with a block for what they share with unrelated items of their source.

    Those are the others among them and ``earlier`` ones. The text stays as it is; an article that shares nothing is
    given back itself, and so is one of no source.
    """
    of_source: defaultdict[str, list[Article]] = defaultdict(list)
    for article in chain(articles, earlier):
        of_source[article.source].append(article)
    marked = {source: _of_one_source(found) for source, found in of_source.items() if source and len(found) > 1}
    return [next(marked[article.source]) if article.source in marked else article for article in articles]


def own_text(article: Article) -> str:
    """The text without what unrelated items of its source share with it."""
    if all(block.kind != "shared" for block in article.blocks):
        return article.text
    return "\n\n".join(article.text[it.start : it.end] for it in article.blocks if it.kind != "shared")


def _of_one_source(articles: Sequence[Article]) -> Iterator[Article]:
    code = articles[0].language or guess_language(
        "\n".join(f"{it.title}\n{it.text[:_LOOKED_AT]}" for it in articles[:9])
    )
    stops = stop_words(code)
    items = [_item(article, lines, stops) for article, lines in zip(articles, _lines(articles, code), strict=True)]
    return map(_marked, articles, (item.lines for item in items), _furniture(items))


def _item(article: Article, lines: Sequence[_Line], stops: frozenset[str]) -> _Item:
    names = frozenset((*tokens(article.source), *tokens(article.site or "")))
    return _Item(lines, frozenset(_signs(tokens(article.title), stops)), names, stops)


def _lines(articles: Sequence[Article], code: str | None) -> Iterator[list[_Line]]:
    spans = [[*_sentences(article, code)] for article in articles]
    texts = [article.text for article in articles]
    for (at, number), cut in _shared_ends(texts, spans).items():
        start, end, block = spans[at][number]
        spans[at][number : number + 1] = (start, len(texts[at][:cut].rstrip()), block), (cut, end, block)
    for article, found in zip(articles, spans, strict=True):
        yield [_Line(start, end, block, *_masked(tokens(article.text[start:end]))) for start, end, block in found]


def _sentences(article: Article, code: str | None) -> Iterator[_Span]:
    for block in article.blocks or _paragraphs(article.text):
        for start, end in split_paragraph(article.text, block.start, block.end, language(code)):
            yield start, end, block


def _shared_ends(texts: Sequence[str], spans: Sequence[Sequence[_Span]]) -> dict[_Place, int]:
    """Where the last sentence that no other text has ends as another one does, behind words without a full stop:
    "Fish prices this winter Hosted on Acast." By text and sentence."""
    found: dict[_Place, int] = {}
    for (one, *place), (other, *near) in pairwise(sorted(_own_ends(texts, spans))):
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
        for words, (at, number) in ((one, place), (other, near)):
            most = min(same, len(words) - 1)
            count = next((n for n in range(most, _SHORTEST_END - 1, -1) if _begins(words[n - 1], words[n])), 0)
            if count:
                start, end, _ = spans[at][number]
                cut = [match.start() for match in _WORD.finditer(texts[at], start, end)][-count]
                found[at, number] = min(cut, found.get((at, number), cut))
    return found


def _own_ends(texts: Sequence[str], spans: Sequence[Sequence[_Span]]) -> Iterator[tuple[_Words, int, int]]:
    """The words, the last first, of the last sentence of each text that no other has; with text and sentence."""
    said = [
        [_FIGURES.sub("0", text[start:end]) for start, end, _ in found[-_FOOT:]]
        for text, found in zip(texts, spans, strict=True)
    ]
    often = Counter(chain.from_iterable(map(set, said)))
    for at, each in enumerate(said):
        own = [number for number, sentence in enumerate(each, len(spans[at]) - len(each)) if often[sentence] == 1]
        if own:
            start, end, _ = spans[at][own[-1]]
            yield tuple(_FIGURES.sub("0", texts[at][start:end]).split()[::-1]), at, own[-1]


def _begins(word: str, before: str) -> bool:
    return not word[0].islower() and before[-1].isalnum()


def _paragraphs(text: str) -> list[Block]:
    return [Block(start, end, "paragraph") for start, end in paragraphs(text)]


def _masked(words: Sequence[str]) -> tuple[_Words, _Words]:
    """The words with "0" for each figure, and for the day, month and hour beside one; and the figures of no date."""
    masked, figures = list(words), []
    for at in [at for at, word in enumerate(words) if word[0] in _DIGITS]:
        masked[at] = "0"
        dated = [near for near in (at - 1, at + 1) if 0 <= near < len(words) and words[near] in _CALENDAR]
        for near in dated:
            masked[near] = "0"
        if not dated:
            figures.append(words[at])
    return tuple(masked), tuple(figures)


_DIGITS = frozenset("0123456789")
_FIGURES, _WORD = re.compile(r"\d+"), re.compile(r"\S+")
_CALENDAR = frozenset(word for word in STAMP_WORDS if len(word) > 2)


def _signs(words: Sequence[str], stops: frozenset[str]) -> list[str]:
    """Content words; of Chinese and Japanese every two characters that follow one another."""
    own = [word for word in words if word not in stops and not word.isdigit()]
    if not any(map(_is_character, own)):
        return own
    pairs = [f"{one}{two}" for one, two in pairwise(words) if _is_character(one) and _is_character(two)]
    return pairs + [word for word in own if not _is_character(word)]


def _is_character(word: str) -> bool:
    return len(word) == 1 and not word.isascii()


# --- the items of one source -> which of their lines are furniture


@dataclass(frozen=True, slots=True)
class _Shared:
    """Lines that are one: ``exact`` to the figures, or but for those the ``same``, or in one form with other names."""

    places: Sequence[_Place]
    items: Sequence[int]
    exact: bool
    same: bool


def _furniture(items: Sequence[_Item]) -> list[set[int]]:
    """Of every item the numbers of the lines that are furniture."""
    least = 2 if len(items) <= _FEW else _ENOUGH
    shared = [each for each in _shared(items) if len(each.items) >= least]
    repeated: list[set[int]] = [set() for _ in items]
    for at, number in chain.from_iterable(each.places for each in shared):
        repeated[at].add(number)
    feet = [_foot(item, lines) for item, lines in zip(items, repeated, strict=True)]
    topics, titles = _topics(items, repeated)
    found: list[set[int]] = [set() for _ in items]
    judged: dict[tuple[int, ...], bool] = {}
    for each in shared:
        sample = tuple(each.items[:: max(1, len(each.items) // _SEEN)])
        if sample not in judged:
            judged[sample] = _have_nothing_in_common([topics[at] for at in sample], least)
        if not judged[sample] or (len(each.items) == 2 and any(number < feet[at] for at, number in each.places)):
            continue
        for at, number in each.places:
            line = items[at].lines[number]
            usual = 4 * len(each.items) >= 3 * len(items) > 6 and len(repeated[at]) < len(items[at].lines)
            fits = each.exact or _may_change(items[at], number) or (each.same and usual)
            if fits and not _says_its_title(line, titles[at], few=len(each.items) == 2):
                found[at].add(number)
    return found


def _shared(items: Sequence[_Item]) -> Iterator[_Shared]:
    same: defaultdict[_Words, list[_Place]] = defaultdict(list)
    for at, item in enumerate(items):
        for number, line in enumerate(item.lines):
            if len(line.words) > 1:
                same[line.words].append((at, number))
    alike: defaultdict[_Words, list[_Place]] = defaultdict(list)
    for words, places in same.items():
        holders = _holders(places)
        if len(holders) > 1:
            figures = {items[at].lines[number].figures for at, number in places}
            yield _Shared(places, holders, exact=len(figures) == 1, same=True)
        if len(words) > 3:
            for key in (("", *words[:3]), (*words[-3:], "")):
                alike[key] += places
    for places in alike.values():
        if len(places) > 1:
            formed = [place for place in places if _is_near_an_edge(items[place[0]], place[1])]
            formed = _of_one_form(items, formed)
            yield _Shared(formed, _holders(formed), exact=False, same=False)


def _holders(places: Iterable[_Place]) -> list[int]:
    return list(dict.fromkeys(at for at, _ in places))


def _of_one_form(items: Sequence[_Item], places: Sequence[_Place]) -> list[_Place]:
    """Those whose words, and content words almost, mostly stand in most of them."""
    lines = [items[at].lines[number].words for at, number in places]
    counts = Counter(chain.from_iterable(map(set, lines)))
    fixed = {word for word, count in counts.items() if count >= max(2.0, _MOSTLY * len(lines))}
    found = []
    for place, words in zip(places, lines, strict=True):
        changed = sum(word not in fixed for word in words)
        content = sum(word in fixed and word not in items[place[0]].stops for word in words)
        if changed <= min(_CHANGED, content + 1, (1 - _FIXED) * len(words)):
            found.append(place)
    return found


def _is_near_an_edge(item: _Item, number: int) -> bool:
    return number < 2 or number >= len(item.lines) - _FOOT


def _says_its_title(line: _Line, title: frozenset[str], *, few: bool) -> bool:
    common = len(title.intersection(line.words))
    return common > 0 if few else common > 1 and 2 * common >= len(title)


def _may_change(item: _Item, number: int) -> bool:
    """Whether a line may be furniture that is not the same everywhere: the figure that a report opens with is news."""
    return _is_near_an_edge(item, number) and (number > 0 or not item.lines[number].figures)


def _foot(item: _Item, repeated: Collection[int]) -> int:
    """From which line on all are repeated; nowhere in a long text that is repeated whole."""
    number = len(item.lines)
    while number - 1 in repeated:
        number -= 1
    long = number == 0 and sum(len(line.words) for line in item.lines) >= _LONG
    return len(item.lines) if long else number


def _topics(
    items: Sequence[_Item], repeated: Sequence[Collection[int]]
) -> tuple[list[frozenset[str]], list[frozenset[str]]]:
    """What each item is about, by its title and the first of its own words, and what its title says.

    Neither by the name of the source nor by what nearly all its titles say, nor, where there are many items, by what
    a third of them are about.
    """
    said = Counter(chain.from_iterable(item.title for item in items))
    usual = {word for word, count in said.items() if len(items) > 2 and count > 0.75 * len(items)}
    titles = [item.title - item.names - usual for item in items]
    topics = []
    for item, title, lines in zip(items, titles, repeated, strict=True):
        own = chain.from_iterable(line.words for number, line in enumerate(item.lines) if number not in lines)
        signs = dict.fromkeys((*title, *_signs(tuple(islice(own, 3 * _SIGNS)), item.stops | item.names | usual)))
        topics.append(frozenset(islice(signs, _SIGNS)))
    if len(items) > _FEW:
        counts = Counter(chain.from_iterable(topics))
        usual = {word for word, count in counts.items() if 3 * count > len(items)}
        topics = [topic - usual for topic in topics]
    return topics, titles


def _have_nothing_in_common(topics: Sequence[frozenset[str]], least: int) -> bool:
    """Whether so many of the items are each on a thing of its own."""
    apart: list[frozenset[str]] = []
    for topic in topics:
        if topic and all(len(topic & other) < _RELATED * min(len(topic), len(other)) for other in apart):
            apart.append(topic)
    return len(apart) >= least


def _marked(article: Article, lines: Sequence[_Line], furniture: Collection[int]) -> Article:
    """With the blocks cut where furniture begins and ends."""
    if not furniture:
        return article
    parts = groupby(
        ((line, number in furniture) for number, line in enumerate(lines)), key=lambda each: (each[0].block, each[1])
    )
    blocks = []
    for (block, is_furniture), part in parts:
        inside = [line for line, _ in part]
        blocks.append(Block(inside[0].start, inside[-1].end, "shared" if is_furniture else block.kind))
    return replace(article, blocks=tuple(blocks))
