"""Files become proper articles, and a bad one is an error in words."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from time import process_time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest import extract
from digest.collect import Problem, collect
from digest.collect.blocks import assemble
from digest.collect.files import article_from_markdown, article_from_text, find_files, read_articles
from digest.collect.html import parts_of_html
from digest.collect.markdown import without_marks
from digest.errors import InputError
from digest.models import Article, Source

SEEDS = Path(__file__).parents[2] / "seeds"


def kinds(article: Article) -> list[tuple[str, str]]:
    return [(block.kind, article.text[block.start : block.end]) for block in article.blocks]


def test_the_seed_document_has_title_teaser_and_a_furniture_sign_up_line() -> None:
    article = article_from_text((SEEDS / "ban-ki-moon-truce.txt").read_text(), "file:seed.txt")
    assert article.title == "Ban Ki-moon urges Assad to declare truce as army “cleanse” villages around Homs"
    assert article.teaser is not None and article.teaser.endswith(
        "bring an end to the conflict that has killed at least 20,000."
    )
    assert article.text.startswith(
        "UN Secretary-General Ban Ki-moon has urged the Syrian regime to declare a truce forthwith"
    )
    assert article.text.count("declare a truce forthwith") == 1
    assert [text[:30] for kind, text in kinds(article) if kind == "furniture"] == ["Like this article? Sign up to "]
    assert {kind for kind, _ in kinds(article)[:-1]} == {"paragraph"}


def test_blocks_cover_the_text_but_for_the_blank_lines() -> None:
    article = article_from_text((SEEDS / "ban-ki-moon-truce.txt").read_text(), "file:seed.txt")
    assert "\n\n".join(text for _, text in kinds(article)) == article.text


def test_a_plain_text_byline_is_no_paragraph() -> None:
    article = article_from_text(
        "The 7.42 grows\n\nBy Priya Lander\n\nA fourth coach comes in December, the company said.", "file:a.txt"
    )
    assert (article.title, article.byline, article.text) == (
        "The 7.42 grows",
        "Priya Lander",
        "A fourth coach comes in December, the company said.",
    )


def test_a_labelled_byline_is_no_paragraph_either() -> None:
    article = article_from_text("Prom wraca\n\nAutor: Anna Kruk\n\nProm wróci na wyspę we wrześniu.", "file:a.txt")
    assert (article.byline, article.text) == ("Anna Kruk", "Prom wróci na wyspę we wrześniu.")


def test_words_that_somebody_says_behind_a_dash_are_no_item_of_a_list() -> None:
    text = "Prom wraca\n\n– Czekaliśmy długo – powiedziała Anna Kruk.\n\n– Bread and two loaves.\n\nIt rained."
    assert kinds(article_from_text(text, "file:a.txt")) == [
        ("paragraph", "– Czekaliśmy długo – powiedziała Anna Kruk."),
        ("list_item", "Bread and two loaves."),
        ("paragraph", "It rained."),
    ]


def test_a_text_without_headline_is_named_by_its_file() -> None:
    assert article_from_text("The council met on Monday.", "file:news/council-vote.txt").title == "council vote"


def test_a_sentence_behind_a_dash_is_somebodys_words_and_no_item() -> None:
    text = "Skolan stängs\n\n– Ingen vill det, säger Ulla Ek.\n\n– skolan i Delsbo\n\n- Den i Forsa."
    assert kinds(article_from_text(text, "file:a.txt")) == [
        ("paragraph", "– Ingen vill det, säger Ulla Ek."),
        ("list_item", "skolan i Delsbo"),
        ("list_item", "Den i Forsa."),
    ]


def test_markdown_front_matter_gives_title_author_date_and_url() -> None:
    text = '---\ntitle: "The 7.42 grows"\nauthor: Priya Lander\ndate: 2012-10-09T17:35:00+01:00\nurl: https://x.example/a\ntags:\n  - trains\n---\n\n'
    article = article_from_markdown(text + "One *short* paragraph.\n\n## Head\n\n> Said.\n\n- item\n", "file:a.md", UTC)
    assert article.title == "The 7.42 grows"
    assert article.byline == "Priya Lander"
    assert article.published_at == datetime(2012, 10, 9, 17, 35, tzinfo=timezone(timedelta(hours=1)))
    assert article.url == "https://x.example/a"
    assert kinds(article) == [
        ("paragraph", "One short paragraph."),
        ("heading", "Head"),
        ("quote", "Said."),
        ("list_item", "item"),
    ]


def test_markdown_without_front_matter_takes_its_first_heading_as_title() -> None:
    article = article_from_markdown("# Ferry wins\n\nThe council voted.", "file:a.md", UTC)
    assert (article.title, article.text, article.url) == ("Ferry wins", "The council voted.", "file:a.md")


@pytest.mark.parametrize(
    "above",
    [
        '---\ntitle: "Quay: a new crane"\ndate: 2026-07-01 09:30:00 +0200\nlastmod: 2026-07-02\nauthors: [Ida Roe, {name: Max Orm}]\ntags: [quay, "#cranes"]\nlang: en\nsummary: It lifts.\ncanonical_url: https://x.example/crane\nimage: {path: https://x.example/c.jpg}\n---\n',
        '+++\ntitle = "Quay: a new crane"\ndate = 2026-07-01T09:30:00+02:00\nlastmod = 2026-07-02\nauthors = ["Ida Roe", "Max Orm"]\nlanguageCode = "en"\ndescription = "It lifts."\ncanonicalUrl = "https://x.example/crane"\ncover = "https://x.example/c.jpg"\n[taxonomies]\ntags = ["quay", "cranes"]\n+++\n',
        '{"title": "Quay: a new crane", "publishDate": "2026-07-01T09:30:00+02:00", "date": "2026-06-01", "updated": "2026-07-02", "author": "Ida Roe, Max Orm", "keywords": "quay, cranes", "language": "en", "excerpt": "It lifts.", "link": "https://x.example/crane", "images": ["/local.jpg", "https://x.example/c.jpg"]}\n',
    ],
    ids=["yaml", "toml", "json"],
)
def test_front_matter_is_read_in_each_notation_and_under_each_tools_names(above: str) -> None:
    article = article_from_markdown(above + "\n# Quay: a new crane\n\nIt came by ship.\n", "file:a.md", UTC)
    assert article == Article(
        url="https://x.example/crane",
        title="Quay: a new crane",
        text="It came by ship.",
        published_at=datetime(2026, 7, 1, 7, 30, tzinfo=UTC),
        updated_at=datetime(2026, 7, 2, tzinfo=UTC),
        byline="Ida Roe, Max Orm",
        language="en",
        image="https://x.example/c.jpg",
        teaser="It lifts.",
        blocks=article.blocks,
        categories=("quay", "cranes"),
    )


def test_values_of_front_matter_are_taken_as_they_are_written() -> None:
    article = article_from_markdown("---\ntitle: 7:42\nauthor: No\ntags: on, 1_000\n---\nx", "file:a.md", UTC)
    assert (article.title, article.byline, article.categories) == ("7:42", "No", ("on", "1_000"))


def test_a_title_block_of_pandoc_is_front_matter_too() -> None:
    article = article_from_markdown("% A new crane\n% Ida Roe; Max Orm\n% 1 July 2026\n\nIt came.", "file:a.md", UTC)
    assert (article.title, article.byline, article.published_at, article.text) == (
        "A new crane",
        "Ida Roe, Max Orm",
        datetime(2026, 7, 1, tzinfo=UTC),
        "It came.",
    )


@pytest.mark.parametrize(
    ("above", "said"),
    [
        ("---\ntitle: Quay: a crane\n---\n", "line 2: the front matter is no YAML"),
        ('+++\ntitle = "a"\ndate = soon\n+++\n', "line 3: the front matter is no TOML"),
        ('{"title": "a",\n "date" "b"}\n', "line 2: the front matter is no JSON"),
        ("---\ntitle: a\n\nText", "line 1: the front matter has no end: close it with a line ---"),
        ("---\nexpires: soon\n---\n", "expires 'soon' is no date: write it like"),
    ],
)
def test_a_mistake_in_front_matter_is_named_with_its_line(above: str, said: str) -> None:
    with pytest.raises(InputError, match=r"^news/a\.md: ") as error:
        article_from_markdown(above + "Text.", "file:news/a.md", UTC)
    assert said in str(error.value)


def test_prose_between_two_rules_is_text() -> None:
    article = article_from_markdown("---\nIt came by ship.\n\n---\n\nIt lifts.", "file:a.md", UTC)
    assert article.text == "It came by ship.\n\nIt lifts."


def test_drafts_what_has_expired_and_pages_that_are_no_articles_are_not_collected(tmp_path: Path) -> None:
    files = {
        "2026-07-01-new-crane.md": "It came by ship.",
        "post/index.md": "---\ndate: 2026-07-01\n---\nAn article in a folder of its own.",
        "lives.md": "---\nexpiryDate: 2026-07-02T08:00:01Z\n---\nx",
        "expired.md": "---\nexpiryDate: 2026-07-02T08:00:00Z\n---\nx",
        "more/index.de.md": "x",
        "draft.md": "---\ndraft: True\n---\nx",
        "off.md": "---\npublished: false\n---\nx",
        "state.md": "+++\nstatus = 'draft'\n+++\nx",
        **dict.fromkeys(("README.md", "LICENSE.txt", "Contributing.md", "changelog.md", "readme.de.md"), "x"),
        **dict.fromkeys(("section/_index.md", "section/index.md", "_drafts/a.md", ".obsidian/a.md", ".a.md"), "x"),
        **dict.fromkeys(("node_modules/b/a.md", "_site/a.html", "sub/Drafts/a.md", "SECURITY.md"), "x"),
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    now = datetime(2026, 7, 2, 8, tzinfo=UTC)
    found = collect([Source(name="Notes", location=".")], tmp_path, UTC, now)
    assert [(each.title, each.url, each.published_at) for each in found.articles] == [
        ("new crane", "file:2026-07-01-new-crane.md", datetime(2026, 7, 1, tzinfo=UTC)),
        ("lives", "file:lives.md", None),
        ("post", "file:post/index.md", datetime(2026, 7, 1, tzinfo=UTC)),
    ]
    by_glob = collect([Source(name="Notes", location="**/*.md")], tmp_path, UTC, now)
    assert [each.url for each in by_glob.articles] == [each.url for each in found.articles]
    named = collect(
        [Source(name="a", location="README.md"), Source(name="b", location="_drafts/*.md")], tmp_path, UTC, now
    )
    assert [each.url for each in named.articles] == ["file:README.md", "file:_drafts/a.md"]


def test_html_with_front_matter_is_read_as_its_tool_reads_it(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"---\r\ntitle: A crane\r\n---\r\n<p>It came {% include x %}by ship.</p>")
    (article,) = read_articles(tmp_path / "a.html", tmp_path, UTC)
    assert (article.title, article.text) == ("A crane", "It came by ship.")


MARKED = """{{< figure src="crane.jpg" title="A crane" >}}
# The crane {#crane .big}

<!-- to do:
ask Ida -->
[[People/Ida|Ida]] met [[Max]].[^1] {% include ad.html %}It costs $5 to $10, and $n = 9$ lifts; $m_1 = \\frac{1}{2}$.{: .lead}

> [!warning]- Mind it
> It is ==heavy==~~light~~.

![[map.png]] %%not now%%

::: {.box #a}
Mind the [gap]({{< ref "gap.md" >}}){target="_blank"} and [rail]{.red} [@roe2020, p. 3]. ^block-1
:::

{{% note %}}
They say:
- [x] Both lift `{{ code }}`.
{{% /note %}}

$$
m^2
$$

[^1]: They said so
    at the quay.

#cranes #quay
"""


def test_marks_that_readers_of_the_site_do_not_see_are_not_printed() -> None:
    article = article_from_markdown(MARKED, "file:a.md", UTC)
    assert article.title == "The crane"
    assert article.text.split("\n\n") == [
        "Ida met Max. It costs $5 to $10, and n = 9 lifts; ….",
        "Mind it It is heavy.",
        "Mind the gap and rail.",
        "They say:",
        "Both lift {{ code }}.",
    ]


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        (
            r"He said \[sic\] \(twice\) that 5 \* 3 costs $5, not US$7 or 50%.",
            "He said [sic] (twice) that 5 * 3 costs $5, not US$7 or 50%.",
        ),
        (
            "Ask [@ida](https://x.example/ida), who wrote a==b and c==d, or {x}, in a [list] of #3 ^ 4.",
            "Ask @ida, who wrote a==b and c==d, or {x}, in a [list] of #3 ^ 4.",
        ),
        (
            "From {5,000} to 6,000: 2^3, `[[x]]` and `{{ y }}`, 10~20 and :smile:.",
            "From {5,000} to 6,000: 2^3, [[x]] and {{ y }}, 10~20 and :smile:.",
        ),
    ],
)
def test_what_only_looks_like_a_mark_stays(said: str, printed: str) -> None:
    assert article_from_markdown(said, "file:a.md", UTC).text == printed


@given(st.text(alphabet='[]{}<>$%^=~!|#:-`\\\n a1"', max_size=300))
def test_any_marks_are_read(text: str) -> None:
    article_from_markdown("x\n" + text, "file:a.md", UTC)


def test_thousands_of_opened_marks_cost_no_time() -> None:
    for mark in ("{{", "[[", "[^1]:\n", "$a", "==a", "<!--", "`a", "%%", "~~~\n", "> [!", "[a", "\\["):
        began = process_time()
        without_marks(mark * 5_000)
        assert process_time() - began < 2, mark


def test_a_date_without_a_zone_is_in_the_newsletters() -> None:
    article = article_from_markdown(
        "---\ntitle: a\ndate: 2026-07-01\n---\nText.", "file:a.md", ZoneInfo("Europe/Paris")
    )
    assert article.published_at == datetime(2026, 6, 30, 22, tzinfo=UTC)


def test_a_date_that_is_none_is_named_with_its_file() -> None:
    with pytest.raises(InputError, match=r"news/a\.md: date 'yesterday' is no date: write it like 2026-05-31"):
        article_from_markdown("---\ntitle: a\ndate: yesterday\n---\nText.", "file:news/a.md", UTC)


def test_scripts_and_styles_in_markdown_are_not_text() -> None:
    article = article_from_markdown(
        "# T\n\nText.\n\n<script>alert(1)</script>\n\n<p onclick='x()'>More.</p>", "file:a.md", UTC
    )
    assert article.text == "Text.\n\nMore."


def test_an_html_page_becomes_an_article(tmp_path: Path) -> None:
    paragraphs = "".join(
        f"<p>The council of Sampleford voted on item {n} of its long list on Monday, and nobody spoke against it.</p>"
        for n in range(8)
    )
    (tmp_path / "page.html").write_text(
        "<html lang='en'><head><title>Council votes</title><meta name='author' content='Nell Ashdown'></head><body><nav><a href='/'>Home</a></nav>"
        f"<article><h1>Council votes</h1>{paragraphs}<script>track()</script></article><footer>Imprint</footer></body></html>"
    )
    (article,) = read_articles(tmp_path / "page.html", tmp_path, UTC)
    assert article.title == "Council votes"
    assert article.url == "file:page.html"
    assert "voted on item 7" in article.text
    assert "track()" not in article.text and "Imprint" not in article.text


def test_the_public_extract_reads_a_page_from_anywhere() -> None:
    body = "".join(f"<p>The council of Sampleford voted on item {n} of its long list on Monday.</p>" for n in range(9))
    page = f"<html><head><meta property='article:published_time' content='2026-05-30'></head><body><article><h1>Votes</h1>{body}</article></body></html>"
    article = extract(page.encode(), "https://x.example/votes")
    assert (article.title, article.published_at) == ("Votes", datetime(2026, 5, 30, tzinfo=UTC))


def test_a_page_without_an_article_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<html><body></body></html>")
    with pytest.raises(InputError, match=r"page\.html: no article found"):
        read_articles(tmp_path / "page.html", tmp_path, UTC)


def test_a_file_that_is_not_utf8_is_named_with_line_and_mend(tmp_path: Path) -> None:
    (tmp_path / "latin.txt").write_bytes(b"Title\n\nCaf\xe9 news.")
    with pytest.raises(InputError, match=r"latin\.txt: line 3 is not UTF-8 \(byte 0xe9\): .*iconv"):
        read_articles(tmp_path / "latin.txt", tmp_path, UTC)


def test_a_file_of_another_kind_is_named_with_the_kinds_that_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK")
    with pytest.raises(InputError, match=r"a\.docx: cannot read \.docx: use \.txt, \.md"):
        read_articles(tmp_path / "a.docx", tmp_path, UTC)


def test_folders_and_globs_are_read_in_order_of_name(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "sub/c.txt", "ignored.jpg"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert [path.relative_to(tmp_path).as_posix() for path in find_files(".", tmp_path)] == [
        "a.md",
        "b.txt",
        "sub/c.txt",
    ]
    assert [path.name for path in find_files("*.txt", tmp_path)] == ["b.txt"]
    with pytest.raises(InputError, match="no such file or folder, and no file matches"):
        find_files("missing/*.txt", tmp_path)
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="the folder holds no article"):
        find_files("empty", tmp_path)


def test_one_bad_file_is_a_recorded_problem_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("Good\n\nThe council met on Monday.")
    (tmp_path / "bad.txt").write_bytes(b"\xff\xfe")
    found = collect(
        [Source(name="Notes", location=".", section="Town", language="en"), Source(name="Gone", location="gone.rss")],
        tmp_path,
        UTC,
        datetime(2026, 5, 30, tzinfo=UTC),
    )
    assert [(a.title, a.source, a.section, a.language) for a in found.articles] == [("Good", "Notes", "Town", "en")]
    assert [problem.source for problem in found.problems] == ["Notes", "Gone"]
    assert "bad.txt: line 1 is not UTF-8" in found.problems[0].message
    assert found.complete == {"Notes"}
    assert isinstance(found.problems[1], Problem)


def test_html_parts_know_headings_quotations_items_and_captions() -> None:
    html = "<h2>Head</h2><p>One<br>line.</p>loose<ul><li>item</li></ul><blockquote><p>Said.</p></blockquote><figure><figcaption>Cap</figcaption></figure>"
    assert [(kind, " ".join(text.split())) for kind, text in parts_of_html(html)] == [
        ("heading", "Head"),
        ("paragraph", "One line."),
        ("paragraph", "loose"),
        ("list_item", "item"),
        ("quote", "Said."),
        ("caption", "Cap"),
    ]


def test_in_plain_text_a_dash_begins_an_item_or_somebodys_words() -> None:
    article = article_from_text("Head\n\n- One.\n\n– two\n\n– We waited nine years, says Ann Tait.\n", "file:a.txt")
    assert [(block.kind, article.text[block.start : block.end]) for block in article.blocks] == [
        ("list_item", "One."),
        ("list_item", "two"),
        ("paragraph", "– We waited nine years, says Ann Tait."),
    ]


def test_a_hundred_thousand_nested_tags_are_read_without_harm() -> None:
    assert parts_of_html("<div><blockquote>" * 100_000 + "deep")[-1][1] == "deep"


@given(st.text(max_size=500))
def test_any_bytes_of_html_give_text_whose_blocks_fit(html: str) -> None:
    text, blocks = assemble(parts_of_html(html))
    assert "\n\n".join(text[block.start : block.end] for block in blocks) == text
