"""What a flattened page leaves inside a sentence: captions, posts, two sentences without a stop between.

By form: brackets, colons, capitals where none may stand; what stands in the brackets by words.
"""

import re
from functools import cache

from digest.languages import any_of, group, language
from digest.languages.kinds import Language
from digest.text.letters import LOWER, UPPER
from digest.text.speech import verb_of_speech

_PICTURED = re.compile(rf"\({any_of(lambda own: own.furniture.pictured)}\)", re.IGNORECASE)
_POSTED = re.compile(rf"\bpic\.twitter\.com|\bt\.co/|\(@\w+\)|\b(?:19|20)\d\d[{UPPER}][{LOWER}]")
_LABELLED = re.compile(rf"""[\s"“'‘]*([{UPPER}][\w'’-]*(?: [\w'’-]+){{0,4}}) ?: ["“”'‘«»„]?[{UPPER}0-9]""")
_LONGEST_LABEL = 80  # characters
_UNSPACED = re.compile(rf"[{LOWER}]{{3}}[.!?)][”\"]?[“\"]?[{UPPER}][{LOWER}]")
_LONGEST_DATELINE = 40  # characters: "(The Hollywood Reporter)The skies"
_NOTE = re.compile(r"(?:\[\d{1,3}\]\s*)+")


def is_labelled(sentence: str, code: str | None) -> bool:
    """Whether a sentence stands behind a label of up to five words: "Killed: The …", "Moss: It is …"."""
    match = _LABELLED.match(sentence) if ": " in sentence[:_LONGEST_LABEL] else None
    return match is not None and not verb_of_speech(language(code)).search(match.group(1))


def is_pictured(sentence: str) -> bool:
    """Whether a sentence points at a picture: "Ghlam (pictured) had …", "Henry (centre) said …"."""
    return "(" in sentence and bool(_PICTURED.search(sentence))


def is_glued(sentence: str, code: str | None) -> bool:
    """Whether two sentences stand in one, or the address of a post or its date before the next words."""
    found = _POSTED.search(sentence) or _UNSPACED.search(sentence, _LONGEST_DATELINE)
    return bool(found or _begins_inside(language(code)).search(sentence))


@cache
def _begins_inside(own: Language) -> re.Pattern[str]:
    return re.compile(rf"[{LOWER}0-9%] {group(*sorted(own.rules.unjoined))} (?=[{LOWER}])")


def notes_before(sentence: str) -> int:
    """The length of the numbers of notes before a sentence: "[6] Byron …"."""
    match = _NOTE.match(sentence) if sentence.startswith("[") else None
    return match.end() if match and match.end() < len(sentence) else 0
