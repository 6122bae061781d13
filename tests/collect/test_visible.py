"""HTML as a browser shows it: the same piece is read the same way in a feed and on a page."""

import time

import pytest

from digest.collect.blocks import clean
from digest.collect.html import parts_of_html, title_text
from digest.collect.pages import extract

FIRST = "The council of Sampleford voted on Monday to keep the ferry until the spring of next year."
SECOND = "Its members were told that the boats cost 40,000 pounds a year and carry nine hundred people."
THIRD = "A second vote is planned for March, when the county will have counted the money that is left."
NOWHERE = "Nobody who reads this page in a browser has ever been shown this sentence of the publisher."
SEEN = [
    ("A loaf costs <del>3</del> <ins>4</ins> pounds from <s>Monday</s> <strike>noon</strike> Tuesday, the baker said.",
     "A loaf costs 4 pounds from Tuesday, the baker said."),
    ("It opens again on Friday <del>at noon</del>, the county said in a letter to its readers.",
     "It opens again on Friday, the county said in a letter to its readers."),
    ("It lost 10<sup>6</sup> litres, said Ms Ash.<sup>1</sup> Divers<sup><a href='#n2'>2</a></sup> found 5 m<sup>2</sup> of it <sup>[3]</sup>.",
     "It lost 10⁶ litres, said Ms Ash. Divers found 5 m² of it."),
    ("The 19<sup>th</sup> boat of M<sup>me</sup> Blanc burns H<sub>2</sub>, took 3<sup>1</sup>/<sub>2</sub> hours in 1984<sup>4</sup> and sank.",
     "The 19th boat of Mme Blanc burns H₂, took 3¹/₂ hours in 1984 and sank."),
    ("The mayor said it was <q>not at all dear</q> and went home to her garden by the river.",
     "The mayor said it was “not at all dear” and went home to her garden by the river."),
    ("Its command <code>ferry sync</code> copies <var>n</var> files when <kbd>Return</kbd> is pressed, it <samp>says</samp>.",
     "Its command ferry sync copies n files when Return is pressed, it says."),
    ("The sign at the pier reads <ruby>渡<rp>(</rp><rt>wata</rt><rp>)</rp></ruby>し, which is the word for ferry there.",
     "The sign at the pier reads 渡し, which is the word for ferry there."),
    ("The boat <span hidden>Anna</span><span style='color: red; DISPLAY : none'>Berta</span><i class='big sr-only'>Clara</i> sails on <time>Monday</time> at noon.",
     "The boat sails on Monday at noon."),
    ("The fare is <span aria-hidden='true'>four pounds</span> and children sail free of charge on Sundays.",
     "The fare is four pounds and children sail free of charge on Sundays."),
    ("The fare is four pounds <span aria-hidden='true'>four pounds</span> and children <a aria-hidden='true' href='#f'>#</a> sail free.",
     "The fare is four pounds and children sail free."),
    ("Shown where it is wide <span class='hidden md:inline'>by the river</span> and to all who have a large screen.",
     "Shown where it is wide by the river and to all who have a large screen."),
    ("<table role='presentation'><tr><td>A table that is there for the layout alone holds paragraphs of the text.</td></tr></table>",
     "A table that is there for the layout alone holds paragraphs of the text."),
]  # fmt: skip
UNSEEN = [
    "<p hidden>{}</p>",
    "<div style='visibility:hidden'><p>{}</p></div>",
    "<p style='position:absolute; left:-9999px'>{}</p>",
    "<p class='screen-reader-text'>{}</p>",
    "<div class='d-none'><div><p>{}</p></div></div>",
    "<template><p>{}</p></template>",
    "<noscript><p>{}</p></noscript>",
    "<aside><h3>Beside it</h3><p>{}</p></aside>",
    "<div class='box related-posts'><p>{}</p></div>",
    "<div class='also-read'>{}</div>",
    "<section class='footnotes'><ol><li>{} <a class='footnote-backref' href='#r'>↩</a></li></ol></section>",
]


def page(inner: str, language: str = "en") -> bytes:
    return (
        f"<html lang='{language}'><head><title>Ferry stays</title></head><body><article><h1>Ferry stays</h1>"
        f"<p>{FIRST}</p>{inner}<p>{SECOND}</p><p>{THIRD}</p></article></body></html>"
    ).encode()


@pytest.mark.parametrize(("html", "seen"), SEEN)
def test_a_paragraph_says_what_a_browser_shows_of_it(html: str, seen: str) -> None:
    html = html if html.startswith("<table") else f"<p>{html}</p>"
    assert [clean(text) for _, text in parts_of_html(html)] == [seen]
    assert extract(page(html), "https://x.example/ferry").text.split("\n\n") == [FIRST, seen, SECOND, THIRD]


@pytest.mark.parametrize("hidden", UNSEEN)
def test_what_is_hidden_or_stands_in_a_box_beside_the_text_is_no_text(hidden: str) -> None:
    html = hidden.format(NOWHERE)
    parts = parts_of_html(f"<p>{FIRST}</p>{html}<p>{SECOND}</p>")
    assert parts == [("paragraph", FIRST), ("paragraph", SECOND)]
    assert extract(page(html), "https://x.example/ferry").text.split("\n\n") == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize(("language", "seen"), [("de", "„doch“"), ("fr", "«\xa0doch\xa0»"), ("xx", "“doch”")])
def test_a_quotation_has_the_marks_of_the_language(language: str, seen: str) -> None:
    html = "<p>She said <q>doch</q> and went home to her garden by the river, where she has lived for years.</p>"
    spoken = f"She said {seen} and went home to her garden by the river, where she has lived for years."
    assert parts_of_html(html, language) == [("paragraph", spoken)]
    assert clean(spoken) in extract(page(html, language), "https://x.example/ferry").text


@pytest.mark.parametrize(
    "caption",
    [
        "<figure><img src='a.jpg'><figcaption>{}</figcaption></figure>",
        "<figure><img src='a.jpg'><p>{}</p></figure>",
        "<div class='wp-caption alignleft'><img src='a.jpg'><p class='wp-caption-text'>{}</p></div>",
        "<p><img src='a.jpg'><span class='photo-credit'>{}</span></p>",
        "[caption id='attachment_1' width='300']<img src='a.jpg'> {}[/caption]",
    ],
)
def test_a_caption_is_one_whatever_system_wrote_it(caption: str) -> None:
    parts = parts_of_html(f"{caption.format(NOWHERE)}<p>{FIRST}</p>")
    assert [(kind, clean(text)) for kind, text in parts] == [("caption", NOWHERE), ("paragraph", FIRST)]


def test_the_cells_of_a_table_of_data_are_never_quoted() -> None:
    html = "<table><tr><th>Boat<th>Cost<tr><td>The Anna is old.<td>4,000<tr><td>The Berta is new.<td>9,000</table>"
    assert {kind for kind, _ in parts_of_html(html)} == {"furniture"}
    blocks = extract(page(html), "https://x.example/ferry").blocks
    assert [block.kind for block in blocks] == ["paragraph", *["furniture"] * 6, "paragraph", "paragraph"]


def test_what_is_all_in_a_box_or_all_called_a_caption_is_the_text() -> None:
    assert parts_of_html(f"<aside><p>{FIRST}</p></aside>") == [("paragraph", FIRST)]
    assert parts_of_html(f"<div class='caption'>{FIRST}</div>") == [("paragraph", FIRST)]
    boxed = page("").replace(b"<article>", b"<aside class='content'>").replace(b"</article>", b"</aside>")
    assert extract(boxed, "https://x.example/ferry").text.split("\n\n") == [FIRST, SECOND, THIRD]


def test_a_paragraph_and_an_item_end_where_the_next_one_begins() -> None:
    assert parts_of_html("<p hidden>no<p>one<ul><li hidden>no<li>two<li>three</ul>four") == [
        ("paragraph", "one"),
        ("list_item", "two"),
        ("list_item", "three"),
        ("paragraph", "four"),
    ]


@pytest.mark.parametrize(
    ("html", "seen"),
    [
        ("How to use <video> and <script> tags", "How to use <video> and <script> tags"),
        ("<b>Ferry</b> stays<br>until <i>spring</i>", "Ferry stays until spring"),
        ("The <b> tag, or <strong>?", "The <b> tag, or <strong>?"),
        ("Vec<T> explained", "Vec<T> explained"),
        ("<script>steal()</script><svg onload='steal()'>x</svg>Ferry", "Ferry"),
    ],
)
def test_tags_that_are_words_of_a_title_stay(html: str, seen: str) -> None:
    assert title_text(html).replace("x Ferry", "Ferry") == seen


@pytest.mark.parametrize(
    "storm", ["<p hidden>", "<sup>1</sup>", "<sup>", "<q>", "<table><tr><td>", "<i aria-hidden=true>a", "<li>", "<s> "]
)
def test_a_storm_of_hidden_and_raised_pieces_takes_time_in_proportion_to_its_length(storm: str) -> None:
    html = storm * (40_000 // len(storm))
    start = time.process_time()
    parts_of_html(html)
    extract(page(f"<div>{html}</div>"), "https://x.example/ferry")
    assert time.process_time() - start < 3


@pytest.mark.parametrize(
    ("misread", "meant"),
    [
        ("the membersâ€™ club", "the members’ club"),
        ("â€œThe cafÃ© is Ã¼ber here,â€\x9d said ZoÃ« â€“ for Â£5", "“The café is über here,” said Zoë – for £5"),
        ("ÐŸÐ°Ñ€Ð¾Ð¼", "Паром"),
        ("“The cafÃ© is Ã¼ber here,” said Zoë", "“The café is über here,” said Zoë"),
        ("“FECHADO AMANHÔ, «DE MANHû e A CAFÉ”", "“FECHADO AMANHÔ, «DE MANHû e A CAFÉ”"),
        ("Ä”, É€, São, Âne, pâté, château, Ångström, naïve – über", "Ä”, É€, São, Âne, pâté, château, Ångström, naïve – über"),
    ],
)  # fmt: skip
def test_what_was_surely_misread_is_read_right_and_nothing_else_is_touched(misread: str, meant: str) -> None:
    assert clean(misread) == meant
