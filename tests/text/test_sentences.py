"""Sentence boundaries: what ends a sentence and what only looks like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.text.sentences import paragraphs, sentences


def split(text: str, language: str | None = "en") -> list[str]:
    return [text[start:end] for start, end in sentences(text, language)]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["Dr. J. R. Pell of St. Mary’s paid £1.4 million to No. 10 at 5 p.m.", "The U.S. stocks fell."]),
        ("en", ["It rained…", "The ferry stayed in."]),
        ("en", ["“Really?” John Smith asked.", "Nobody answered."]),
        ("en", ["“It is huge. We hope to finish.”", "The commander left."]),
        ("en", ['"Stop. Think." she said.', "He did not."]),
        ("en", ["Acme Inc. and Hague Ltd. said so at www.example.com yesterday."]),
        ("en", ["He works at Acme Inc.", "The firm is old."]),
        ("en", ["Prices rose 2.5 per cent.", "“Why?” asked Ms. Lee."]),
        ("en", ["The vote was 21 to 20.", "15 members stayed away."]),
        ("fr", ["M. Dupont habite rue St. Jean.", "Il a dit : « C’est bien. Partons. »"]),
        ("de", ["Am 3. Oktober kam z.B. Dr. Huber.", "Er sagte: „Das ist gut. Wir gehen.“", "Danach ging er."]),
        ("es", ["El Sr. García llegó tarde.", "¿Por qué?", "No se sabe."]),
        ("it", ["Il dott. Rossi è arrivato.", "Che cosa ha detto?"]),
        ("pt", ["O Sr. Silva chegou.", "Ninguém o viu."]),
        ("nl", ["Dr. Jansen kwam o.a. uit Gent.", "Hij bleef niet lang."]),
        ("ar", ["هل هذا صحيح؟", "نعم، قال الوزير."]),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(language: str, expected: list[str]) -> None:
    assert split(" ".join(expected), language) == expected


def test_chinese_sentences_need_no_space_between_them() -> None:
    assert split("他说。她走了！“好。我们走。”", "zh") == ["他说。", "她走了！", "“好。我们走。”"]


def test_a_blank_line_always_ends_a_sentence() -> None:
    assert split("A headline without a stop\n\nThe news.\n \nMore of it") == [
        "A headline without a stop",
        "The news.",
        "More of it",
    ]


def test_hard_wrapped_lines_stay_one_paragraph_and_sentence_lines_do_not() -> None:
    assert split("The council met on\nMonday and went\nhome.") == ["The council met on\nMonday and went\nhome."]
    text = "The council met.\nNobody spoke.\nThey went home."
    assert [text[a:b] for a, b in paragraphs(text)] == ["The council met.", "Nobody spoke.", "They went home."]


def test_a_quotation_over_several_paragraphs_opens_again_in_each() -> None:
    text = "“First we wait. Then we see.\n\n“After that we go.”"
    assert split(text) == ["“First we wait.", "Then we see.", "“After that we go.”"]


@given(st.text(max_size=300))
def test_spans_and_the_white_space_between_them_give_any_text_back(text: str) -> None:
    spans = sentences(text, "en")
    position, rebuilt = 0, ""
    for start, end in spans:
        assert position <= start < end <= len(text)
        assert not text[position:start].strip()
        assert not text[start].isspace() and not text[end - 1].isspace()
        rebuilt += text[position:start] + text[start:end]
        position = end
    assert not text[position:].strip()
    assert rebuilt + text[position:] == text


_PIECES = st.sampled_from(
    [
        "“",
        "”",
        '"',
        "«",
        "»",
        "„",
        "‘",
        "’",
        ". ",
        "! ",
        "… ",
        "Mr. ",
        "He ",
        "word ",
        "A",
        "\n\n",
        ":",
        "(",
        "3. ",
        "U.S. ",
    ]
)


@given(st.lists(_PIECES, max_size=60).map("".join), st.sampled_from(["en", "de", "fr", None]))
def test_no_order_of_marks_loses_text(text: str, language: str | None) -> None:
    kept = "".join("".join(text[a:b].split()) for a, b in sentences(text, language))
    assert kept == "".join(text.split())
