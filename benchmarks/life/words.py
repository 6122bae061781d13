"""Invented events and what outlets write of them: English sentences of nobody's newspaper, the same by seed."""

import random
from dataclasses import dataclass
from functools import cache

from benchmarks.life.vocabulary import ASIDES, FAMILY, FIRST, GIVEN, LAST, LOOKS, SPOTS, THINGS, TOPICS


@dataclass(frozen=True)
class Event:
    """``heads`` are headlines, ``facts`` sentences in their order of weight; each in three voices, or
    "" where a voice does not know of it."""

    number: int
    place: str
    heads: tuple[str, str, str]
    facts: tuple[tuple[str, str, str], ...]


@cache
def _topic(name):
    parts = {}
    for line in TOPICS[name].strip().splitlines():
        key, _, rest = line.partition(": ")
        parts.setdefault(key, []).extend(rest.split("|") if key in ("who", "did", "say", "role") else [rest])
    return parts


@cache
def _things():
    """(topic, thing): all that anything can happen to."""
    return [(name, what) for name in TOPICS for what in _topic(name)["what"]]


def event(number, seed):
    """Places are an event's own, and so are the four things it is about among near numbers, nearly."""
    dice = random.Random(f"{seed} {number}")
    place = number * 131 % (len(FIRST) * len(LAST))
    town = FIRST[place // len(LAST)] + LAST[place % len(LAST)]
    spots, things = dice.sample(SPOTS, 8), dice.sample(THINGS, 6)
    looks, families = dice.sample(LOOKS, 6), dice.sample(FAMILY, 6)
    topics = [_topic(name) for name in dice.sample(list(TOPICS), 8)]
    facts = []
    for turn in range(4):
        name, what = _things()[(number * 37 + turn * 23) % len(_things())]
        did, why = dice.choice(_topic(name)["did"]), dice.choice(topics[turn]["why"])
        facts.append(_deed(dice, topics[turn + 4], town, did, what, why, spots.pop(), dice.choice(families)))
        if turn % 2:
            facts.append(_said(dice, topics[turn], dice.choice(families)))
    for turn, form in enumerate(dice.sample(ASIDES, 6)):
        look = dice.choice(looks)
        values = {"place": town, "spot": dice.choice(spots), "thing": dice.choice(things), "look": look}
        values |= {"given": dice.choice(GIVEN), "family": dice.choice(families), "a_look": _with_article(look)}
        told = form.format(n=dice.randint(3, 19), m=dice.randint(21, 97), day=dice.choice((14, 16, 18, 25)), **values)
        facts.append(tuple(told if turn % 3 == voice else "" for voice in range(3)))
    return Event(number, town, _heads(dice, facts[0], town, families), tuple(facts))


def _deed(dice, part, place, did, what, why, spot, family):
    who = dice.choice(part["who"]).format(place=place)
    at = "" if place in who else f" in {place}"
    did, what, why = (each.split("=") for each in (did, what, why))
    did = (did * 3)[:3] if len(did) < 3 else did
    return (
        f"{capital(who)}{at} {did[0]} {what[0]} near the {spot} {why[0]}.",
        f"{capital(why[1])}, {who}{at} {did[1]} {what[1]}, {family} told reporters at the {spot}.",
        f"According to {family}, {who}{at} {did[2]} {what[2]} by the {spot} {why[2]}.",
    )


def _said(dice, part, family):
    words, role, given = dice.choice(part["say"]), dice.choice(part["role"]), dice.choice(GIVEN)
    return (
        f"“{words},” said {given} {family}, {role}.",
        f"{given} {family}, {role}, put it like this: “{words}.”",
        f"“{words},” {given} {family} added.",
    )


def _heads(dice, lead, place, families):
    short = lead[0].partition(" near the ")[0]
    what = lead[2].partition(" by the ")[0].split(" ", 3)[-1]
    return short, f"{place}: how {families[0]} and {families[1]} saw it", f"{families[2]} explains why {what}"


def _with_article(look):
    return f"{'an' if look[0] in 'aeio' else 'a'} {look}"


def capital(text):
    return text[:1].upper() + text[1:]


def paragraphs(it, voice, dice, sentences):
    """Of about so many sentences, in the voice of an outlet, each one or two to a paragraph."""
    known = [fact[voice] for fact in it.facts if fact[voice]]
    chosen = [0, *sorted(dice.sample(range(1, len(known)), min(len(known), sentences) - 1))]
    told, out = [known[place] for place in chosen], []
    while told:
        size = min(len(told), dice.randint(1, 2))
        out.append(" ".join(told[:size]))
        del told[:size]
    return tuple(out)
