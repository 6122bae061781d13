"""Words of a text: tokens, stop words, stems, counts and a guess at the language."""

import re
from collections.abc import Callable
from functools import cache, lru_cache

from digest.languages import known, language

_SUMY_NAMES = {  # of languages that have stop words in sumy and no file in digest.languages
    "ar": "arabic", "zh": "chinese", "cs": "czech", "el": "greek", "he": "hebrew", "ja": "japanese", "ko": "korean",
    "sk": "slovak", "th": "thai", "uk": "ukrainian",
}  # fmt: skip
_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_TOKEN = re.compile(rf"[{_CJK}]|[^\W_{_CJK}]+(?:['’.-](?=[^\W_{_CJK}])[^\W_{_CJK}]+)*")
_ASCII_TOKEN = re.compile(r"[a-z0-9]+(?:['.-][a-z0-9]+)*")
_LONG_ENOUGH = 100  # characters; of less py3langid is as often wrong
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
)


def tokens(text: str) -> list[str]:
    """Lower-case words; in Chinese and Japanese every character is one."""
    lower = text.lower().replace("’", "'")
    return (_ASCII_TOKEN if lower.isascii() else _TOKEN).findall(lower)


def count_words(text: str) -> int:
    """Words as a reader counts them: between spaces; a Chinese or Japanese character is one."""
    characters = len(re.findall(f"[{_CJK}]", text))
    return characters + len(re.sub(f"[{_CJK}]", " ", text).split()) if characters else len(text.split())


def cut(text: str, most: int) -> str:
    """The text, or its beginning and "…" where it has more than so many characters: up to the end of a word, if one
    ends in the second half."""
    if len(text) <= most:
        return text
    head = text[:most]
    end = head.rfind(" ")
    return head[: end if end >= most // 2 else most - 1].rstrip(" ,;:–—-") + "…"


@cache
def stop_words(code: str | None) -> frozenset[str]:
    """sumy's stop words of the language with our own function words; ours alone where sumy has none."""
    from sumy.utils import get_stop_words

    own = language(code)
    try:
        theirs = frozenset(get_stop_words(own.name or _SUMY_NAMES.get((code or "")[:2].lower(), "none")))
    except LookupError:
        theirs = frozenset()
    return theirs | own.rules.stop_words | own.rules.starters | own.rules.first_person


@cache
def stemmer(code: str | None) -> Callable[[str], str]:
    """Snowball's stemmer, memoised; the word itself in a language that Snowball lacks."""
    import Stemmer

    try:
        stem = Stemmer.Stemmer(language(code).name or (code or "none")[:2].lower()).stemWord
    except KeyError:
        return str.lower
    return lru_cache(maxsize=200_000)(stem)


@cache
def term_of(code: str | None) -> Callable[[str], str]:
    """What a lower-case word counts as: its stem; nothing of a stop word and of a single ASCII character."""
    stem, stops = stemmer(code), stop_words(code)

    @lru_cache(maxsize=200_000)
    def term(word: str) -> str:
        return "" if word in stops or (len(word) == 1 and word.isascii()) else stem(word)

    return term


def guess_language(text: str) -> str | None:
    """ISO 639-1 code from the first 2,000 characters, None when unsure.

    By script, then by the share of function words in the languages that are known; py3langid, which takes
    most of a second to load, is asked only about longer texts in none of these.
    """
    sample = text[:2000]
    for code, script in _SCRIPTS:
        if len(script.findall(sample)) > 0.2 * len(sample):
            return code
    found = tokens(sample)
    shares = {own.codes[0]: sum(token in own.rules.starters for token in found) for own in known()}
    best = max(shares, key=lambda code: shares[code])
    if found and shares[best] >= 0.12 * len(found):
        return best
    return _classified(sample) if len(sample) >= _LONG_ENOUGH else None


def _classified(sample: str) -> str:
    import py3langid

    code: str = py3langid.classify(sample)[0]
    return code
