from collections.abc import Callable
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from handmade import handmade_issue
from hypothesis import given
from hypothesis import strategies as st

from digest.deliver import message, prepare
from digest.deliver.message import ListHeaders
from digest.errors import ConfigError
from digest.models import PLACEHOLDER, Article, Block, Issue, Look, Rendition, Section, Sentence, Story, Summary
from digest.render import environment, render_issue
from digest.subscribers import TOKEN_LENGTH

TEMPLATES = environment(None)
FROM, TO = "The Quay <morning@quay.example>", "reader@example.org"


def read(raw: bytes) -> EmailMessage:
    return message_from_bytes(raw, policy=policy.default)


def titled(issue: Issue, title: str) -> Issue:
    return replace(issue, renditions=(Rendition("html", f"<title>{title}</title>"), Rendition("text", "")))


def subject(issue: Issue) -> str:
    return str(read(message(issue, sender=FROM, to=TO))["Subject"])


def test_the_handmade_issue_makes_the_mail_it_did(handmade: Issue, golden: Callable[[str, bytes], None]) -> None:
    golden("issue.eml", message(handmade, sender=FROM, to=TO))


def test_a_mail_reads_back_as_the_renditions_text_first(handmade: Issue) -> None:
    mail = read(message(handmade, sender=FROM, to=TO))
    html, text = handmade.renditions[0].body, handmade.renditions[1].body
    parts = [(part.get_content_type(), part.get_content_charset()) for part in mail.iter_parts()]
    assert mail.defects == []
    assert parts == [("text/plain", "utf-8"), ("text/html", "utf-8")]
    assert [part.get_content().replace("\r\n", "\n") for part in mail.iter_parts()] == [text, html]


def test_headers_say_what_a_reader_and_a_relay_need(handmade: Issue) -> None:
    mail = read(message(handmade, sender=FROM, to=TO))
    assert [(name, str(value)) for name, value in mail.items() if name not in ("Message-ID", "Content-Type")] == [
        ("From", "The Quay <morning@quay.example>"),
        ("To", "reader@example.org"),
        ("Subject", "The Quay & Morning No. 12: Council approves the harbour tram"),
        ("Date", "Mon, 23 Nov 2026 07:00:00 +0000"),
        ("MIME-Version", "1.0"),
        ("Auto-Submitted", "auto-generated"),
        ("Precedence", "bulk"),
    ]
    assert mail["Message-ID"].endswith("@quay.example>")


def test_answers_go_to_the_address_for_them(handmade: Issue) -> None:
    raw = prepare(handmade, sender=FROM, reply_to="Die Tagesredaktion für alle <desk@quäy.example>").for_reader(TO)
    assert read(raw)["Reply-To"] == "Die Tagesredaktion für alle <desk@xn--quy-rla.example>"
    with pytest.raises(ConfigError, match=r"the address for answers .* is not an e-mail"):
        prepare(handmade, sender=FROM, reply_to="desk@quay.example\r\nBcc: x@y.example")


def test_subject_and_preheader_say_what_the_publisher_wants(handmade: Issue) -> None:
    own = replace(handmade, subject="{headline} | {name}, {date} {{{number}}}", preheader="Today: {headline}\r\nBcc: x")
    rendered = replace(own, renditions=render_issue(own))
    line = "Council approves the harbour tram | The Quay & Morning, Monday, November 23, 2026 {12}"
    assert subject(rendered) == line
    html = rendered.renditions[0].body
    assert f"<title>{line.replace('&', '&amp;')}</title>" in html
    assert ">Today: Council approves the harbour tram Bcc: x</div>" in html
    bare = replace(own, sections=(), brief=())
    assert subject(replace(bare, renditions=render_issue(bare))) == "The Quay & Morning No. 12: Correction"


def test_the_same_issue_for_the_same_reader_is_the_same_mail_and_another_readers_is_not(handmade: Issue) -> None:
    first = message(handmade, sender=FROM, to=TO)
    assert first == message(handmade, sender=FROM, to=TO)
    others = [
        message(handmade, sender=FROM, to="b@example.org"),
        message(replace(handmade, number=13), sender=FROM, to=TO),
    ]
    assert len({str(read(raw)["Message-ID"]) for raw in (first, *others)}) == 3


def test_lines_end_in_crlf_and_are_short_and_ascii(handmade: Issue) -> None:
    raw = message(handmade, sender=FROM, to=TO)
    assert raw.isascii()
    assert raw.replace(b"\r\n", b"").count(b"\n") == raw.replace(b"\r\n", b"").count(b"\r") == 0
    assert max(map(len, raw.split(b"\r\n"))) <= 78


@pytest.mark.parametrize(
    "title", ["Short", "Ein Tag in Lüneburg " * 5, "市议会批准港口有轨电车" * 9, "x" * 300, "=?utf-8?q?a?="]
)
def test_subjects_fold_into_words_of_75_and_read_back(handmade: Issue, title: str) -> None:
    raw = message(titled(handmade, title), sender=FROM, to=TO)
    header = raw.partition(b"\r\nDate:")[0].partition(b"Subject: ")[2]
    words = [word for word in header.split() if word.startswith(b"=?")]
    assert max(map(len, words), default=0) <= 75
    assert title.strip().startswith(str(read(raw)["Subject"]).rstrip("…"))


def test_a_long_subject_ends_with_a_whole_word(handmade: Issue) -> None:
    assert subject(titled(handmade, "word " * 60)) == "word " * 23 + "word…"
    assert subject(titled(handmade, "x" * 121)) == "x" * 119 + "…"
    assert subject(titled(handmade, "x" * 120)) == "x" * 120


def test_a_page_without_a_title_still_has_a_subject(handmade: Issue) -> None:
    pages = (Rendition("html", "<p>Hi</p>"), Rendition("text", "Hi"))
    assert subject(replace(handmade, renditions=pages)) == "The Quay & Morning 12"


@given(name=st.text(max_size=200), title=st.text(max_size=80))
def test_no_name_or_headline_can_add_a_header(handmade: Issue, name: str, title: str) -> None:
    story = Story(Article(url="", title=title, text=""), Summary(()))
    issue = replace(handmade, name=name, sections=(Section("", (story,)),))
    issue = replace(issue, renditions=render_issue(issue, TEMPLATES))
    mail = read(message(issue, sender="morning@quay.example", to=TO))
    bodies = [issue.renditions[1].body, issue.renditions[0].body]
    assert [part.get_content().replace("\r\n", "\n") for part in mail.iter_parts()] == bodies
    assert len(mail.keys()) == 9


@pytest.mark.parametrize(
    ("sender", "printed"),
    [
        ("a@b.example", "The Quay & Morning <a@b.example>"),
        ("Quay, The <a@b.example>", '"Quay, The" <a@b.example>'),
        ('"Quay, The" <a@b.example>', '"Quay, The" <a@b.example>'),
        ("Büro am Kai <a@bücher.example>", "Büro am Kai <a@xn--bcher-kva.example>"),
        ("=?utf-8?q?Mallory?= <a@b.example>", "=?utf-8?q?Mallory?= <a@b.example>"),
        ("a@localhost", "The Quay & Morning <a@localhost>"),
    ],
)
def test_a_sender_is_printed_as_it_is_configured(handmade: Issue, sender: str, printed: str) -> None:
    assert str(read(message(handmade, sender=sender, to=TO))["From"]) == printed


@pytest.mark.parametrize(
    "address",
    [
        "",
        "nobody",
        "a@",
        "@b.example",
        "a b@c.example",
        "a@b..example",
        "a@-b.example",
        "ä@b.example",
        "Name <a@b.example",
        "a@b.example, c@d.example",
        "a@b.example\r\nBcc: c@d.example",
        "N\nBcc: x@y.z <a@b.example>",
        "a" * 65 + "@b.example",
    ],
)
def test_what_is_no_address_is_refused_in_words(handmade: Issue, address: str) -> None:
    with pytest.raises(ConfigError) as sender:
        message(handmade, sender=address, to=TO)
    with pytest.raises(ConfigError) as recipient:
        message(handmade, sender=FROM, to=address)
    shown = repr(" ".join(address.split()))
    mend = f"{shown} is not an e-mail address; write it as name@example.org or Name <name@example.org>"
    assert [str(sender.value), str(recipient.value)] == [f"the sender {mend}", f"the recipient {mend}"]


MARKS = st.sampled_from(
    [
        PLACEHOLDER,
        f"https://evil.example/?reader={PLACEHOLDER}",
        f"https://evil.example/?reader=https://quay.example/u/{PLACEHOLDER}",
        f"https://quay.example/u/{PLACEHOLDER}",
        PLACEHOLDER.replace("-", "=2D"),
        PLACEHOLDER[:20] + "=\r\n" + PLACEHOLDER[20:],
        PLACEHOLDER.replace("-", "&#45;"),
        PLACEHOLDER.replace("-", "%2D"),
        "{{ issue.unsubscribe }}",
        "[unsubscribe]",
    ]
)
SAID = st.lists(st.one_of(MARKS, st.text(max_size=8)), min_size=1, max_size=4).map("".join)


@given(said=SAID, url=MARKS)
def test_nothing_that_a_source_says_gets_a_readers_token(said: str, url: str) -> None:
    """In whichever field it stands, a mark of any kind stays the source's own words, in mail of both themes."""
    article = Article(
        url=url, title=said, text=said, source=said, byline=said, section=said, site=said, language="en", image=url,
        teaser=said, categories=(said,), blocks=(Block(0, len(said), "caption"),),
    )  # fmt: skip
    handmade = handmade_issue()
    told = Story(article, Summary((Sentence(said, 0, len(said)),)), (replace(article, source="Other"),))
    for theme in ("classic", "plain"):
        issue = replace(
            handmade,
            look=Look(theme=theme),
            intro=said,
            sections=(Section(said, (told,)), *handmade.sections),
            brief=(article,),
        )
        issue = replace(issue, renditions=render_issue(issue))
        way = ListHeaders(list_id="l.example.org", unsubscribe=issue.unsubscribe, placeholder=PLACEHOLDER)
        token = "T" * TOKEN_LENGTH
        mail = message_from_bytes(
            prepare(issue, sender="m@example.org", of_list=way).for_reader("a@b.example", token), policy=policy.default
        )
        places = [f"https://quay.example/u/{token}"]
        found = [part.get_content() for part in mail.iter_parts() if isinstance(part, EmailMessage)]
        assert mail["List-Unsubscribe"] == f"<{places[0]}>"
        assert [body.count(token) for body in found] == [1, 1]
        assert places[0] in found[0].splitlines() and f'href="{places[0]}"' in found[1]
        assert token not in str(mail["Subject"])
