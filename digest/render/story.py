"""What a page says about stories: when, by whom, how long, in which language and direction."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_time
from jinja2 import pass_context
from jinja2.runtime import Context

from digest.languages import words_of
from digest.languages.kinds import Words
from digest.models import Article, Earlier, Issue, Sentence, Story, Summary
from digest.render.escape import safe_link
from digest.text.hosts import is_private
from digest.text.printable import one_line

# Not what only counts readers, and not what Outlook cannot show.
_COUNTING = re.compile(r"[/._?=&-](?:pixel|beacon|spacer|blank|1x1|track(?:ing|er))(?:[/._?=&-]|$)", re.IGNORECASE)
_NOT_SHOWN = re.compile(r"\.(?:svg|webp|avif|bmp|tiff?)(?:[?#]|$)", re.IGNORECASE)
_UPRIGHT = {"zh", "ja", "ko", "th", "lo", "km", "my", "hi", "bn", "ta", "am"}
_RIGHT_TO_LEFT = {"ar", "ckb", "dv", "fa", "he", "iw", "ps", "sd", "ug", "ur", "yi"}
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


def reading_minutes(text: str) -> int:
    """230 words or 500 Chinese or Japanese characters a minute; text of any length takes one."""
    characters = len(_CJK.findall(text))
    words = len(_CJK.sub(" ", text).split())
    return max(int(words / 230 + characters / 500 + 0.5), 1) if words or characters else 0


def issue_minutes(issue: Issue) -> int:
    printed = [issue.intro, *(f"{story.title} {story.summary.text} {story.note}" for story in issue.stories)]
    printed += [article.title for article in issue.brief] + [each.text for each in issue.corrections]
    return reading_minutes(" ".join(printed))


def in_words(number: int, forms: Mapping[str, str], language: str) -> str:
    """The number in the form that its language has for it: "1 story", "2 stories"."""
    category = _locale(language).plural_form(number)
    return forms.get(category, forms["other"]).format(number)


@pass_context
def counted(context: Context, number: int, forms: Mapping[str, str]) -> str:
    """The words for so many of something, with the number in them."""
    return in_words(number, forms, context["spoken"])


def language_tag(language: str | None) -> str:
    """The language as HTML wants it, or nothing where a source gave something else."""
    tag = (language or "").replace("_", "-")
    return tag if _TAG.fullmatch(tag) else ""


def direction(language: str | None) -> str:
    """``rtl`` where the language is written from right to left, else ``ltr``."""
    return "rtl" if language_tag(language).split("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"


def slants(language: str | None) -> bool:
    """Whether the script of the language has italics."""
    own = language_tag(language).split("-")[0].lower()
    return own not in _UPRIGHT and own not in _RIGHT_TO_LEFT


def gap(sentence: Sentence) -> str:
    """What stands between a sentence and the next: Chinese and Japanese put no space after their full stop."""
    return "" if re.search("[。！？．][」』”）]?$", sentence.text) else " "


def prose(summary: Summary) -> str:
    """The sentences of a summary as one paragraph."""
    return "".join(sentence.text + gap(sentence) for sentence in summary.sentences).rstrip(" ")


def picture(article: Article) -> str:
    """The https URL of the article's own picture, if mail clients show its kind, it is none that only counts, and it
    asks nothing inside the reader's network."""
    url = safe_link(article.image or "")
    shown = url.startswith("https://") and not _COUNTING.search(url) and not _NOT_SHOWN.search(url)
    return url if shown and not is_private(urlsplit(url).hostname or "") else ""


def caption(article: Article) -> str:
    """The first caption in the article, for those who do not see its picture."""
    found = next((block for block in article.blocks if block.kind == "caption"), None)
    return one_line(article.text[found.start : found.end]) if found else ""


def long_date(moment: datetime, language: str) -> str:
    """The date of a slot, which is local already."""
    words = format_date(moment.date(), "full", _locale(language))
    return words[:1].upper() + words[1:]


def month(moment: datetime, language: str) -> str:
    return format_skeleton("yMMMM", moment.replace(tzinfo=None), locale=_locale(language))


def day(moment: datetime, language: str) -> str:
    """The day of a recent slot, without its year."""
    return format_skeleton("MMMMd", moment.replace(tzinfo=None), locale=_locale(language))


def since(update: Earlier, slot: datetime, words: Words, language: str) -> str:
    """That a story moved on since an issue told it: a weekday of the last seven days, else its number and day."""
    if 0 < (slot.astimezone(update.slot.tzinfo).date() - update.slot.date()).days < 7:
        weekday = format_date(update.slot, "EEEE", locale=_locale(language))
        return words.update_since.format(weekday)
    return words.update.format(update.number, day(update.slot, language))


def publisher(article: Article) -> str:
    """Who printed it: the source's name, else the site's."""
    host = urlsplit(safe_link(article.url)).hostname or ""
    return article.source or host.removeprefix("www.")


def byline(article: Article) -> str | None:
    """The article's, where it says more than who published it."""
    told = {re.sub(r"\W", "", name.casefold()) for name in (publisher(article), article.site or "")}
    return None if re.sub(r"\W", "", (article.byline or "").casefold()) in told else article.byline


def by_publisher(articles: Iterable[Article]) -> dict[str, str]:
    """Publisher -> safe link of its first article, or nothing to follow; in order."""
    links: dict[str, str] = {}
    for article in articles:
        links.setdefault(publisher(article) or article.title, safe_link(article.url))
    return links


@pass_context
def credit(context: Context, story: Story) -> list[str]:
    """What is known of: publisher, byline, local time, minutes of the full article, and whether it costs."""
    issue: Issue = context["issue"]
    article = story.article
    when = _local_time(article.published_at, issue) if article.published_at else ""
    minutes = reading_minutes(article.text)
    reading = words_of(issue.language).reading.format(minutes) if minutes else ""
    paid = words_of(issue.language).paid if article.excerpt else ""
    return [part for part in (publisher(article), byline(article), when, reading, paid) if part]


def _local_time(moment: datetime, issue: Issue) -> str:
    """The time in the issue's zone, with the day where it is not the issue's own."""
    local, locale = moment.astimezone(ZoneInfo(issue.timezone)), _locale(issue.language)
    time = format_time(local.timetz().replace(tzinfo=None), "short", locale=locale)
    day = "" if local.date() == issue.slot.date() else format_skeleton("MMMd", local, locale=locale)
    # One ordinary kind of space that no line breaks at: CLDR's narrow one is a box in some mail clients.
    return re.sub(r"\s", "\u00a0", ", ".join(filter(None, (day, time))))


@cache
def _locale(language: str) -> Locale:
    for name in (language_tag(language), language_tag(language).split("-")[0]):
        try:
            return Locale.parse(name, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")
