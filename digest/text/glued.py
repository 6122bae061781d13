"""What a flattened page leaves inside a sentence: captions, posts, two sentences without a stop between.

By form alone: brackets, colons, capitals where none may stand.
"""

import re

from digest.languages import language
from digest.text.speech import verb_of_speech

_PICTURED = re.compile(
    r"""\(
    (?:[^()]{0,40}\bpictured\b[^()]{0,40}
     | (?:main|far|top|bottom|second|third)?\ ?(?:left|right|centre|center|above|below|inset)
       (?:\ (?:and|with)\b[^()]{0,40})?
     | (?:file\ )?(?:photo|picture|pic|image|foto|bild|photograph)s?(?:\ (?:of|above|below|left|right)\b[^()]{0,40})?
     | (?:im|auf\ dem|nella|na|en\ la|op\ de|sur\ la)\ (?:bild|foto|imagen|photo)[^()]{0,30}
     | see\ [^()]{0,20}\b(?:videos?|photos?|pictures?|graphics?|map|chart|gallery|below|above)\b[^()]{0,20}
     | links | rechts | à\ gauche | à\ droite | ci-(?:contre|dessus|dessous) | izquierda | derecha
     | a\ sinistra | a\ destra | à\ esquerda | à\ direita
    )\)""",
    re.IGNORECASE | re.VERBOSE,
)
_POSTED = re.compile(r"\bpic\.twitter\.com|\bt\.co/|\(@\w+\)|\b(?:19|20)\d\d[A-ZÀ-Þ][a-zß-ÿ]")
_LABELLED = re.compile(r"""[\s"“'‘]*([A-ZÀ-Þ][\w'’-]*(?:\ [\w'’-]+){0,4})\ ?:\ ["“'‘«„]?[A-ZÀ-Þ0-9]""", re.VERBOSE)
_LONGEST_LABEL = 80  # characters
_UNSPACED = re.compile(r"[a-zß-ÿ]{3}[.!?)][”\"]?[“\"]?[A-ZÀ-Þ][a-zß-ÿ]")
_LONGEST_DATELINE = 40  # characters: "(The Hollywood Reporter)The skies"
_STARTS = re.compile(
    r"[a-z0-9%] (?:The|This|These|That|He|She|They|It|But|And|There|His|Her|Their"
    r"|In|After|When|While|As|At|On|With|From) (?=[a-z])"
)
_NOTE = re.compile(r"(?:\[\d{1,3}\]\s*)+")


def is_labelled(sentence: str, code: str | None) -> bool:
    """Whether a sentence stands behind a label of up to five words: "Killed: The …", "Moss: It is …"."""
    match = _LABELLED.match(sentence) if ": " in sentence[:_LONGEST_LABEL] else None
    return match is not None and not verb_of_speech(language(code)).search(match.group(1))


def is_pictured(sentence: str) -> bool:
    """Whether a sentence points at a picture: "Ghlam (pictured) had …", "Henry (centre) said …"."""
    return "(" in sentence and bool(_PICTURED.search(sentence))


def is_glued(sentence: str) -> bool:
    """Whether two sentences stand in one, or the address of a post or its date before the next words."""
    return bool(_POSTED.search(sentence) or _UNSPACED.search(sentence, _LONGEST_DATELINE) or _STARTS.search(sentence))


def notes_before(sentence: str) -> int:
    """The length of the numbers of notes before a sentence: "[6] Byron …"."""
    match = _NOTE.match(sentence) if sentence.startswith("[") else None
    return match.end() if match and match.end() < len(sentence) else 0
