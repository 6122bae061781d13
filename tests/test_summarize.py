"""What a reader sees of an article: verbatim, whole, in order, and understandable by itself."""

import importlib
import math
import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import digest
from digest.collect.files import article_from_text
from digest.errors import InputError
from digest.models import Article, Block, Method
from digest.summarize import METHODS, explain, summarize_article
from digest.summarize.candidates import find_candidates
from digest.summarize.features import FEATURES, features_of
from digest.text.tokens import count_words

SEED = (Path(__file__).parent.parent / "seeds" / "ban-ki-moon-truce.txt").read_text()
TEXT = (
    "Sampleford council voted by 21 to 20 on Monday to build a new ferry slipway at Customs Quay.\n\n"
    "He said that it would last. The slipway will cost £1.4 million and open in April, the council said.\n\n"
    "Speaking in the rain, the mayor added:\n\n"
    "I am proud of this town and of its ferry. We will build it.\n\n"
    "“Nobody voted for the bridge. The ferry it is,” Councillor Tait said.\n\n"
    "Photo: A. Person / The Courier\n\n"
    "Sign up to our newsletter for more."
)


def texts(*args: object, **options: object) -> list[str]:
    return [sentence.text for sentence in summarize_article(*args, **options).sentences]  # type: ignore[arg-type]


def test_the_public_name_is_the_function() -> None:
    importlib.import_module("digest.summarize.news")  # a module of the same folder must not take its place
    assert digest.summarize_article("The council met on Monday.").sentences[0].text == "The council met on Monday."


@pytest.mark.parametrize("method", METHODS)
def test_the_seed_document_is_told_without_lead_in_half_quotation_or_sign_up_line(method: Method) -> None:
    article = article_from_text(SEED, "seed.txt")
    found = summarize_article(article, sentences=3, method=method)
    assert len(found.sentences) == 3
    assert found.method == method
    for sentence in found.sentences:
        assert article.text[sentence.start : sentence.end] == sentence.text
        assert not sentence.text.endswith(":")
        assert sentence.text.count("“") == sentence.text.count("”")
        assert "Sign up" not in sentence.text and "Like this" not in sentence.text
        assert not sentence.text.startswith(("It is unbearable", "That is", "“After that"))
    assert [s.start for s in found.sentences] == sorted(s.start for s in found.sentences)


def test_the_seed_document_as_raw_text_prints_its_teaser_once() -> None:
    found = texts(SEED, sentences=4)
    assert sum("declare a truce forthwith" in sentence for sentence in found) == 1


def test_a_lead_in_is_printed_with_its_words_and_captions_and_invitations_never_are() -> None:
    found = texts(TEXT, sentences=10)
    assert found == [
        "Sampleford council voted by 21 to 20 on Monday to build a new ferry slipway at Customs Quay.",
        "He said that it would last.",
        "The slipway will cost £1.4 million and open in April, the council said.",
        "Speaking in the rain, the mayor added:\n\nI am proud of this town and of its ferry.",
        "“Nobody voted for the bridge. The ferry it is,” Councillor Tait said.",
    ]


def test_a_sentence_that_points_back_is_printed_only_behind_its_antecedent() -> None:
    for count in range(1, 4):
        found = texts(TEXT, sentences=count)
        if "He said that it would last." in found:
            assert found[found.index("He said that it would last.") - 1].startswith("Sampleford council")


def test_what_says_nothing_outside_its_place_is_not_printed() -> None:
    text = (
        "Picture: The slipway (pictured) was voted for by 21 to 20 on Monday night.\n\n"
        "The council met for three hours and heard nine islanders on the price of the slipway.\n\n"
        "Proud: Mayor Ann Tait stands at the quay on Monday night.\n\n"
        "I am proud of the slipway and of the council. The ferry (right) needs no other quay.\n\n"
        "The slipway will cost £1.4 million, the council said."
    )
    assert texts(text, sentences=10) == [
        "The council met for three hours and heard nine islanders on the price of the slipway.",
        "The slipway will cost £1.4 million, the council said.",
    ]


def test_words_behind_a_dash_are_printed_only_with_a_verb_that_says_whose_they_are() -> None:
    text = (
        "Havnerådet kjøpte fredag den gamle ferga for 1,2 millioner kroner.\n\n"
        "– Ferga er et løft for øya. Billetten blir billig, sier Anna Winter.\n\n"
        "Verftet maler skroget. – Kjelene er nye. Skroget er tett som en flaske, sier verftets Ola Lind.\n\n"
        "– Byen trenger ingen ferge, sier Kari Nes. Hun stemte mot kjøpet.\n"
    )
    assert [sentence.text for sentence in summarize_article(text, sentences=10, language="nb").sentences] == [
        "Havnerådet kjøpte fredag den gamle ferga for 1,2 millioner kroner.",
        "Billetten blir billig, sier Anna Winter.",
        "Skroget er tett som en flaske, sier verftets Ola Lind.",
        "– Byen trenger ingen ferge, sier Kari Nes.",
        "Hun stemte mot kjøpet.",
    ]


def test_an_author_who_says_i_throughout_is_printed() -> None:
    text = "I keep the light of Sampleford. My day begins at six in the evening. I have two lamps and one goat."
    assert len(texts(text)) == 3


def test_the_number_of_a_note_is_not_printed_with_the_next_sentence() -> None:
    text = "The slipway was built in 1801. [6] The keeper of the light rowed there every Monday. [7]"
    assert texts(text) == ["The slipway was built in 1801.", "The keeper of the light rowed there every Monday."]


def test_with_both_limits_the_tighter_one_wins() -> None:
    assert len(texts(TEXT, sentences=2, max_words=1000)) == 2
    assert sum(len(text.split()) for text in texts(TEXT, sentences=10, max_words=35)) <= 35


def test_a_first_sentence_longer_than_the_words_allowed_is_printed_alone() -> None:
    assert texts(TEXT, max_words=5) == [
        "Sampleford council voted by 21 to 20 on Monday to build a new ferry slipway at Customs Quay."
    ]


def test_the_headline_is_not_repeated_as_a_sentence() -> None:
    text = "Ferry wins slipway by one vote.\n\nThe council voted on Monday for the slipway."
    assert texts(text, "Ferry wins slipway by one vote") == ["The council voted on Monday for the slipway."]


def test_blocks_that_are_no_paragraphs_are_not_printed() -> None:
    text = "A caption under a picture of the quay.\n\nThe council voted on Monday for the slipway."
    article = Article(
        url="u", title="t", text=text, blocks=(Block(0, 38, "caption"), Block(40, len(text), "paragraph"))
    )
    assert texts(article) == ["The council voted on Monday for the slipway."]


@pytest.mark.parametrize(
    "text", ["", " \n\n ", "Read more: this\n\nSign up to our newsletter today", "Photo: Somebody / Somewhere"]
)
def test_nothing_to_tell_gives_an_empty_summary(text: str) -> None:
    assert summarize_article(text).sentences == ()


def test_a_single_short_sentence_is_its_own_summary() -> None:
    assert texts("The council met.") == ["The council met."]


def test_chinese_and_arabic_are_summarised() -> None:
    chinese = (
        "北京市政府周三宣布，将从明年一月起扩大地铁服务范围。新线路全长二十五公里，设有十八个车站。居民们对此表示欢迎。"
    )
    arabic = "أعلنت الحكومة يوم الأربعاء عن خطة جديدة لتوسيع شبكة القطارات. وتبلغ تكلفة المشروع ثلاثة مليارات دولار."
    assert texts(chinese, sentences=1) == ["北京市政府周三宣布，将从明年一月起扩大地铁服务范围。"]
    assert texts(arabic, sentences=1) == ["أعلنت الحكومة يوم الأربعاء عن خطة جديدة لتوسيع شبكة القطارات."]


def test_a_megabyte_in_one_paragraph_is_summarised() -> None:
    sentence = "The council of the harbour town voted on item number {} of the long list."
    text = " ".join(sentence.format(number) for number in range(15_000))
    assert len(text) > 1_000_000
    found = summarize_article(text, language="en")
    assert [text[s.start : s.end] == s.text for s in found.sentences] == [True] * len(found.sentences)
    assert found.sentences[0].start == 0


def test_five_megabytes_without_a_full_stop_are_no_sentence() -> None:
    assert summarize_article("word " * 1_000_000).sentences == ()


def test_a_wrong_method_or_limit_is_an_error_in_words() -> None:
    with pytest.raises(InputError, match="unknown method 'gpt': use one of news, lexrank"):
        summarize_article("Text.", method="gpt")  # type: ignore[arg-type]
    with pytest.raises(InputError, match="at least one sentence"):
        summarize_article("Text.", sentences=0)


@given(st.text(max_size=400), st.sampled_from(METHODS), st.integers(1, 5), st.none() | st.integers(1, 60))
def test_any_text_gives_verbatim_sentences_in_order_and_never_a_traceback(
    text: str, method: Method, sentences: int, max_words: int | None
) -> None:
    found = summarize_article(text, sentences=sentences, max_words=max_words, method=method).sentences
    assert len(found) <= sentences
    assert all(text[s.start : s.end] == s.text for s in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert max_words is None or len(found) == 1 or sum(count_words(s.text) for s in found) <= max_words


pieces = st.sampled_from(
    [*'.!?…"“”„«»:,()–。！؟ \n', "\n\n", "He said", "Dr", "U.S", "Le maire a dit", "1.5", "Tait", "اليوم", "新聞"]
)


@given(
    st.text(max_size=200) | st.lists(pieces, max_size=40).map(" ".join), st.text(max_size=20), st.sampled_from(METHODS)
)
def test_any_text_is_explained_sentence_by_sentence_as_it_is_summarised(text: str, title: str, method: Method) -> None:
    article = Article(url="", title=title, text=text)
    judged = explain(article, sentences=2, method=method)
    assert all(each.verdict and text[each.sentence.start : each.sentence.end] == each.sentence.text for each in judged)
    assert (
        tuple(each.sentence for each in judged if each.taken)
        == summarize_article(article, sentences=2, method=method).sentences
    )


def test_sumys_users_can_call_the_method_on_a_document_of_theirs() -> None:
    from sumy.models.dom import ObjectDocumentModel, Paragraph
    from sumy.models.dom import Sentence as Node

    class Words:
        @staticmethod
        def to_words(text: str) -> tuple[str, ...]:
            return tuple(text.lower().split())

    lines = [
        [Node(line, Words) for line in re.split(r"(?<=\.) (?!The ferry it is)", part)] for part in TEXT.split("\n\n")
    ]
    document = ObjectDocumentModel([Paragraph(part) for part in lines])
    found = digest.NewsSummarizer("en")(document, 3)
    assert [str(sentence) for sentence in found] == texts(TEXT, language="en")
    assert all(sentence in document.sentences for sentence in found)
    assert len(digest.NewsSummarizer()(document, "20%")) == 2
    assert digest.NewsSummarizer()(ObjectDocumentModel([]), 3) == ()


def test_fewer_words_than_sentences_are_no_warning() -> None:
    assert explain(Article(url="", title="", text="HE:SAID. 0"), sentences=2, method="lsa")


def test_dutch_of_which_sumy_has_no_stop_words_is_summarised_by_every_method() -> None:
    text = (
        "De gemeenteraad stemde maandag voor de bouw van een nieuwe steiger aan de kade. "
        "De steiger kost anderhalf miljoen euro en gaat in april open, zei de wethouder. "
        "De brug van 1974 wordt later gesloopt, want herstel zou duurder zijn dan nieuwbouw."
    )
    for method in METHODS:
        assert len(texts(text, language="nl", sentences=2, method=method)) == 2


def test_a_lead_in_without_a_name_leaves_the_words_that_it_introduces() -> None:
    text = (
        "Mayor Tait opened the quay on Monday in heavy rain.\n\nSpeaking beside Minister Brand, he said:\n\n"
        "“I am proud of this town and of its ferry.”\n\nThe ferry sails on Friday at noon."
    )
    assert texts(text, sentences=5) == [
        "Mayor Tait opened the quay on Monday in heavy rain.",
        "The ferry sails on Friday at noon.",
    ]


def test_words_behind_a_dash_are_printed_only_with_their_speaker() -> None:
    text = (
        "Kommunen lägger ner skolan i Delsbo.\n\n"
        "– Ingen vill stänga en skola. Men kommunen har inte råd, säger kommunalrådet Ulla Bergström.\n\n"
        "– Skolan är äldst i kommunen. – Den är byggd 1954."
    )
    bound = {each.text: each.bound for each in find_candidates(text, "sv")}
    assert {said: why for said, why in bound.items() if why} == {
        "– Ingen vill stänga en skola.": "somebody's words, and nothing says whose"
    }


def test_every_sentence_is_explained_with_its_score_features_and_reason() -> None:
    judged = explain(Article(url="u", title="Council votes for a slipway", text=TEXT), sentences=2)
    assert [each.sentence.text for each in judged if each.taken] == texts(
        TEXT, "Council votes for a slipway", sentences=2
    )
    assert {each.verdict for each in judged if each.taken} == {"taken"}
    reasons = {each.sentence.text.split()[0]: each.verdict for each in judged}
    assert reasons["Photo:"] == "no part of the article's own text"
    assert reasons["We"] == "somebody's words, and their speaker stands before them"
    first = judged[0]
    assert first.parts[0][0] in FEATURES and len(first.parts) == len(FEATURES)
    assert [abs(added) for _, added in first.parts] == sorted((abs(added) for _, added in first.parts), reverse=True)


def test_the_features_of_a_sentence_are_what_their_names_say() -> None:
    candidates = find_candidates(TEXT, "en")
    table = features_of(candidates, "A new ferry slipway", "en")
    row = dict(zip(FEATURES, table[0], strict=True))
    assert row["position"] == 0 and row["nearness"] == 1 and row["depth"] == 0 and row["figures"] == 2 / 3
    assert row["headline"] == pytest.approx(math.log(1.5)) and row["opening"] == pytest.approx(1)
    assert row["personal"] == row["quotation"] == 0
    assert not table[[not candidate.news for candidate in candidates]].any()
    quoted = dict(zip(FEATURES, table[[c.text.startswith("“") for c in candidates]][0], strict=True))
    assert quoted["quotation"] == 1


def test_the_summary_is_the_same_in_every_process() -> None:
    code = "import digest, sys; print([s.start for s in digest.summarize_article(sys.stdin.read(), sentences=6).sentences])"
    found = {
        subprocess.run(
            [sys.executable, "-c", code], input=SEED, env={**os.environ, "PYTHONHASHSEED": seed}, text=True,
            capture_output=True, check=True,
        ).stdout
        for seed in ("0", "1", "77")
    }  # fmt: skip
    assert found == {f"{[s.start for s in summarize_article(SEED, sentences=6).sentences]}\n"}
