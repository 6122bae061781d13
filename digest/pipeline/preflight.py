"""What a run would be refused for, found before it begins: nothing here connects to anybody, mails or collects."""

import os
import shlex
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from glob import glob
from pathlib import Path
from typing import Literal

from digest.config import NO_SOURCE, Settings, login_headers, password
from digest.config.explaining import Location
from digest.deliver.message import mailbox
from digest.deliver.relay import usable
from digest.errors import ConfigError, DigestError, TemporaryError
from digest.pipeline.framing import intro_of, way_out
from digest.pipeline.mailing import relay_of, sender_of
from digest.render import environment
from digest.store import check_place, open_store

Level = Literal["ok", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """``mend`` says what to do, or what to publish; it is empty where all is well. ``at`` is a place in digest.toml."""

    level: Level
    what: str
    mend: str = ""
    at: Location = ()

    @property
    def text(self) -> str:
        return f"{self.what}: {self.mend}" if self.mend else self.what


Check = tuple[Location, Callable[[Settings], object]]


def refusals(settings: Settings) -> Iterator[Diagnosis]:
    """What collecting, building, approving or sending an issue of this newsletter would end with."""
    logins = ((("source", number), partial(_check_login, number)) for number in range(len(settings.source)))
    yield from _failing(settings, *MAILING, (("newsletter", "intro"), _check_note), *logins)
    if settings.templates:  # those that come with the program are known to be whole, and trying all takes a moment
        yield from _templates(settings)


def refuse(settings: Settings, *checks: Check) -> None:
    """Raises ConfigError that names the first of the refusals, or of what these checks find."""
    found = list(_failing(settings, *checks) if checks else refusals(settings))
    if found:
        more = f" (and {len(found) - 1} more: digest config check)" if found[1:] else ""
        raise ConfigError(f"{found[0].text}{more}")


def _failing(settings: Settings, *checks: Check) -> Iterator[Diagnosis]:
    for at, check in checks:
        try:
            check(settings)
        except DigestError as error:
            yield Diagnosis("error", str(error), at=at)


def preflight(settings: Settings) -> Iterator[Diagnosis]:
    """The refusals of every newsletter, each told once; and what is missing beside them, though a run goes on."""
    found = [finding for each in settings.newsletters for finding in refusals(each)]
    found += [*_sources(settings), *_returns(settings), *_operator(settings)]
    found += [finding for each in settings.newsletters for finding in _note(each)]
    if not settings.templates:
        found += _templates(settings)
    found += _failing(settings, (("database",), check_database))
    yield from dict.fromkeys(found)


def check_database(settings: Settings) -> None:
    """Raises DigestError where it cannot be opened, or nothing can be kept beside it. One that is not there yet is not
    made."""
    where = settings.database_url
    if not os.access(settings.journal_path.parent, os.W_OK):
        raise TemporaryError(f"{settings.journal_path.parent} cannot be written: give this user permission to")
    if isinstance(where, Path):
        check_place(where)
    if not isinstance(where, Path) or where.exists():
        open_store(where).close()


def _check_way_out(settings: Settings) -> None:
    if not settings.newsletter.to and not way_out(settings):
        raise ConfigError(
            f"{settings.newsletter.name} goes to a list and has no way to unsubscribe: set public_url in [web] and"
            " run `digest serve`, or unsubscribe_url in [newsletter]; or name its one reader as `to`"
        )


def _check_transport(settings: Settings) -> None:
    table = settings.delivery
    if table.transport == "smtp":
        usable(relay_of(settings))
        return
    folder = settings.folder / table.path
    there = next(each for each in (folder, *folder.parents) if each.exists())
    if not there.is_dir():
        raise ConfigError(f"{there} is no folder, and mail is to go into {folder}: mend path in [delivery]")
    if not os.access(there, os.W_OK):
        raise ConfigError(f"{there} cannot be written, and mail is to go into {folder}: check its permissions")


def _check_mailbox(settings: Settings) -> None:
    """Whatever comes to the address for leaving ends a subscription, also a reader's letter or a bounce."""
    leave = settings.newsletter.unsubscribe_mailto
    others = {"`from`": settings.newsletter.sender, "`address` in [bounces]": settings.bounces.address}
    for name, other in others.items():
        if leave and other and _key(leave) == _key(other):
            raise ConfigError(
                f"unsubscribe_mailto in [newsletter] is {name} as well, and who writes there would be unsubscribed:"
                " give it an address of its own, or leave it out"
            )


def _key(address: str) -> str:
    return mailbox(address, "address")[1].casefold()


def _check_note(settings: Settings) -> None:
    intro_of(settings.folder, settings.newsletter.intro)


def _check_login(number: int, settings: Settings) -> None:
    login_headers(settings.source[number])


MAILING: tuple[Check, ...] = (
    (("newsletter", "from"), sender_of),
    (("newsletter",), _check_way_out),
    (("newsletter", "unsubscribe_mailto"), _check_mailbox),
    (("delivery",), _check_transport),
)


def _templates(settings: Settings) -> Iterator[Diagnosis]:
    at: Location = ("templates_dir",)
    try:
        from digest.render.sample import faults

        for fault in faults(environment(settings.templates), settings.brand.look, settings.newsletter.language):
            yield Diagnosis("error", str(fault), f"it is in {settings.templates}" if settings.templates else "", at)
    except ConfigError as error:
        yield Diagnosis("error", str(error), at=at)


def _sources(settings: Settings) -> Iterator[Diagnosis]:
    if not settings.source:
        what, _, mend = NO_SOURCE.partition(": ")
        yield Diagnosis("error", what, mend)
    for number, table in enumerate(settings.source):
        there = settings.folder / (table.path or "")
        if not there.exists() and not glob(str(there), recursive=True):
            what = f"source {table.name!r}: there is no {table.path} in {settings.folder}"
            yield Diagnosis("error", what, at=("source", number, "path"))


def _returns(settings: Settings) -> Iterator[Diagnosis]:
    """`digest bounces` is called by itself as well."""
    table = settings.bounces
    if table.mailbox and "://" not in table.mailbox and not (settings.folder / table.mailbox).exists():
        what = f"there is no {settings.folder / table.mailbox}"
        yield Diagnosis("error", what, "mend mailbox in [bounces]", ("bounces", "mailbox"))
    try:
        password(table, settings.folder)
    except ConfigError as error:
        yield Diagnosis("error", str(error), at=("bounces",))


def _operator(settings: Settings) -> Iterator[Diagnosis]:
    table = settings.operator
    program = shlex.split(table.command)[0] if table.command else ""
    if program and not shutil.which(str(settings.folder / program) if os.sep in program else program):
        what = f"there is no program {program!r}"
        yield Diagnosis("error", what, "mend command in [operator]", ("operator", "command"))
    elif table.email and not table.command and not table.ping and settings.delivery.transport == "smtp":
        what = "the operator hears of a failing relay by mail through that relay, which is not at all"
        mend = 'add a way that does not need it to [operator]: command = "/usr/sbin/sendmail -i", or ping'
        yield Diagnosis("warning", what, mend, ("operator", "email"))


def _note(settings: Settings) -> Iterator[Diagnosis]:
    name = settings.newsletter.intro
    if name and not (settings.folder / name).exists():
        what = f"there is no {settings.folder / name}, so issues have no editor's note"
        yield Diagnosis("warning", what, "write it, or take intro out", ("newsletter", "intro"))
