"""The Jinja environment: where templates come from, what they may call, and what becomes of a faulty one."""

from pathlib import Path

import css_inline
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from digest.errors import ConfigError
from digest.models import Issue
from digest.render.escape import escaped_for_format, markdown_link, safe_link
from digest.render.mend import TEMPLATE_FAULTS, config_error
from digest.render.note import note_html, note_text
from digest.render.story import (
    by_publisher,
    counted,
    credit,
    day,
    direction,
    issue_minutes,
    language_tag,
    long_date,
    publisher,
)
from digest.render.words import words_of
from digest.render.wrap import underlined, wrap
from digest.shipped import shipped

FILTERS = {
    "by_publisher": by_publisher,
    "counted": counted,
    "credit": credit,
    "day": day,
    "direction": direction,
    "language_tag": language_tag,
    "link": markdown_link,
    "long_date": long_date,
    "note_html": note_html,
    "note_text": note_text,
    "publisher": publisher,
    "safe_link": safe_link,
    "underlined": underlined,
    "wrap": wrap,
}


def environment(templates_dir: Path | None = None) -> Environment:
    """What a template prints is escaped for its format without asking."""
    if templates_dir is not None and not templates_dir.is_dir():
        raise ConfigError(f"{templates_dir}: no such folder of templates; make it, or take the setting out")
    ours = shipped("templates")
    folders = [ours] if templates_dir is None else [templates_dir, ours]
    env = ImmutableSandboxedEnvironment(
        autoescape=True,
        finalize=escaped_for_format,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        loader=ChoiceLoader([FileSystemLoader(folders), PrefixLoader({"shipped": FileSystemLoader(ours)})]),
    )
    env.filters.update(FILTERS)
    return env


def filled(env: Environment, name: str, issue: Issue) -> str:
    try:
        return env.get_template(name).render(issue=issue, words=words_of(issue.language), minutes=issue_minutes(issue))
    except TEMPLATE_FAULTS as error:
        raise config_error(error, name) from error


def inlined(html: str) -> str:
    """Rules go onto their elements, because some mail clients drop the head. What only enhances stays there: a style
    element marked ``data-css-inline="keep"``, or else the @media rules."""
    inliner = css_inline.CSSInliner(
        keep_at_rules='data-css-inline="keep"' not in html, minify_css=True, load_remote_stylesheets=False
    )
    try:
        return inliner.inline(html)
    except css_inline.InlineError as error:
        raise ConfigError(f"issue.html.j2: its styles cannot be read ({error}); mend the style element") from error
