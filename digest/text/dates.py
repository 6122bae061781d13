"""The dates that feeds, pages, files and lists hold: RFC 822, ISO 8601, seconds since 1970 and what people write.

No clock: no year, no date.
"""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from unicodedata import normalize

from digest.languages import any_of, known
from digest.text.months import folded, month_named, prefixes

_HOURS = {
    "": 0, "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 1, "bst": 1, "cet": 1, "met": 1, "mez": 1, "cest": 2,
    "mest": 2, "mesz": 2, "eet": 2, "eest": 3, "sast": 2, "msk": 3, "trt": 3, "pkt": 5, "ist": 5.5, "sgt": 8, "hkt": 8,
    "awst": 8, "jst": 9, "kst": 9, "acst": 9.5, "acdt": 10.5, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13, "brt": -3,
    "art": -3, "nst": -3.5, "ndt": -2.5, "adt": -3, "ast": -4, "at": -4, "edt": -4, "est": -5, "et": -5, "cdt": -5,
    "cst": -6, "ct": -6, "mdt": -6, "mst": -7, "mt": -7, "pdt": -7, "pst": -8, "pt": -8, "akdt": -8, "akst": -9,
    "hst": -10,
}  # fmt: skip
_ERAS = {"令和": 2018, "平成": 1988, "民國": 1911, "民国": 1911, "พ.ศ.": -543}  # the year before the first one
_MORNING, _EVENING = ("上午", "午前", "凌晨", "早上", "오전"), ("下午", "午後", "晚上", "오후")
_NOON = rf"(?:(?P<noon>{'|'.join(_MORNING + _EVENING)})\s*)?"
_SECOND = r"(?::(?P<second>\d{1,2})(?:[.,]\d+)?)?"
_CLOCK = rf"{_NOON}(?P<hour>\d{{1,2}}):(?P<minute>\d{{1,2}}){_SECOND}\s*(?P<half>[ap]\.?m\b\.?)?"
_ZONE = r"\s*\(?(?P<zone>[a-z/]{0,6}\s?[+-]\d{1,2}:?\d{0,2}|[a-z/]{1,7})?\b"
_AT = any_of(lambda own: own.dates.at)
_OF = any_of(lambda own: own.dates.of)
_TH = any_of(lambda own: own.dates.ordinals)
_TIME = rf"(?:(?:\s*[t,]\s*|\s+)(?:(?:{_AT}|@|-)\s*)?{_CLOCK}{_ZONE})?"
_NAME = r"(?P<name>[^\W\d_]{3,12})\.?"
_DAY = r"(?:[^\W\d_][^\s\d,]*,?\s*)?"  # of the week
_SHORT = r"(?P<year>\d{4}|(?<=/)\d\d)\b"  # 26-11-29 begins with the year
_SHAPES = [
    re.compile(shape, re.IGNORECASE)
    for shape in (
        rf"{_DAY}(?P<day>\d{{1,2}})(?:{_TH}|\.)?(?:\s+{_OF})?[\s-]+{_NAME}(?:\s+{_OF})?,?[\s-]+(?P<year>\d{{4}}|\d\d)\b,?{_TIME}",
        rf"(?P<year>\d{{4}})(?P<cut>[-/]|\.\s?)(?P<month>\d{{1,2}})(?P=cut)(?P<day>\d{{1,2}})\.?{_TIME}",
        r"(?P<year>\d{4})(?:-(?P<month>\d\d))?\s*$",
        r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?$",
        rf"(?:[^\W\d_]+\.?,?\s+)?{_NAME}\s+(?P<day>\d{{1,2}}){_TH}?,?\s+(?P<year>\d{{4}})\b,?{_TIME}",
        rf"(?:[^\W\d_]+,?\s+)?{_NAME}\s+(?P<day>\d{{1,2}})\s+{_CLOCK}{_ZONE}\s+(?P<year>\d{{4}})\b",
        rf"(?P<day>\d{{1,2}})\.(?P<gap>\s?)(?P<month>\d{{1,2}})\.(?P=gap)(?P<year>\d{{4}}|(?<!\s)\d\d)\b\.?{_TIME}",
        rf"(?P<day>1[3-9]|2\d|3[01])(?P<cut>[-/])(?P<month>0?[1-9]|1[0-2])(?P=cut){_SHORT}{_TIME}",
        rf"(?P<month>\d{{1,2}})(?P<cut>[-/])(?P<day>1[3-9]|2\d|3[01])(?P=cut){_SHORT}{_TIME}",
        rf"(?P<day>\d{{1,2}})(?P<cut>[-/])(?P<month>(?P=day))(?P=cut){_SHORT}{_TIME}",
        rf".*?(?P<era>{'|'.join(_ERAS)})?\s*(?P<year>\d{{1,4}}|元)\s*[年년]\s*(?P<month>\d{{1,2}})\s*[月월]\s*(?P<day>\d{{1,2}})"
        rf"\s*[日号號일](?:[^\d]{{0,12}}?{_CLOCK}{_ZONE})?",
        rf".*?(?P<day>\d{{1,2}})\s+(?:tháng|thg)\.?\s*(?P<month>\d{{1,2}}),?\s+(?:năm\s+)?(?P<year>\d{{4}})\b{_TIME}",
    )
]
_SOME_TIME = re.compile(rf"(?<!\d){_CLOCK}{_ZONE}", re.IGNORECASE)
_UNIX = re.compile(r"\d{9,10}(?:\d{3}){0,2}(?=\.\d*$|$)")  # seconds; with thousandths, with millionths
_HOUR = re.compile(r"(\d{1,2})\s*[時时点點시](?:\s*(\d{1,2})\s*[分분])?")
_UNSEEN = dict.fromkeys((0x200E, 0x200F, 0x061C))  # directions of writing
_IN_DOUBT = {"lip", *("listopada"[:end] for end in range(3, 10))}  # Polish, and of another month Croatian
_FIRST_YEAR = 1990  # before it there were no feeds: such a date is what a program writes for none
_LONGEST_OFFSET = timedelta(hours=14)


def moment(written: str, zone: tzinfo = UTC) -> datetime | None:
    """The instant that is written there, in UTC, or None. A date without a zone or with an unknown one is in ``zone``.

    03/04/2024 is no date here: nobody can say which month it is in. Neither is one before 1990, as 1970-01-01 and -0001
    mean that there is none.
    """
    at = instant(written, zone)
    return at if at and at.year >= _FIRST_YEAR else None


def instant(written: str, zone: tzinfo = UTC) -> datetime | None:
    """``moment`` of any year: a list may hold birthdays."""
    try:
        found = _read(_plain(written), zone)
        return found.astimezone(UTC) if found else None
    except (ValueError, OverflowError):
        return None


def _plain(written: str) -> str:
    """Of the signs that only look different one: full-width digits, a narrow space, the words for hours as a colon."""
    written = written.strip()[:80]
    if written.isascii():
        return written
    plain = normalize("NFKC", written).translate(_UNSEEN).strip()
    return _HOUR.sub(lambda match: f"{match[1]}:{match[2] or '00'}", plain)


def _read(written: str, zone: tzinfo) -> datetime | None:
    if (unix := _UNIX.match(written)) and (since := _since_1970(unix[0])).year >= _FIRST_YEAR:
        return since
    try:
        found = datetime.fromisoformat(written)
        return found if abs(found.utcoffset() or timedelta(days=1)) <= _LONGEST_OFFSET else found.replace(tzinfo=zone)
    except ValueError:
        pass  # not as ISO 8601 has it
    for shape in _SHAPES:
        if (match := shape.match(written)) and _month(match.groupdict()) is not None:
            return _instant(match.groupdict(), zone)
    return _by_name(written, zone)


def _since_1970(digits: str) -> datetime:
    return datetime.fromtimestamp(int(digits) / 1000 ** ((len(digits) - 9) // 3), UTC)


def _by_name(written: str, zone: tzinfo) -> datetime | None:
    """A date whose only words are a month's name and what stands around it in its language, in any order."""
    clock = _SOME_TIME.search(written)
    rest = written[: clock.start()] + " " + written[clock.end() :] if clock else written
    numbers = re.findall(r"\d+", rest)
    year = next((number for number in numbers if len(number) == 4), numbers[-1] if len(numbers) == 2 else "")
    days = [number for number in numbers if number is not year and len(number) <= 2]
    if len(numbers) != 2 or len(days) != 1 or len(year) not in (2, 4) or not (month := month_named(rest)):
        return None
    day: dict[str, str | None] = {"year": year, "month": str(month), "day": days[0]}
    return _instant({**(clock.groupdict() if clock else {}), **day}, zone)


def _instant(found: dict[str, str | None], zone: tzinfo) -> datetime:
    hour = int(found.get("hour") or 0)
    if half := found.get("half") or found.get("noon"):
        hour = hour % 12 + (12 if half[0] in "pP" or half in _EVENING else 0)
    day = datetime(
        _year(found), _month(found) or 0, int(found.get("day") or 1), tzinfo=_zone(found.get("zone") or "", zone)
    )
    if hour > 24 or (minute := int(found.get("minute") or 0)) > 59:
        raise ValueError(f"no such time: {hour}")
    return day + timedelta(hours=hour, minutes=minute, seconds=min(59, int(found.get("second") or 0)))


def _year(found: dict[str, str | None]) -> int:
    written = found["year"] or ""
    year = 1 if written == "元" else int(written)
    if era := found.get("era"):
        return _ERAS[era] + year
    if len(written) == 2:
        return year + (1900 if year >= 70 else 2000)
    return year + _ERAS["พ.ศ."] if year > 2400 else year  # Thailand counts from the Buddha's death


def _month(found: dict[str, str | None]) -> int | None:
    """None where the name is none of the languages that have a file."""
    if name := found.get("name"):
        return _months().get(folded(name))
    return int(found.get("month") or 1)


@cache
def _months() -> dict[str, int]:
    """By name, by its other forms and by their beginnings; without those of which the rest of a date has to decide."""
    forms = [
        (folded(form), number)
        for own in known()
        for number, each in enumerate(own.dates.months, start=1)
        for form in each.split()
    ]
    return {name: number for name, number in prefixes(dict(forms)).items() if name not in _IN_DOUBT}


def _zone(written: str, otherwise: tzinfo) -> tzinfo:
    name, sign, offset = _split(written.lower())
    if not sign:
        hours = _HOURS.get(name.removeprefix("etc/"))
        return otherwise if hours is None or not name else timezone(timedelta(hours=hours))
    digits = offset.replace(":", "")
    hours_of, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
    length = timedelta(hours=int(hours_of), minutes=int(minutes))
    if length > _LONGEST_OFFSET:
        return otherwise
    return timezone(-length if sign == "-" else length)


def _split(zone: str) -> tuple[str, str, str]:
    for sign in "+-":
        if sign in zone:
            name, _, offset = zone.partition(sign)
            return name.strip(), sign, offset
    return zone.strip(), "", ""
