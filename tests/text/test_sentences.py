"""Sentence boundaries: what ends a sentence and what only looks like it."""

import time
from pathlib import Path

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


TRAPS = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "traps.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("language", "expected"), TRAPS)
def test_a_trap_is_seen(language: str, expected: str) -> None:
    parts = expected.split(" | ")
    assert split(("" if language in ("zh", "ja") else " ").join(parts), language) == parts


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


@pytest.mark.parametrize("mark", ["“", '"', "«", "„", "‘", "'"])
def test_a_quotation_that_the_next_paragraph_opens_again_is_not_broken(mark: str) -> None:
    text = f"{mark}First we wait. Then we see.\n\n{mark}After that we go. It is late."
    assert split(f"{text}\n\nIt rained. He left.")[0] == f"{mark}First we wait. Then we see."
    if mark not in "‘'":  # which may be apostrophes
        assert split(f"He said: {text}")[0] == f"He said: {mark}First we wait. Then we see."


def test_a_mark_that_is_never_closed_holds_back_its_own_paragraph_alone() -> None:
    assert split("“First we wait. Then we see.\n\nIt rained. He left.") == [
        "“First we wait. Then we see.",
        "It rained.",
        "He left.",
    ]
    assert split("It was 6“ wide. It was “late. He left.") == ["It was 6“ wide.", "It was “late.", "He left."]


@pytest.mark.parametrize(
    "piece", ["“", '"', "'A ", "‘a ", ".", ". ", "“A. ", "? ”", "1. ", "No. ", "。", "x", " ", "a.\n"]
)
@pytest.mark.parametrize("language", ["en", "de"])
def test_the_time_is_linear_in_the_text(piece: str, language: str) -> None:
    text = piece * (200_000 // len(piece))
    begin = time.process_time()
    sentences(text, language)
    assert time.process_time() - begin < 5


_WORDS = st.lists(
    st.sampled_from(["It", "is", "late.", "Go!", "Why?", "He", "U.S.", "don’t", "3."]), min_size=1, max_size=12
)


@given(_WORDS, st.sampled_from(["“”", '""', "«»", "„“", "»«", "「」"]), st.sampled_from(["en", "de", "fr", None]))
def test_no_sentence_ends_within_a_quotation(words: list[str], marks: str, language: str | None) -> None:
    quotation = marks[0] + " ".join(words) + marks[1]
    assert any(quotation in sentence for sentence in split(f"It rained. {quotation} He left.", language))


@given(st.text(max_size=300), st.sampled_from(["en", "de", "zh", None]))
def test_spans_and_the_white_space_between_them_give_any_text_back(text: str, language: str | None) -> None:
    spans = sentences(text, language)
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
        "。",
        "? »",
        "'A ",
        ";",
        "\n",
    ]
)


@given(st.lists(_PIECES, max_size=60).map("".join), st.sampled_from(["en", "de", "fr", None]))
def test_no_order_of_marks_loses_text(text: str, language: str | None) -> None:
    kept = "".join("".join(text[a:b].split()) for a, b in sentences(text, language))
    assert kept == "".join(text.split())


def test_a_list_inside_a_sentence_begins_behind_its_colon() -> None:
    text = "Three reasons close the pool: 1. The roof leaks. 2. Only forty people swim there. It ended 2: 1. Marl won."
    found = [text[start:end] for start, end in sentences(text, "en")]
    assert found[:2] == ["Three reasons close the pool: 1. The roof leaks.", "2. Only forty people swim there."]
