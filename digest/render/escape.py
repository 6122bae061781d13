"""What articles say is hostile: nothing of it may become a link, a heading, a tag or a terminal command."""

import re
from dataclasses import replace
from urllib.parse import urlsplit

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from digest.models import Action, Addition, Article, Issue, Quotation, Section, Sentence, Story, Summary
from digest.render.formats import ENTITY, escape_of, markdown
from digest.text.hosts import shown_host
from digest.text.printable import one_line, printable


def safe_link(url: str) -> str:
    """The URL if a reader may follow it (http, https, mailto), else nothing. A login in it goes, and a host that looks
    like another is written in Punycode."""
    url = url.strip()
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return ""
    web = parts.scheme in ("http", "https") and host
    if one_line(url) != url or not (web or parts.scheme == "mailto"):
        return ""
    if host and ("@" in parts.netloc or not host.isascii()):
        shown = f"[{host}]" if ":" in host else shown_host(host)
        if not shown:
            return ""
        url = parts._replace(netloc=f"{shown}:{port}" if port else shown).geturl()
    return re.sub(r'[ <>"\\`]', lambda found: f"%{ord(found[0]):02X}", url)


def markdown_link(title: str, url: str) -> Markup:
    """The title as a Markdown link, or alone where the link is not safe."""
    name, target = markdown(title), ENTITY.sub("&amp;", safe_link(url))
    return Markup(f"[{name}](<{target}>)" if target else name)


@pass_context
def escaped_for_format(context: Context, value: object) -> object:
    """Jinja's ``finalize``: what ``{{ … }}`` prints, escaped for the format the template makes."""
    if value is None:
        return ""
    if isinstance(value, Markup):
        return value
    return Markup(escape_of(context.name or "")(str(value)))


def tidied(issue: Issue) -> Issue:
    """The issue as templates see it: each name, headline and sentence is one line of printable characters."""
    return replace(
        issue,
        name=one_line(issue.name),
        tagline=one_line(issue.tagline),
        intro=printable(issue.intro.replace("\r\n", "\n")).strip(),
        postal_address=one_line(issue.postal_address),
        actions=tuple(Action(one_line(each.text), each.url, one_line(each.note)) for each in issue.actions),
        sections=tuple(_tidied_section(section) for section in issue.sections),
        brief=tuple(_tidied_article(article) for article in issue.brief),
        corrections=tuple(
            replace(each, text=one_line(each.text), name=one_line(each.name)) for each in issue.corrections
        ),
    )


def _tidied_section(section: Section) -> Section:
    return Section(one_line(section.title), tuple(_tidied_story(story) for story in section.stories))


def _tidied_story(story: Story) -> Story:
    adds = story.adds
    return replace(
        story,
        article=_tidied_article(story.article),
        summary=_tidied_summary(story.summary),
        also=tuple(_tidied_article(article) for article in story.also),
        adds=adds and Addition(_tidied_article(adds.article), _tidied_sentence(adds.sentence)),
        headline=one_line(story.headline),
        note=one_line(story.note),
        daily=story.daily and replace(story.daily, name=one_line(story.daily.name)),
    )


def _tidied_summary(summary: Summary) -> Summary:
    sentences = tuple(map(_tidied_sentence, summary.sentences))
    return replace(summary, sentences=sentences, quotation=summary.quotation and _tidied_quotation(summary.quotation))


def _tidied_quotation(quotation: Quotation) -> Quotation:
    """The comma that leads from a quotation on to its speaker goes: they are printed apart."""
    return replace(
        quotation, text=one_line(quotation.text).rstrip(",，、،"), speaker=_tidied_sentence(quotation.speaker)
    )


def _tidied_sentence(sentence: Sentence) -> Sentence:
    return replace(sentence, text=one_line(sentence.text))


def _tidied_article(article: Article) -> Article:
    return replace(
        article,
        title=one_line(article.title),
        source=one_line(article.source),
        byline=one_line(article.byline or "") or None,
    )
