"""The nouns, each defined once. Frozen; every datetime is timezone-aware."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from digest.errors import InputError

BlockKind = Literal["paragraph", "heading", "quote", "list_item", "caption", "furniture", "shared"]
IssueStatus = Literal["draft", "approved", "sending", "sent", "withdrawn"]
DeliveryState = Literal["pending", "claimed", "sent", "deferred", "failed", "unknown"]
BounceKind = Literal["hard", "soft", "policy", "refused", "complaint", "unsubscribe"]
Method = Literal["news", "lexrank", "lsa", "textrank", "luhn", "edmundson", "kl", "sumbasic", "reduction"]
Headline = Literal["own", "first sentence"]
Paywalled = Literal["excerpt", "headline only"]
Theme = Literal["classic", "plain"]
Images = Literal["lead", "link", "none"]


@dataclass(frozen=True, slots=True)
class Block:
    """A span of an article's text: ``article.text[start:end]``.

    ``furniture`` is what surrounds an article and is never part of its news: sign-up and share lines,
    "read more", bylines, credits. ``shared`` is what its source prints in unrelated items too: patrons, terms.
    """

    start: int
    end: int
    kind: BlockKind

    def __reduce__(self) -> tuple[type["Block"], tuple[int, int, BlockKind]]:
        """Articles cross processes with all their blocks, and pickling slots by name takes five times as long."""
        return Block, (self.start, self.end, self.kind)


Identity = tuple[str, str, str]
"""An article's source, URL and title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One item as its publisher published it. ``text`` holds paragraphs separated by a blank line.

    ``blocks`` cover the paragraphs of ``text`` in order; without blocks every paragraph is a plain one.
    ``teaser`` is the publisher's own short description and no part of ``text``; ``categories`` are his words for
    what it is about. ``excerpt``: the publisher shows only the beginning to those who do not pay.
    """

    url: str
    title: str
    text: str
    published_at: datetime | None = None
    byline: str | None = None
    source: str = ""
    section: str | None = None
    language: str | None = None
    site: str | None = None
    image: str | None = None
    teaser: str | None = None
    blocks: tuple[Block, ...] = ()
    updated_at: datetime | None = None
    categories: tuple[str, ...] = ()
    excerpt: bool = False

    @property
    def identity(self) -> Identity:
        """What stays when its source changes its text, or a stage makes another of it: no two of a window share it."""
        return self.source, self.url, self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A feed, page, folder or file that is read. ``location`` is a path, a glob or an http(s) URL.

    Of its articles those with a word of ``drop`` are left out, and where ``keep`` names any, those with none of them;
    then what is older than ``max_age`` when an issue is due, and all but the ``limit`` newest. ``full_text``: whether
    its teasers are completed from their pages.
    """

    name: str
    location: str
    section: str | None = None
    weight: float = 1.0
    language: str | None = None
    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    max_age: timedelta | None = None
    limit: int | None = None
    full_text: bool = True
    headline: Headline = "own"
    paywalled: Paywalled = "excerpt"


@dataclass(frozen=True, slots=True)
class Sentence:
    """Verbatim words of an article: ``article.text[start:end] == text``."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quotation:
    """Somebody's words without their marks, verbatim, and the speaker's name as the article gives it.

    Over several paragraphs ``text`` holds their blank lines and the marks that open them.
    """

    text: str
    start: int
    end: int
    speaker: Sentence


@dataclass(frozen=True, slots=True)
class Summary:
    """Sentences of one article in its own order, and the method that chose them.

    ``quotation`` is the article's key quotation, none of the sentences; None where no speaker is certain.
    """

    sentences: tuple[Sentence, ...]
    method: str = "news"
    quotation: Quotation | None = None

    @property
    def text(self) -> str:
        return " ".join(sentence.text for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class Addition:
    """A sentence of another article of a story, which says what its lead article does not."""

    article: Article
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Earlier:
    """The issue that told a story last, and where it is served, if it is. ``name``: of which newsletter, in an issue
    of another."""

    number: int
    slot: datetime
    url: str = ""
    name: str = ""


Score = tuple[tuple[str, float], ...]
"""Named factors in their order; what is ranked is their product."""


@dataclass(frozen=True, slots=True)
class Story:
    """What a reader reads: the lead article with its summary, and where else the same event was covered.

    ``headline`` is an editor's own; where it is empty, the article's title is. ``note`` is an editor's too, and
    printed as that. ``pinned``: an editor put it first, and it stays there when the draft is made anew. ``update``: an
    earlier issue told the story, and the summary is what is new since. ``daily``: the issue that a weekly one has the
    story from.
    """

    article: Article
    summary: Summary
    also: tuple[Article, ...] = ()
    adds: Addition | None = None
    update: Earlier | None = None
    headline: str = ""
    score: Score = ()
    note: str = ""
    pinned: bool = False
    daily: Earlier | None = None

    @property
    def title(self) -> str:
        return self.headline or self.article.title


@dataclass(frozen=True, slots=True)
class Section:
    """A titled run of stories inside an issue."""

    title: str
    stories: tuple[Story, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """The time an issue covers, half open: ``start <= published_at < end``."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Action:
    """What the publisher asks of readers: the words of a button, where it leads, and a sentence before it, if any."""

    text: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How issues look. Colours are ``#rrggbb``, fonts CSS font stacks; ``logo`` is an https URL, its width in pixels.

    ``accent_dark`` is the accent in dark mode; where it is empty, one is made from ``accent``. ``images``: the lead
    story's picture itself, a link to it, or neither.
    """

    theme: Theme = "classic"
    images: Images = "lead"
    accent: str = "#9a3324"
    accent_dark: str = ""
    ink: str = "#1b1a18"
    paper: str = "#ffffff"
    ground: str = "#f4f2ed"
    font: str = "Georgia, 'Times New Roman', serif"
    small_font: str = "-apple-system, 'Segoe UI', Helvetica, Arial, sans-serif"
    logo: str = ""
    logo_width: int = 200


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An article of the window that is no story of the issue, and why, in words.

    ``lost``: by a fault that somebody should mend, and not because other news was better. The operator hears of it.
    """

    url: str
    title: str
    source: str
    reason: str
    score: Score = ()
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Edit:
    """What an editor changed in a draft, in words."""

    edited_at: datetime
    change: str


@dataclass(frozen=True, slots=True)
class Correction:
    """What was wrong in an issue that was sent, in an editor's words. ``name`` as in ``Earlier``."""

    number: int
    slot: datetime
    text: str
    name: str = ""


PLACEHOLDER = "your-own-link-is-in-your-own-mail-see-there"
"""In a rendition, where each reader's own token goes. ``render_issue`` keeps it out of what articles say."""


@dataclass(frozen=True, slots=True)
class Rendition:
    """The issue in one format: ``digest.render.formats`` has their names."""

    format: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One numbered, dated publication.

    ``slot`` is the local date and time it is due, with its UTC offset; ``timezone`` names the zone.
    ``subject`` and ``preheader`` are patterns of the publisher's; empty for those of the program.
    ``intro`` is the editor's note in Markdown. ``unsubscribe`` is the URL where a reader leaves, with a placeholder
    where each reader's token goes, or the URL of somebody else's list; empty where nothing serves one. ``home`` is the
    URL under which issues are read on the web, empty where nothing serves them.
    ``brief`` are articles told in one line each, their headline. ``corrections`` are of earlier issues.
    ``collected_at`` is when its sources were last read: what is first seen later is the next issue's. ``since`` is
    where somebody said that its window begins. ``made_with`` tells apart the settings and templates that a draft was
    made with.
    ``sha256`` is the hex digest over all renditions. ``week``: the numbers of the daily issues whose leads a weekly one
    tells, or might have told.
    """

    newsletter: str
    name: str
    number: int
    slot: datetime
    timezone: str
    language: str
    window: Window
    tagline: str = ""
    subject: str = ""
    preheader: str = ""
    intro: str = ""
    unsubscribe: str = ""
    home: str = ""
    postal_address: str = ""
    look: Look = Look()
    actions: tuple[Action, ...] = ()
    sections: tuple[Section, ...] = ()
    brief: tuple[Article, ...] = ()
    corrections: tuple[Correction, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    edits: tuple[Edit, ...] = ()
    week: tuple[int, ...] = ()
    collected_at: datetime | None = None
    since: datetime | None = None
    made_with: str = ""
    status: IssueStatus = "draft"
    renditions: tuple[Rendition, ...] = ()
    sha256: str = ""

    @property
    def stories(self) -> tuple[Story, ...]:
        return tuple(story for section in self.sections for story in section.stories)

    def body(self, format: str) -> str:
        """Its rendition in this format. Raises InputError for an issue that was made before the format was there."""
        for rendition in self.renditions:
            if rendition.format == format:
                return rendition.body
        mend = "build it again" if self.status == "draft" else f"it is {self.status} and stays as it is"
        raise InputError(f"issue {self.number} was made before {format}: {mend}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriber:
    """A person's address. ``token_key`` is 16 random bytes: changing it revokes every link they hold."""

    address: str
    name: str = ""
    language: str | None = None
    token_key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A subscriber's consent to one newsletter: when and how it was given, and when it ended."""

    newsletter: str
    address: str
    consented_at: datetime
    consented_how: str
    topics: tuple[str, ...] = ()
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Suppression:
    """An address that is never mailed again, and why. It outlives the subscription and every import."""

    address: str
    reason: str
    suppressed_at: datetime
