"""The Jinja environment: where templates come from, what they may call, and what becomes of a faulty one."""

import re
from pathlib import Path
from typing import Any

import css_inline
from jinja2 import BytecodeCache, ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined
from jinja2.bccache import Bucket
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from digest.errors import ConfigError
from digest.languages import spoken, words_of
from digest.models import Issue
from digest.render.escape import escaped_for_format, markdown_link, safe_link
from digest.render.faults import TEMPLATE_FAULTS, config_error
from digest.render.formats import Printed
from digest.render.fragments import place
from digest.render.note import note_html, note_text
from digest.render.palette import dark, light
from digest.render.patience import at_most
from digest.render.patterns import filled_in
from digest.render.story import (
    by_publisher,
    caption,
    counted,
    credit,
    day,
    direction,
    gap,
    issue_minutes,
    language_tag,
    long_date,
    picture,
    prose,
    publisher,
    since,
    slants,
)
from digest.render.wrap import underlined, wrap
from digest.shipped import shipped


def font_stack(stack: str) -> Markup:
    """Fonts for a style element, which knows no entities: quotes stay, and what could end a rule goes."""
    return Markup(re.sub(r"[^\w ,'-]", "", stack))


FILTERS = {
    "by_publisher": by_publisher,
    "caption": caption,
    "counted": counted,
    "credit": credit,
    "day": day,
    "direction": direction,
    "font_stack": font_stack,
    "gap": gap,
    "language_tag": language_tag,
    "link": markdown_link,
    "long_date": long_date,
    "note_html": note_html,
    "note_text": note_text,
    "picture": picture,
    "place": place,
    "prose": prose,
    "publisher": publisher,
    "safe_link": safe_link,
    "since": since,
    "slants": slants,
    "underlined": underlined,
    "wrap": wrap,
}


SECONDS = 20.0  # for one format of an issue, which takes some thousandths of one
LARGEST = 1_000_000  # letters or items that a template may multiply something to, and the largest power of a number


class _Sandbox(ImmutableSandboxedEnvironment):
    """What a template may not do beside what Jinja forbids: take all memory in one step."""

    intercepted_binops = frozenset(["*", "**"])

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        for one, other in ((left, right), (right, left)):
            if operator == "*" and hasattr(one, "__len__") and isinstance(other, int) and len(one) * other > LARGEST:
                raise SecurityError(f"{len(one)} times {other} is too much to print")
        if operator == "**" and max(abs(left), abs(right)) > LARGEST**0.5:
            raise SecurityError(f"{left} ** {right} is too large")
        return super().call_binop(context, operator, left, right)


class _Compiled(BytecodeCache):
    """Compiles a template once per process, and again when its text changes."""

    def __init__(self) -> None:
        self.code: dict[str, tuple[str, Any]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, bucket.code = self.code.get(bucket.key, ("", None))
        if checksum != bucket.checksum:
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.code[bucket.key] = bucket.checksum, bucket.code


_compiled = _Compiled()


def environment(templates_dir: Path | None) -> Environment:
    """What a template prints is escaped for its format without asking."""
    if templates_dir is not None and not templates_dir.is_dir():
        raise ConfigError(f"{templates_dir}: no such folder of templates; make it, or take the setting out")
    ours = shipped("templates")
    folders = [ours] if templates_dir is None else [templates_dir, ours]
    env = _Sandbox(
        autoescape=True,
        finalize=escaped_for_format,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=_compiled,
        loader=ChoiceLoader([FileSystemLoader(folders), PrefixLoader({"shipped": FileSystemLoader(ours)})]),
    )
    env.filters.update(FILTERS)
    return env


def filled(env: Environment, name: str, issue: Issue, **more: Any) -> str:
    numbers: dict[str, int] = {}
    return printed(
        env,
        name,
        issue=issue,
        words=words_of(issue.language),
        spoken=spoken(issue.language),
        minutes=issue_minutes(issue),
        light=light(issue.look),
        dark=dark(issue.look),
        font=font_stack(issue.look.font),
        small_font=font_stack(issue.look.small_font),
        note=lambda url: f"[{numbers.setdefault(url, len(numbers) + 1)}]",
        notes=numbers.items,
        subject=filled_in(issue.subject, issue),
        preheader=filled_in(issue.preheader, issue),
        **more,
    )


def printed(env: Environment, name: str, /, **values: Any) -> str:
    """Raises ConfigError that names file and line where the template does not work, or that it does not end."""
    try:
        with at_most(SECONDS, f"{name}: not printed within {SECONDS:g} seconds; mend the loops of your template"):
            return env.get_template(name).render(**values)
    except TEMPLATE_FAULTS as error:
        raise config_error(error, name) from error


def templates_in(env: Environment) -> list[str]:
    """Their names, those of the shipped ones that take no user's place among them."""
    return [name for name in env.list_templates(extensions=["j2"]) if not name.startswith("shipped/")]


def compiled(env: Environment, name: str) -> None:
    """Raises ConfigError that names file and line where Jinja cannot read the template."""
    try:
        env.get_template(name)
    except TEMPLATE_FAULTS as error:
        raise config_error(error, name) from error


def issue_body(env: Environment, format: Printed, issue: Issue) -> str:
    name = format.template(issue.look.theme)
    body = filled(env, name, issue)
    return _inlined(body, name) if format.suffix == ".html" else body


def _inlined(html: str, template: str) -> str:
    """Rules go onto their elements, because some mail clients drop the head. What only enhances stays there: a style
    element marked ``data-css-inline="keep"``, or else the @media rules."""
    inliner = css_inline.CSSInliner(
        keep_at_rules='data-css-inline="keep"' not in html, minify_css=True, load_remote_stylesheets=False
    )
    try:
        return inliner.inline(html)
    except css_inline.InlineError as error:
        raise ConfigError(f"{template}: its styles cannot be read ({error}); mend the style element") from error
