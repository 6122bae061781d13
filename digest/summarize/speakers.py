"""Who speaks: verbs of speech in seven languages, and the one name that stands as their subject."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from digest.models import Sentence
from digest.text.tokens import stop_words

Span = tuple[int, int]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_CAPITAL = (
    r"(?:(?:[A-Z]\.)+|(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Capt|Sgt|Prof|St|Rev|Jr|Sr|Sra|Mme)\."
    r"|(?:[A-Z]{2,}-)?[A-ZÀ-ÖØ-Þ](?:[a-zß-öø-ÿ]|['’][A-Z])\w*(?:[-'’](?!s\b)\w+)*|[Aa]l-[A-Z]\w+)"
)
_PARTICLE = (
    r"(?:(?:van|von)(?: der| den| de)?|de(?: la| los| las)?|del|della|di|da|dos|du|bin|ben|ibn|al|el|ter|ten|le|la)"
)
_NAME = re.compile(rf"(?<![\w.]){_CAPITAL}(?:  ?(?:{_PARTICLE} )?{_CAPITAL})*(?!\w)")
_DAYS = _words(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August"
    " September October November December"
)
_GOVERNING = _words(  # behind these a name is no subject, or is the name of a thing
    "of for to at from by with in on against about near like and or the an alongside beside between after before than"
    " that which who whom whose what when while if because told tell tells"
    " de du des d l à au aux en dans sur pour par avec chez et le la les un une selon que qui dont"
    " von vom zu zum zur bei beim mit im am auf für aus nach der die das dem den des und laut dass"
    " del a al con por para y el los las según di della dello dei alla per e il lo gli secondo che"
    " do da dos das ao em no na com o os segundo van voor bij met op aan door het een volgens tegen dat"
)
_BELONGING = _words("of for to from by von vom für van voor")
_BELONGING_OFFICE = _words("de du des d del dos da do di della")
_OFFICES = _words(
    "ministre président présidente maire avocat avocate député députée chef directeur directrice roi reine presidente"
    " ministro ministra alcalde abogado presidenta sindaco avvocato premier prefeito advogado"
)
_AND = frozenset(("and", "or", "&", "et", "ou", "und", "oder", "y", "e"))
_ADVERB = (
    r"(?:(?:also|later|then|further|previously|tearfully|recently|notamment|encore|également|aussi|ensuite|ainsi|dit|auch|"
    r"ook|también|anche|também|poi|\w+ly|\w+ment|\w+mente) )?"
)


@dataclass(frozen=True, slots=True)
class Speech:
    """A language's patterns. ``verb`` follows its subject, ``inverted`` stands before it, ``source`` is as "according
    to"; ``pronoun`` is a verb with a pronoun for its subject, and ``more`` one that goes on ("she added"). All but
    ``verb`` begin where they are matched."""

    verb: re.Pattern[str]
    inverted: re.Pattern[str]
    source: re.Pattern[str]
    pronoun: re.Pattern[str]
    more: re.Pattern[str]


_ENGLISH = (
    "said|says|added|adds|told|tells|wrote|writes|tweeted|explained|explains|warned|insisted|argued|claimed|stated|continued"
    "|concluded|commented|comments|recalled|admitted|announced|declared|noted|notes|replied|asked|remarked|joked|observed"
    "|acknowledged|stressed|posted|testified|complained|conceded|predicted|urged|saying|adding|telling"
)
_FRENCH_PAST = (
    "déclaré|affirmé|expliqué|ajouté|estimé|assuré|précisé|indiqué|souligné|écrit|répondu|confié|lancé|dit|annoncé|raconté"
    "|commenté|reconnu|insisté|martelé|poursuivi|conclu|rappelé|tweeté|déploré|regretté|dénoncé|averti|prévenu|relevé|noté"
)
_FRENCH = (
    "déclare|affirme|explique|ajoute|estime|assure|précise|indique|souligne|écrit|répond|confie|lance|dit|annonce|raconte"
    "|commente|reconnaît|insiste|poursuit|conclut|rappelle|tweete|déplore|regrette|dénonce|avertit|prévient|relève|note"
    "|témoigne|rapporte|résume|prédit|observe|fustige|s'inquiète"
)
_GERMAN = (
    "sagte|sagt|erklärte|erklärt|betonte|betont|meinte|meint|berichtete|berichtet|schrieb|schreibt|kritisierte|warnte|warnt"
    "|erzählte|erzählt|antwortete|ergänzte|forderte|urteilt|urteilte|kündigte|teilte|versicherte|beteuerte|mahnte|hieß"
)
_SPANISH = (
    "dijo|dice|afirmó|afirma|aseguró|asegura|explicó|explica|señaló|señala|declaró|declara|añadió|añade|agregó|agrega|indicó"
    "|indica|sostuvo|sostiene|manifestó|manifiesta|comentó|comenta|expresó|advirtió|advierte|cuestionó|escribió|relató|contó"
    "|recordó|recuerda|subrayó|subraya|insistió|insiste|lamentó|concluyó|respondió|ha dicho"
    "|ha asegurado|ha afirmado|ha explicado"
)
_ITALIAN = (
    "dice|afferma|dichiara|spiega|aggiunge|sottolinea|racconta|commenta|osserva|scrive|conclude|disse|affermò|dichiarò|spiegò"
    "|aggiunse|(?:ha|aveva) (?:detto|dichiarato|spiegato|aggiunto|affermato|sottolineato|raccontato|commentato|scritto"
    "|ribadito|concluso|osservato|assicurato|ricordato)"
)
_PORTUGUESE = (
    "disse|diz|afirmou|afirma|explicou|explica|acrescentou|acrescenta|declarou|declara|ressaltou|ressalta|destacou|destaca"
    "|contou|conta|comentou|comenta|escreveu|alertou|lamentou|garantiu|garante|sublinhou|concluiu|respondeu|lembrou|frisou"
)
_DUTCH = (
    "zei|zegt|verklaarde|verklaart|vertelde|vertelt|stelde|stelt|schreef|schrijft|reageerde|reageert|benadrukte|benadrukt"
    "|waarschuwde|waarschuwt|antwoordde|meldde|meldt|voegde|liet weten|laat weten|aldus"
)


_MORE = "added|adds|continued|concluded|fügte|ergänzte|añadió|agregó|ha aggiunto|aggiunge|acrescentou|acrescenta|voegde"


def _speech(verb: str, inverted: str, source: str, pronouns: str) -> Speech:
    one = rf"(?:{pronouns}) {_ADVERB}(?:{verb})\b|(?:{inverted}) (?:{pronouns})\b"
    start = r"[\s,–—-]*"
    return Speech(
        re.compile(rf"(?<!\w){_ADVERB}(?:{verb})(?![\w'’])"),
        re.compile(rf"{start}(?:{inverted})(?=\s)"),
        re.compile(rf"{start}(?:{source})\s*", re.IGNORECASE),
        re.compile(rf"{start}(?:{one})", re.IGNORECASE),
        re.compile(rf"{start}(?:(?:{pronouns}) {_ADVERB}(?:{_MORE})|(?:{_MORE}) (?:{pronouns}))\b", re.IGNORECASE),
    )


_PAST = rf"(?:a|avait) {_ADVERB}{_ADVERB}(?:{_FRENCH_PAST})|(?:{_FRENCH})"
_ROWS = {
    "en": _speech(
        _ENGLISH, "said|says|wrote|added|explains|explained|asked|comments|commented", "according to", "he|she|they"
    ),
    "fr": _speech(_PAST, _PAST, "selon|d['’]après|pour", "il|elle|ils|elles"),
    "de": _speech(_GERMAN, rf"{_GERMAN}|so", "laut", "er|sie"),
    "es": _speech(_SPANISH, _SPANISH, "según", "él|ella"),
    "it": _speech(_ITALIAN, _ITALIAN, "secondo", "lui|lei"),
    "pt": _speech(_PORTUGUESE, _PORTUGUESE, "segundo|de acordo com", "ele|ela"),
    "nl": _speech(_DUTCH, _DUTCH, "volgens", "hij|zij|ze"),
}
_FRENCH_MORE = re.compile(
    r"[\s,]*(?:a[- ]t[- ]?(?:il|elle) (?:ajouté|poursuivi|conclu|insisté)"
    r"|(?:ajoute|poursuit|conclut|insiste)-t-(?:il|elle))\b"
)
_FRENCH_PRONOUN = re.compile(  # "a-t-il déclaré", "dit-elle", "note-t-il"
    rf"[\s,]*(?:a[- ]t[- ]?(?:il|elle) {_ADVERB}{_ADVERB}(?:{_FRENCH_PAST})|(?:{_FRENCH})(?:-t)?-(?:il|elle))\b"
)


@cache
def speech_of(code: str | None) -> Speech | None:
    """The patterns of an ISO 639-1 code, None for a language without."""
    return _ROWS.get((code or "")[:2].lower())


def says_pronoun(text: str, start: int, end: int, speech: Speech) -> bool:
    """Whether the words that begin there give the speech to a pronoun: "he said", "a-t-elle déclaré"."""
    match = speech.pronoun.match(text, start, end) or _FRENCH_PRONOUN.match(text, start, end)
    return match is not None


def goes_on(text: str, start: int, end: int, speech: Speech) -> bool:
    """Whether these words say that the speaker before goes on: "she added", "a-t-il poursuivi"."""
    return bool(speech.more.match(text, start, end) or _FRENCH_MORE.match(text, start, end))


_LONGEST_NAME = 80  # characters


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a text. ``stops``: words that name nobody. ``fuller``: what ``_fuller`` found so far."""

    text: str
    stops: frozenset[str]
    fuller: dict[str, Span | Literal[False] | None] = field(default_factory=dict)


_TITLES = _words(
    "President Minister Chancellor Mayor Senator Sen. Gov. Rep. Judge King Queen Pope Mrs Mrs. Dr Dr. M. Mme Präsident"
    " Kanzler Kanzlerin Frau Herr Ministerin"
)


def names_of(text: str, code: str | None) -> Names:
    return Names(text, stop_words(code))


def _fuller(last: str, names: Names) -> Span | Literal[False] | None:
    """The shortest longer form of a name that the text has, by its last word: "Ed Tomba" of "Tomba". False where it
    has none, None where two people have that name or the longer form is a title ("Mayor Tait")."""
    if last not in names.fuller:
        names.fuller[last] = _fullest(last, names)
    return names.fuller[last]


def _fullest(last: str, names: Names) -> Span | Literal[False] | None:
    text, found, longer = names.text, None, False
    given = ""  # the word before the last: two people of one name differ in it
    end = 0
    while (at := text.find(last, end)) >= 0:
        end = at + len(last)
        near = runs(text, max(0, at - _LONGEST_NAME), min(len(text), end + _LONGEST_NAME), names.stops)
        start = next((a for a, b in near if a < at and b == end), at)
        before = text[start:at].split()
        if not before or not text[at - 1].isspace():
            continue
        longer = True
        if before[-1] in _TITLES or (len(before) > 1 and _is_governed(text, start, 0)):
            continue
        if given and given != before[-1]:
            return None
        given = before[-1]
        if found is None or end - start < found[1] - found[0]:
            found = start, end
    return found if longer else False


def runs(text: str, start: int, end: int, stops: frozenset[str]) -> Iterator[Span]:
    """Spans of words in a row that begin with a capital: without function words ("But Smith"), days and months."""
    for match in _NAME.finditer(text, start, end):
        a, b = match.span()
        while a < b and _names_nobody(first := text[a:b].split(" ", 1)[0], stops):
            a = min(b, a + len(first) + 1)
        while a < b and text[a:b].split(" ", 1)[0] in _DAYS and " " in text[a:b]:
            a = text.index(" ", a) + 1
        while a < b and _last(text[a:b]) in _DAYS:
            b = max(a, text.rfind(" ", a, b))
        if a < b:
            yield a, b


def _names_nobody(word: str, stops: frozenset[str]) -> bool:
    """Whether a word stands with a capital only because it begins a sentence: "But Smith", "Accusing Smith"."""
    return word.lower() in stops or word in ("Mr", "Ms", "Mr.", "Ms.") or (word.endswith("ing") and len(word) > 5)


def subject_in(text: str, start: int, end: int, names: Names) -> Sentence | None:
    """As ``named_in``, of the words before a verb: behind the name stands nothing or "of the council"."""
    return named_in(text, start, end, names, subject=True)


def named_in(text: str, start: int, end: int, names: Names, *, subject: bool = False) -> Sentence | None:
    """The one name among these words that nothing governs, as its text gives it in full; else None.

    "spokesman Mark Wright" has one, "a friend of Mark Wright" none, "Wright and Jones" two. A single word is a name
    only where a longer one ends with it.
    """
    free = [span for span in runs(text, start, end, names.stops) if not _is_governed(text, span[0], start)]
    if len(free) > 1:
        role = re.findall(r"\w+|\S", text[free[0][1] : free[-1][0]].lower())
        if _GOVERNING.isdisjoint(role) and _AND.isdisjoint(role) and "".join(role).isalnum():
            free = free[-1:]  # "CNN legal analyst Sunny Hostin", "White House spokesman John Kirby"
        elif not text[start : free[0][0]].strip() and role[0] in _GOVERNING:
            free = free[:1]  # "sagte Weikert zum Thema der freien Meinung"
        else:
            return None
    if not free or text[free[0][1] : free[0][1] + 2] in ("'s", "’s"):
        return None
    a, b = free[0]
    if _belongs(re.findall(r"\w+", text[start:a].lower())):
        return None
    follower = re.match(r"\s*(\w+|&)", text[b:end])
    word = follower.group(1).lower() if follower else ""
    if word in _AND or (subject and word and word not in _GOVERNING):
        return None
    if " " not in text[a:b]:
        fuller = _fuller(text[a:b], names)
        if fuller is False:
            return None
        a, b = fuller or (a, b)
    return Sentence(text[a:b], a, b)


def _is_governed(text: str, start: int, begin: int) -> bool:
    before = text[max(begin, start - 20) : start]
    if before.endswith(("'", "’")):
        return True
    words = before.split()
    return bool(words) and words[-1].lower() in _GOVERNING


def _belongs(words: list[str]) -> bool:
    """Whether somebody else speaks, before the name: "a lawyer for the actor", "le cabinet du Premier ministre"."""
    office = bool(words) and words[-1] in _OFFICES and not _BELONGING_OFFICE.isdisjoint(words[-3:])
    return office or not _BELONGING.isdisjoint(words)


def is_name(text: str, start: int, end: int, names: Names) -> Sentence | None:
    """These words, when they are a name of two words or more and nothing else."""
    name = text[start:end]
    whole = " " in name and _NAME.fullmatch(name) and name.split(" ", 1)[0].lower() not in names.stops
    return Sentence(name, start, end) if whole else None


def _last(name: str) -> str:
    return name.rsplit(" ", 1)[-1]
