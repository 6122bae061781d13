"""A language that is not known (ISO 639 "und"): what many of them shorten, and English words in issues.

Whoever adds a language may begin with a copy of this file.
"""

from digest.languages import en
from digest.languages.kinds import Bylines, Dates, Furniture, Language, Leaving, Names, Rules, Speech, words

_NONE: frozenset[str] = frozenset()

LANGUAGE = Language(
    codes=("und",),
    name="",
    rules=Rules(
        abbreviations=words(
            "dr prof ing inż mgr hab doc doç доц проф акад mr mrs st hj ks gen ген тов jl ul ул вул бул al im им просп пер обл"
            " респ nr tel ca kl resp ред руб тыс cad δρ αρ οδ λεωφ डॉ प्रो"
        ),
        word_or_short=_NONE,
        compounds=(),
        endings=_NONE,
        behind_hours=_NONE,
        ordinal_dot=False,
        starters=_NONE,
        stop_words=_NONE,
        dangling=_NONE,
        adding=_NONE,
        first_person=_NONE,
        i=_NONE,
        pronouns=_NONE,
        inside=_NONE,
        pointing="",
        people="",
        introducing="",
        background=r"\b(?:1[89]|20)\d\d\b",
        unfinished=_NONE,
        unjoined=_NONE,
    ),
    speech=Speech(verbs="", inverted="", sources="", more="", pronouns="", joined="", more_joined="", adverbs=""),
    names=Names(
        short="",
        particles="",
        courtesy=_NONE,
        titles=_NONE,
        no_names="",
        days=_NONE,
        joining=_NONE,
        governing=_NONE,
        belonging=_NONE,
        offices=_NONE,
        of_office=_NONE,
    ),
    bylines=Bylines(
        by="", written="", label="", joining="", behind="", particles=_NONE, desks=_NONE, roles=_NONE, nobody=_NONE
    ),
    furniture=Furniture(
        invitations={},
        labels="",
        stamps="",
        buttons=_NONE,
        tails="",
        lead_ins="",
        lead_outs="",
        pictured="",
        pictures="",
        no_titles=_NONE,
    ),
    dates=Dates(months=(), days=_NONE, beside=_NONE, ordinals="", of="", at=""),
    leaving=Leaving(wishes="", polite="", thanks="", lists="", off=""),
    words=en.LANGUAGE.words,
)
