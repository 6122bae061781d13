"""Whether words say that somebody speaks."""

import re
from functools import cache

from digest.languages import group
from digest.languages.kinds import Language


@cache
def verb_of_speech(own: Language) -> re.Pattern[str]:
    """Finds a verb of speech, or a source with which the text begins: "the mayor said", "According to the mayor"."""
    speech = own.speech
    return re.compile(rf"\b{group(speech.verbs, speech.inverted)}\b|^\W*(?i:{group(speech.sources)})\b")
