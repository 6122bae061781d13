"""What a template of an issue finds: blocks, variables, filters, and the nouns they are made of."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, get_args

from jinja2 import DictLoader, nodes, pass_context
from jinja2.defaults import DEFAULT_NAMESPACE
from jinja2.filters import FILTERS as JINJAS

from digest.models import Issue, Look
from digest.render import environment, render_issue
from digest.render.sample import sample_issue
from reference.markdown import sentence, table, typed

FILES = {
    "issue.html.j2": "the issue as a mail and a page, theme `classic`",
    "plain.html.j2": "theme `plain`: it extends `issue.html.j2` and changes its styles",
    "issue.txt.j2": "the issue as plain text",
    "issue.md.j2": "the issue in Markdown",
    "site.html.j2": "what the pages of `digest site` share",
    "site-index.html.j2": "the index of the archive",
    "site-issue.html.j2": "the page of one issue in the archive",
    "site-content.html.j2": "what an issue says, in the archive and in its feeds",
    "site.css.j2": "the styles of the archive",
    "rss.xml.j2": "the archive's RSS feed",
    "atom.xml.j2": "its Atom feed",
    "sitemap.xml.j2": "its sitemap",
    "page.html.j2": "what the pages of `digest serve` share",
    "page-issues.html.j2": "its list of issues",
    "page-leave.html.j2": "its page to unsubscribe on",
    "page.css.j2": "their styles",
    "preview.html.j2": "the editor's page of `digest preview`",
}
BLOCKS = {
    "title": "the page's title, which a mail client shows as its subject does",
    "style": "the rules that are moved onto their elements",
    "enhancements": "rules for small screens, which stay in the head",
    "dark": "rules for dark mode",
    "preheader": "the line that an inbox shows behind the subject",
    "masthead": "name or logo, tagline, date, number, and how much there is to read",
    "intro": "the editor's note",
    "section": "a section with its stories; it has `section`",
    "lead": "the first story of the issue; it has `story`",
    "story": "any other story; it has `story`",
    "brief": "headlines in brief",
    "actions": "what you ask of your readers",
    "corrections": "corrections of earlier issues",
    "links": "the numbered links of the text part",
    "footer": "why the reader gets this, the way out, and the address",
}
VARIABLES = {
    "issue": "what is printed: see `Issue` below",
    "words": "the words of the program in the issue's language: see below",
    "spoken": "the language of those words, which is English where the issue's is not known: `en`",
    "minutes": "how long the issue takes to read",
    "light": "the colours: see `Palette` below",
    "dark": "the colours in dark mode: the same names",
    "font": "the fonts of the text, as CSS",
    "small_font": "those of small print",
    "note": "a function: the number in brackets of a link in the text part, `[3]`",
    "notes": "a function: all of those links with their numbers",
    "subject": "the subject as `subject` in digest.toml wants it, or empty",
    "preheader": "the same of `preheader`",
}


def context() -> dict[str, Any]:
    """What a template of the issue is given, by name: asked by one that prints nothing."""
    seen: dict[str, Any] = {}
    env = environment(None)
    env.loader = DictLoader(dict.fromkeys(env.list_templates(), "{{ told() }}"))
    env.globals["told"] = pass_context(lambda given: seen.update(given.get_all()) or "")
    render_issue(sample_issue(Look(), "en"), env)
    return {name: value for name, value in seen.items() if name not in {*DEFAULT_NAMESPACE, "told"}}


def blocks() -> dict[str, list[str]]:
    """The blocks of each template that prints an issue, in their order."""
    env = environment(None)
    sources = (
        {name: env.loader.get_source(env, name)[0] for name in FILES if name.startswith(("issue.", "plain."))}
        if env.loader
        else {}
    )
    return {name: [block.name for block in env.parse(text).find_all(nodes.Block)] for name, text in sources.items()}


def filters() -> dict[str, Callable[..., Any]]:
    return {name: it for name, it in sorted(environment(None).filters.items()) if JINJAS.get(name) is not it}


def nouns(kind: Any, seen: list[type]) -> list[type]:
    """The dataclasses that one is made of, itself first."""
    if is_dataclass(kind) and isinstance(kind, type) and kind not in seen:
        seen.append(kind)
        for field in fields(kind):
            nouns(field.type, seen)
    for inner in get_args(kind):
        nouns(inner, seen)
    return seen


def told_noun(kind: Any) -> str:
    named = ((f"`{field.name}`", f"`{typed(field.type)}`") for field in fields(kind))
    computed = ((f"`{name}`", f"`{typed(got.fget.__annotations__['return'])}`") for name, got in properties(kind))
    return f"### {kind.__name__}\n\n{inspect.getdoc(kind)}\n\n" + table(("name", "type"), [*named, *computed])


def properties(kind: type) -> list[tuple[str, Any]]:
    return [(name, it) for name, it in vars(kind).items() if isinstance(it, property) and not name.startswith("_")]


def told_filter(name: str, function: Callable[..., Any]) -> tuple[str, str]:
    _, *more = (it for it in inspect.signature(function).parameters if it != "context")
    return f"`{name}" + (f"({', '.join(more)})`" if more else "`"), sentence(function.__doc__)


def told_files() -> str:
    return table(("file", "what it prints"), ((f"`{name}`", what) for name, what in FILES.items()))


def told_blocks() -> str:
    of = blocks()
    names = dict.fromkeys(name for found in of.values() for name in found)
    rows = ((f"`{it}`", ", ".join(f"`{file}`" for file in of if it in of[file]), BLOCKS.get(it, "")) for it in names)
    return table(("block", "in", "what it prints"), rows)


def told_variables() -> str:
    return table(("name", "what it is"), ((f"`{name}`", VARIABLES.get(name, "")) for name in context()))


def told_filters() -> str:
    return table(("filter", "what it gives"), (told_filter(name, function) for name, function in filters().items()))


def told_nouns() -> str:
    return "".join(map(told_noun, nouns(Issue, [])))


def told_colours() -> str:
    return told_noun(type(context()["light"]))


def told_words() -> str:
    """What has several forms, for one and for many, with all of them."""
    words = context()["words"]
    values = ((field.name, getattr(words, field.name)) for field in fields(words))
    return table(("name", "words"), ((f"`words.{name}`", forms(it)) for name, it in values if not is_dataclass(it)))


def forms(value: Any) -> str:
    several = [value] if isinstance(value, str) else value.values() if isinstance(value, Mapping) else value
    return " / ".join(f"`{form}`" for form in several).replace("\u00a0", " ")


def undescribed() -> list[str]:
    """What has no sentence, and what has one but is not there."""
    there = {name for name in environment(None).list_templates() if name.endswith(".j2") and "/" not in name}
    return [
        *sorted(FILES.keys() ^ there),
        *sorted(BLOCKS.keys() ^ {name for names in blocks().values() for name in names}),
        *sorted(VARIABLES.keys() ^ context().keys()),
        *(f"filter {name}" for name, function in filters().items() if not function.__doc__),
        *(kind.__name__ for kind in nouns(Issue, []) if str(kind.__doc__).startswith(f"{kind.__name__}(")),
    ]
