"""Quotations and their speakers, and the key quotation of a summary."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from digest import summarize_article
from digest.collect.files import article_from_text
from digest.models import Article, Issue, Quotation, Section, Sentence, Story, Summary
from digest.render import render_issue
from digest.shipped import shipped
from digest.summarize.candidates import find_candidates, flaw_of
from digest.summarize.quotations import find_quotations


def quotations(text: str, code: str = "en") -> list[tuple[str, str]]:
    """(words, speaker), whose spans give them back."""
    found = find_quotations(text, find_candidates(text, code), code)
    for each in found:
        assert text[each.start : each.end] == each.text
        assert text[each.speaker.start : each.speaker.end] == each.speaker.text
    return [(each.text, each.speaker.text) for each in found]


WORDS = "The bridge will open before the winter"

ATTRIBUTED = [
    ("en", f"“{WORDS},” said Mayor Ann Tait.", "Mayor Ann Tait"),
    ("en", f"“{WORDS},” Ann Tait said.", "Ann Tait"),
    ("en", f"“{WORDS},” the council's engineer Ann Tait told Reuters.", "Ann Tait"),
    ("en", f"“{WORDS},” Ann Tait, who built the last one, told the Gazette on Monday.", "Ann Tait"),
    ("en", f"“{WORDS},” said harbour spokeswoman Ann Tait, 46.", "Ann Tait"),
    ("en", f"“{WORDS},” according to Ann Tait, an engineer.", "Ann Tait"),
    ("en", f'"{WORDS}," Ann Tait of the Harbour Office said.', "Ann Tait"),
    ("en", f"‘{WORDS},’ said Ann Tait.", "Ann Tait"),
    ("en", f"Ann Tait said: “{WORDS}.”", "Ann Tait"),
    ("en", f"Ann Tait, the mayor, told reporters: “{WORDS}.”", "Ann Tait"),
    ("en", f"In the town hall, Ann Tait told reporters:\n\n“{WORDS}.”", "Ann Tait"),
    ("fr", f"« {WORDS} », a déclaré Anne Morel, maire de la ville.", "Anne Morel"),
    ("fr", f"« {WORDS} », a également expliqué à l'AFP la maire de la ville, Anne Morel, lundi.", "Anne Morel"),
    ("fr", f"Selon Anne Morel, « {WORDS}. »", "Anne Morel"),
    ("de", f"„{WORDS}“, sagte Bürgermeisterin Anna Lenz der Zeitung.", "Bürgermeisterin Anna Lenz"),
    ("de", f"»{WORDS}«, so Anna Lenz.", "Anna Lenz"),
    ("es", f"«{WORDS}», aseguró Ana Ruiz a la prensa.", "Ana Ruiz"),
    ("it", f"«{WORDS}», ha spiegato Anna Conti.", "Anna Conti"),
    ("pt", f"“{WORDS}”, afirmou Ana Lopes.", "Ana Lopes"),
    ("nl", f"“{WORDS}”, zegt Anna Smit van de gemeente.", "Anna Smit"),
    ("sv", f"”{WORDS}”, säger hamnrådets ordförande Anna Vinter till TT.", "Anna Vinter"),
    ("sv", f"Anna Vinter, som leder rådet, sade: ”{WORDS}.”", "Anna Vinter"),
    ("sv", f"”{WORDS}”, säger Anna Vinters advokat Lars Ek.", "Lars Ek"),
    ("sv", f"”{WORDS}”, säger Lars Jonas sent på kvällen.", "Lars Jonas"),
    ("pl", f"„{WORDS}” – powiedziała PAP prof. Anna Kruk, rektorka szkoły.", "Anna Kruk"),
    ("pl", f'"{WORDS}" - zapewnił w sobotę prezydent Warszawy Jan Kos.', "Jan Kos"),
    ("en", f"“{WORDS},” said Prof. Ann Tait, who built it.", "Prof. Ann Tait"),
    ("nb", f"«{WORDS}», sier havnesjef Anna Winter til NTB.", "Anna Winter"),
    ("nb", f"Havnesjef Anna Winter sier: «{WORDS}.»", "Anna Winter"),
    ("nb", f"– {WORDS}, sier havnesjef Anna Winter (52) til NTB.", "Anna Winter"),
    ("nb", f"Ordfører Anna Winter sa at ferga kommer.\n\n– {WORDS}, sier hun.", "Anna Winter"),
    ("fr", f"— {WORDS}, a déclaré Anne Morel.", "Anne Morel"),
]


@pytest.mark.parametrize(("code", "text", "speaker"), ATTRIBUTED)
def test_words_go_to_the_subject_of_the_verb_beside_them(code: str, text: str, speaker: str) -> None:
    assert [(words.rstrip("."), name) for words, name in quotations(text, code)] == [(WORDS, speaker)]


def test_words_behind_a_dash_are_quoted_whole_up_to_the_verb_of_speech() -> None:
    text = (
        "– Hvem eier ferga «Ringblomsten»? Det vet ingen i havna ennå, sa Anna Winter. Hun ler.\n\n"
        "– Er ferga virkelig vår nå? spør Ola Lind.\n\n– Ferga er et stort løft for øya.\n\n"
        "Det sier Kari Nes – som bor der, sier Per Lie."
    )
    assert quotations(text, "nb") == [
        ("Hvem eier ferga «Ringblomsten»? Det vet ingen i havna ennå", "Anna Winter"),
        ("Er ferga virkelig vår nå?", "Ola Lind"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"“{WORDS},” he said.",
        f"“{WORDS},” the Guardian reported.",
        f"“{WORDS},” a spokesman for Ann Tait said.",
        f"“{WORDS},” a lawyer for the actor Ann Tait said.",
        f"“{WORDS},” officials in New York said.",
        f"“{WORDS},” Ann Tait's lawyer said.",
        f"“{WORDS},” Ann Tait and Bob Roe said.",
        f"“{WORDS},” Ann Tait will tell the council, Bob Roe said.",
        f"“{WORDS}.” Ann Tait said nothing else.",
        f"Ann Tait was out and her lawyer said: “{WORDS}.”",
        f"Standing beside Ann Tait, he said: “{WORDS}.”",
        f"The book “{WORDS}” is by Ann Tait.",
        f"“{WORDS}",
        f"“{WORDS}, “which is late,” said Ann Tait.",
        f"“{WORDS},” said Tait.",
        "“It is late,” said Ann Tait.",
    ],
)
def test_words_without_a_certain_speaker_are_left_out(text: str) -> None:
    assert quotations(text) == []


def test_an_office_speaks_and_not_whose_it_is() -> None:
    assert quotations(f"« {WORDS} », a répondu le cabinet du Premier ministre Jean Morel.", "fr") == []
    text = f"« {WORDS} », a répondu la présidente du Parti radical Anne Morel."
    assert quotations(text, "fr") == [(WORDS, "Anne Morel")]


def test_somebody_whose_name_is_in_the_genitive_says_nothing() -> None:
    text = f"Anna Vinter nekar.\n\n”{WORDS}”, säger Anna Vinters advokat."
    assert quotations(text, "sv") == []
    assert quotations(text.replace("s advokat", " på måndagen"), "sv") == [(WORDS, "Anna Vinter")]


def test_a_last_name_is_given_as_the_fuller_name_that_the_text_has() -> None:
    text = f"Mayor Ann Tait opened the fair. It rained all day.\n\n“{WORDS},” Tait said."
    assert quotations(text) == [(WORDS, "Mayor Ann Tait")]


def test_of_two_people_with_one_last_name_neither_is_guessed() -> None:
    text = f"Ann Tait met her brother Bob Tait at the fair.\n\n“{WORDS},” Tait said."
    assert quotations(text) == [(WORDS, "Tait")]


def test_a_second_quotation_behind_an_attribution_has_the_same_speaker() -> None:
    text = f"“{WORDS},” Ann Tait said. “We have waited for it long enough.”"
    assert quotations(text) == [(WORDS, "Ann Tait"), ("We have waited for it long enough.", "Ann Tait")]


def test_a_pronoun_means_who_spoke_before_when_nobody_else_is_named() -> None:
    text = f"Ann Tait said that the work was nearly done.\n\n“{WORDS},” she said."
    assert quotations(text) == [(WORDS, "Ann Tait")]
    assert quotations(text.replace("nearly done", "done by Bob Roe")) == []
    assert quotations(text.replace("done.", "done. The engineer doubts it.")) == []


def test_a_french_pronoun_goes_on_for_who_was_quoted_before() -> None:
    text = f"« {WORDS} », a déclaré Anne Morel. « Nous avons attendu assez longtemps », a-t-elle ajouté."
    assert quotations(text, "fr")[1] == ("Nous avons attendu assez longtemps", "Anne Morel")


def test_a_quotation_over_several_paragraphs_is_one() -> None:
    text = f"Ann Tait said: “{WORDS}.\n\n“We have waited for it long enough.”\n\nIt rained."
    assert quotations(text) == [(f"{WORDS}.\n\n“We have waited for it long enough.", "Ann Tait")]


def test_a_quotation_broken_by_its_attribution_is_left_out_for_it_is_not_whole() -> None:
    assert quotations(f"“{WORDS},” said Ann Tait, “as we have promised to everybody.”") == []


def test_the_seed_document_quotes_nobody_and_least_of_all_who_stood_beside_the_speaker() -> None:
    text = (shipped("seeds") / "ban-ki-moon-truce.txt").read_text("utf-8")
    assert quotations(text) == []
    assert summarize_article(article_from_text(text, "file:seed")).quotation is None


NEWS = f"""The new harbour bridge will cost 40 million and open in November, the council decided on Monday.

“I never cared about such things at all in my life,” said Bob Roe, a baker.

“{WORDS}, and the harbour will have its bridge,” Mayor Ann Tait told the council.

The bridge replaces a ferry that has crossed the harbour since 1911 and carries 900 people a day."""


def test_the_key_quotation_is_about_the_article_and_none_of_its_sentences() -> None:
    found = summarize_article(NEWS, "Harbour bridge to open in November", sentences=1)
    words, start = f"{WORDS}, and the harbour will have its bridge", NEWS.index(WORDS)
    speaker = NEWS.index("Mayor")
    assert found.quotation == Quotation(
        words, start, start + len(words), Sentence("Mayor Ann Tait", speaker, speaker + len("Mayor Ann Tait"))
    )
    everything = summarize_article(NEWS, "Harbour bridge to open in November", sentences=9)
    assert everything.quotation is None or everything.quotation.text not in everything.text


def test_a_key_quotation_has_eight_to_forty_words() -> None:
    short, long = "“We will see it open,” Ann Tait said.", "“We " + "will " * 40 + "see,” Ann Tait said."
    lead = "The new harbour bridge will cost 40 million and open in November.\n\n"
    assert [summarize_article(lead + each, sentences=1).quotation for each in (short, long)] == [None, None]


marked = st.text(st.sampled_from('“”«»„"‘’.,:? \nAnn said Tait he'), max_size=300)


@given(
    st.one_of(st.text(max_size=200), marked), st.sampled_from(["en", "fr", "de", "es", "it", "pt", "nl", "sv", "ja"])
)
def test_any_text_gives_spans_that_lie_in_it(text: str, code: str) -> None:
    quotations(text, code)


def quoting(issue: Issue) -> Issue:
    quotation = Quotation("It opens <soon> & early.", 0, 24, Sentence("Ann *Tait*", 30, 40))
    story = Story(Article(url="https://quay.example/1", title="A", text=""), Summary((), quotation=quotation))
    return replace(issue, intro="", sections=(Section("", (story, replace(story, headline="B"))),))


def test_the_first_story_prints_its_quotation_with_the_speaker_in_every_format(handmade: Issue) -> None:
    html, text, markdown, data = (rendition.body for rendition in render_issue(quoting(handmade)))
    assert html.count("It opens &lt;soon&gt; &amp; early.") == html.count("— Ann *Tait*") == 1
    assert text.count("    It opens <soon> & early.\n    — Ann *Tait*\n") == 1
    assert markdown.count("— Ann \\*Tait\\*") == 1
    assert [story["quotation"]["speaker"]["text"] for story in json.loads(data)["sections"][0]["stories"]] == [
        "Ann *Tait*",
        "Ann *Tait*",
    ]


def test_a_stored_issue_keeps_its_quotations_and_one_stored_before_there_were_any_loads(handmade: Issue) -> None:
    stored, issue = TypeAdapter(Issue), replace(quoting(handmade), renditions=())
    assert stored.validate_json(stored.dump_json(issue)) == issue
    old = json.loads(stored.dump_json(issue))
    for story in old["sections"][0]["stories"]:
        del story["summary"]["quotation"]
    assert [story.summary for story in stored.validate_python(old).stories] == [Summary(())] * 2


def test_words_behind_a_dash_are_nobodys_from_their_speaker_to_the_next() -> None:
    text = (
        "– Most jest gotowy – powiedziała burmistrz Anna Kruk. – Zostanie otwarty w maju. Kosztował dwa miliony.\n\n"
        "Radni obejrzeli budowę w piątek.\n\n– Ani dnia później. Takie mamy terminy – zapewnił inżynier Jan Kos."
    )
    lost = [each.text for each in find_candidates(text, "pl") if flaw_of(each, "") and each.bound]
    assert lost == ["– Zostanie otwarty w maju.", "Kosztował dwa miliony.", "– Ani dnia później."]


def test_a_dash_is_no_mark_where_nobody_speaks_behind_one() -> None:
    text = "– The bridge opens in May.\n\n– The ferry stops in June – for good.\n\nIt said – at last – nothing."
    assert [each.bound for each in find_candidates(text, "en")] == ["", "", ""]
