"""The dates that feeds and lists hold: RFC 822, ISO 8601 and what people write instead. No clock: no year, no date."""

import re
from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from functools import cache

from digest.languages import any_of, known

_HOURS = {
    "": 0, "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 1, "bst": 1, "cet": 1, "met": 1, "mez": 1, "cest": 2,
    "mest": 2, "mesz": 2, "eet": 2, "eest": 3, "sast": 2, "msk": 3, "trt": 3, "pkt": 5, "ist": 5.5, "sgt": 8, "hkt": 8,
    "awst": 8, "jst": 9, "kst": 9, "acst": 9.5, "acdt": 10.5, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13, "brt": -3,
    "art": -3, "nst": -3.5, "ndt": -2.5, "adt": -3, "ast": -4, "at": -4, "edt": -4, "est": -5, "et": -5, "cdt": -5,
    "cst": -6, "ct": -6, "mdt": -6, "mst": -7, "mt": -7, "pdt": -7, "pst": -8, "pt": -8, "akdt": -8, "akst": -9,
    "hst": -10,
}  # fmt: skip
_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{1,2})(?::(?P<second>\d{1,2})(?:[.,]\d+)?)?\s*(?P<half>[ap]\.?m\b\.?)?"
_ZONE = r"\s*\(?(?P<zone>[a-z/]{0,6}\s?[+-]\d{1,2}:?\d{0,2}|[a-z/]{1,7})?\b"
_AT = any_of(lambda own: own.dates.at)
_OF = any_of(lambda own: own.dates.of)
_TH = any_of(lambda own: own.dates.ordinals)
_TIME = rf"(?:(?:\s*[t,]\s*|\s+)(?:(?:{_AT}|@|-)\s*)?{_CLOCK}{_ZONE})?"
_NAME = r"(?P<name>[^\W\d_]{3,12})\.?"
_SHAPES = [
    re.compile(shape, re.IGNORECASE)
    for shape in (
        rf"(?:[^\W\d_]+\.?,?\s*)?(?P<day>\d{{1,2}})(?:{_TH}|\.)?(?:\s+{_OF})?[\s-]+{_NAME}(?:\s+{_OF})?,?[\s-]+(?P<year>\d{{4}}|\d\d)\b,?{_TIME}",
        rf"(?P<year>\d{{4}})[-/](?P<month>\d{{1,2}})[-/](?P<day>\d{{1,2}}){_TIME}",
        r"(?P<year>\d{4})(?:-(?P<month>\d\d))?\s*$",
        rf"(?:[^\W\d_]+\.?,?\s+)?{_NAME}\s+(?P<day>\d{{1,2}}){_TH}?,?\s+(?P<year>\d{{4}})\b,?{_TIME}",
        rf"(?:[^\W\d_]+,?\s+)?{_NAME}\s+(?P<day>\d{{1,2}})\s+{_CLOCK}{_ZONE}\s+(?P<year>\d{{4}})\b",
        rf"(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.(?P<year>\d{{4}})\b{_TIME}",
        rf"(?P<day>1[3-9]|2\d|3[01])/(?P<month>\d{{1,2}})/(?P<year>\d{{4}})\b{_TIME}",
        rf"(?P<month>\d{{1,2}})/(?P<day>1[3-9]|2\d|3[01])/(?P<year>\d{{4}})\b{_TIME}",
    )
]


def moment(written: str) -> datetime | None:
    """The instant that is written there, or None. A date without a zone or with an unknown one is UTC.

    03/04/2024 is no date here: nobody can say which month it is in.
    """
    written = written.strip()[:80]
    try:
        found = datetime.fromisoformat(written)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        pass  # not as ISO 8601 has it
    for shape in _SHAPES:
        if match := shape.match(written):
            try:
                return _instant(match.groupdict())
            except (ValueError, OverflowError):
                return None
    return None


def _instant(found: dict[str, str | None]) -> datetime:
    written = found["year"] or ""
    year = int(written) + (0 if len(written) == 4 else 1900 if int(written) >= 70 else 2000)
    hour = int(found.get("hour") or 0)
    if half := found.get("half"):
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    day = datetime(year, _month(found), int(found.get("day") or 1), tzinfo=_zone(found.get("zone") or ""))
    if hour > 24 or (minute := int(found.get("minute") or 0)) > 59:
        raise ValueError(f"no such time: {hour}")
    moment = day + timedelta(hours=hour, minutes=minute, seconds=min(59, int(found.get("second") or 0)))
    return moment.astimezone(UTC)


def _month(found: dict[str, str | None]) -> int:
    name = (found.get("name") or "").lower()
    if not name:
        return int(found.get("month") or 1)
    months = _months()
    return months.get(name) or months.get(name[:4]) or months.get(name[:3]) or 0


@cache
def _months() -> Mapping[str, int]:
    """By name, by its other forms and by the first three or four letters, where they begin no other month."""
    meant: defaultdict[str, set[int]] = defaultdict(set)
    for own in known():
        for number, forms in enumerate(own.dates.months, start=1):
            for form in forms.split():
                for begun in (form, form[:4], form[:3]):
                    meant[begun].add(number)
    return {name: min(numbers) for name, numbers in meant.items() if len(numbers) == 1}


def _zone(written: str) -> timezone:
    name, sign, offset = _split(written.lower())
    if not sign:
        return timezone(timedelta(hours=_HOURS.get(name.removeprefix("etc/"), 0)))
    digits = offset.replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
    offset_of = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-offset_of if sign == "-" else offset_of)


def _split(zone: str) -> tuple[str, str, str]:
    for sign in "+-":
        if sign in zone:
            name, _, offset = zone.partition(sign)
            return name.strip(), sign, offset
    return zone.strip(), "", ""
