"""What would embarrass us: each finding names what is wrong, and a good issue has none."""

import json
import re
import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from commands import Run
from lxml.html import document_fromstring
from test_run import Newsroom, newsroom  # noqa: F401

from digest.deliver import ListHeaders, prepare
from digest.models import Article, Earlier, Issue, Section, Sentence, Story, Summary, Window
from digest.proof import Finding, holds, proof
from digest.proof.clients import features_of, unsupported
from digest.proof.contrast import faint_texts
from digest.proof.page import links_of
from digest.render import render_issue, sha256_of
from digest.render.palette import contrast_of

SEEDS = Path(__file__).parent.parent / "seeds"
SLOT = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
WAY_OUT = ListHeaders(list_id="morning.quay.example", unsubscribe="https://quay.example/u/x", one_click=True)


def article(title: str, text: str, **more: object) -> Article:
    named = {"url": f"https://quay.example/{title.lower().replace(' ', '-')}", "source": "The Quay"} | more
    return Article(title=title, text=text, **named)  # type: ignore[arg-type]


def story(title: str, text: str, **more: object) -> Story:
    return Story(article(title, text, **more), Summary((Sentence(text, 0, len(text)),)))


FERRY = story("Ferry sails again", "The ferry to Long Spit sails again on Friday after nine weeks in dry dock.")
BRIDGE = story("Bridge is shut", "The swing bridge at Customs Quay is shut until March, the council said on Monday.")


def issue_of(*stories: Story) -> Issue:
    issue = Issue(
        newsletter="morning", name="The Quay", number=12, slot=SLOT, timezone="UTC", language="en",
        window=Window(SLOT - timedelta(days=3), SLOT), unsubscribe="https://quay.example/u/x",
        sections=(Section("Town", stories),),
    )  # fmt: skip
    renditions = render_issue(issue)
    return replace(issue, renditions=renditions, sha256=sha256_of(renditions))


def with_page(issue: Issue, old: str, new: str) -> Issue:
    page, *others = issue.renditions
    assert old in page.body
    return replace(issue, renditions=(replace(page, body=page.body.replace(old, new)), *others))


def proofed(issue: Issue, *, stored: dict[tuple[str, str], str] | None = None, told: dict[tuple[str, str], int] | None = None,
            sender: str = "The Quay <morning@quay.example>", of_list: ListHeaders | None = WAY_OUT) -> list[Finding]:  # fmt: skip
    mail = prepare(issue, sender=sender, of_list=of_list).for_reader("reader@quay.example", "token")
    return proof(issue, mail, stored=stored or {}, told=told or {})


def said(findings: list[Finding]) -> list[str]:
    return [f"{each.severity} {each.check}: {each.what}" for each in findings]


def test_a_good_issue_has_nothing_to_mend() -> None:
    assert proofed(issue_of(FERRY, BRIDGE)) == []


def test_a_sentence_that_does_not_stand_in_its_article_holds_the_issue() -> None:
    false = replace(FERRY, summary=Summary((Sentence("The ferry never sails.", 0, 22),)))
    found = proofed(issue_of(false))
    assert said(found) == [
        "error verbatim: “The ferry never sails.” of “Ferry sails again” does not stand in the article"
    ]
    assert holds(found)


def test_a_sentence_that_its_publisher_took_back_is_a_warning() -> None:
    stored = {("The Quay", FERRY.article.url): "The ferry stays in dry dock."}
    found = proofed(issue_of(FERRY), stored=stored)
    assert [each.check for each in found] == ["verbatim"] and "its publisher changed it" in found[0].what
    assert not holds(found)


def test_what_an_earlier_issue_told_holds_the_issue_unless_it_is_an_update() -> None:
    told = {("Harbour Links", f"{FERRY.article.url}?utm_source=rss"): 11, ("The Quay", BRIDGE.article.url): 10}
    assert said(proofed(issue_of(FERRY), told=told)) == ["error told twice: “Ferry sails again” was told in No. 11"]
    goes_on = replace(FERRY, update=Earlier(11, SLOT - timedelta(days=1)))
    assert proofed(issue_of(goes_on, BRIDGE), told=told) == []


def test_one_link_or_one_sentence_in_two_stories_holds_the_issue() -> None:
    again = story("Ferry is back", FERRY.article.text)
    assert said(proofed(issue_of(FERRY, again))) == [
        "error told twice: “The ferry to Long Spit sails again on Friday after nine wee…” stands in two stories,"
        " also in “Ferry sails again”"
    ]
    same = replace(BRIDGE, article=replace(BRIDGE.article, url=FERRY.article.url))
    assert said(proofed(issue_of(FERRY, same))) == [
        "error told twice: https://quay.example/ferry-sails-again stands in the issue 2 times,"
        " first as “Ferry sails again”"
    ]


def test_furniture_and_empty_stories_are_warnings_and_an_empty_issue_is_held() -> None:
    sign_up = story("Sign up", "Sign up to our newsletter for more stories like this one.")
    bare = replace(BRIDGE, summary=Summary(()))
    assert [(each.severity, each.check) for each in proofed(issue_of(sign_up, bare))] == [
        ("warning", "stories"),
        ("warning", "furniture"),
    ]
    assert said(proofed(replace(issue_of(FERRY), sections=()))) == ["error stories: the issue has no story"]


@pytest.mark.parametrize(
    ("link", "wrong"),
    [
        ("/ferry", "error links: the link “Ferry sails again” to /ferry is not absolute"),
        ("https://[bad", "error links: the link “Ferry sails again” to https://[bad is no address"),
        ("https://192.168.1.4/x", "error links: the link “Ferry sails again” to https://192.168.1.4/x leads into a"),
        ("https://printer/x", "error links: the link “Ferry sails again” to https://printer/x leads into a private"),
        ("http://quay.example/x", "warning links: the link “Ferry sails again” to http://quay.example/x is not https"),
    ],
)  # fmt: skip
def test_links_must_be_absolute_public_and_should_be_https(link: str, wrong: str) -> None:
    issue = with_page(issue_of(FERRY), f'href="{FERRY.article.url}"', f'href="{link}"')
    assert any(line.startswith(wrong) for line in said(proofed(issue)))


def test_a_link_is_said_once_however_many_sentences_lead_there() -> None:
    issue = with_page(issue_of(FERRY), FERRY.article.url, "http://10.0.0.1/ferry")
    assert [line for line in said(proofed(issue)) if line.startswith("error")] == [
        "error links: the link “Ferry sails again” to http://10.0.0.1/ferry leads into a private network, where no"
        " reader can follow"
    ]


def test_a_link_that_the_text_part_lacks_is_said() -> None:
    issue = with_page(
        issue_of(FERRY), "</body>", '<p><a class="soft" href="https://quay.example/shop">Shop</a></p></body>'
    )
    assert said(proofed(issue)) == [
        f"warning text part: the text part lacks 1 of {len(links_of(issue.renditions[0].body))} links,"
        " among them https://quay.example/shop"
    ]


def test_an_image_needs_words_and_https_and_a_tracking_pixel_is_an_error() -> None:
    images = '<img src="https://quay.example/a.jpg"><img src="http://quay.example/b.jpg" alt="B">'
    images += '<img src="https://quay.example/c.gif" alt="" width="1" height="1">'
    found = proofed(with_page(issue_of(FERRY), "</body>", images + "</body>"))
    assert said(found) == [
        "error images: the image https://quay.example/a.jpg has no alternative text",
        "error images: the image https://quay.example/c.gif is a tracking pixel",
        "warning images: the image http://quay.example/b.jpg is not on an https address",
    ]


def test_faint_words_are_found_in_both_colour_schemes() -> None:
    page = (
        "<style>@media (prefers-color-scheme: dark) { .ink { color: #333 !important } body { background-color: #111 !important } }</style>"
        '<body style="background-color: #fff"><p class="ink" style="color: #222">Plain</p>'
        '<p style="color: rgba(0, 0, 0, .3)">Faint <b style="color: black">clear</b></p>'
        '<div style="display: none; color: #eee">Unseen</div></body>'
    )
    assert [(scheme, words) for scheme, words, _ in faint_texts(page, document_fromstring(page))] == [
        ("light", "Faint"), ("dark", "Plain"), ("dark", "Faint"), ("dark", "clear"),
    ]  # fmt: skip
    assert contrast_of((0.0, 0.0, 0.0), (1.0, 1.0, 1.0)) == pytest.approx(21)


def test_what_is_as_faint_as_another_is_counted_with_it() -> None:
    faint = '<p style="color: #aaaaaa; background: #ffffff">{}</p>'
    issue = with_page(issue_of(FERRY), "</body>", "".join(map(faint.format, ("One", "Two", "Three"))) + "</body>")
    assert [line for line in said(proofed(issue)) if "light" in line] == [
        "warning contrast: “One”, like 2 more, has a contrast of 2.3 in the light scheme; 4.5 can be read"
    ]


def test_what_outlook_lacks_is_named_and_what_only_enhances_is_not() -> None:
    page = (
        '<body><div style="display: flex; border-radius: 4px">x</div><img src="https://a.example/a.webp" alt=""></body>'
    )
    assert features_of(document_fromstring(page)) >= {"css-display-flex", "css-border-radius", "html-img", "image-webp"}
    found = dict(unsupported(document_fromstring(page)))
    assert "Outlook on Windows" in found["display:flex"] and not any("radius" in name for name in found)


def test_a_list_needs_a_way_out_and_a_sender_of_its_own() -> None:
    issue = issue_of(FERRY)
    no_way = ListHeaders(list_id="morning.quay.example", unsubscribe="", mailto="mailto:out@quay.example")
    assert said(proofed(issue, of_list=no_way)) == ["error headers: no way to unsubscribe by https in the header"]
    assert said(proofed(replace(issue, unsubscribe=""), of_list=None)) == [
        "error headers: no way to unsubscribe by https in the header"
    ]
    assert said(proofed(issue, sender="The Quay <quay@gmail.com>")) == [
        "error headers: the sender's domain gmail.com is a mailbox provider's, which refuses mail in its name from"
        " elsewhere"
    ]


def test_who_mails_through_the_relay_of_his_own_mailbox_may_have_it_as_sender() -> None:
    issue = issue_of(FERRY)
    mail = prepare(issue, sender="Me <me@gmail.com>", of_list=None).for_reader("me@gmail.com", "")
    assert [each.check for each in proof(issue, mail, stored={}, told={}, of_list=False)] == ["headers"]
    assert proof(issue, mail, stored={}, told={}, of_list=False, own_mailbox=True) == []


def test_what_has_one_fault_in_common_is_one_finding_with_its_count() -> None:
    many = [story(f"Ferry {n}", f"Ferry {n} has a number of its own, which is {n}.", url=f"http://quay.example/{n}") for n in range(3)]  # fmt: skip
    bare = [replace(each, summary=Summary(())) for each in many]
    assert said(proofed(issue_of(*bare))) == [
        "warning stories: 3 stories have a headline and no sentence, first “Ferry 0”",
        "warning links: 3 links are not https, first http://quay.example/0",
    ]


def test_a_heavy_page_is_a_warning_and_one_that_gmail_cuts_is_held() -> None:
    issue = issue_of(FERRY)
    for kilobytes, severity in ((85, "warning"), (110, "error")):
        heavy = with_page(
            issue,
            "</body>",
            f"<p class='text'>{'word ' * (kilobytes * 205 - len(issue.renditions[0].body) // 5)}</p></body>",
        )
        assert [(each.severity, each.check) for each in proofed(heavy)] == [(severity, "weight")]


def test_what_a_template_left_over_is_said() -> None:
    issue = with_page(issue_of(FERRY), "</body>", '<p class="text">Dear {{ reader }}</p></body>')
    assert said(proofed(issue)) == ["warning template: the HTML part prints '{{', which belongs to a template"]
    assert proofed(with_page(issue_of(FERRY), "</head>", "<style>@media print{p{color:black}}</style></head>")) == []


@pytest.fixture
def newsletter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(SEEDS, tmp_path / "n")
    monkeypatch.chdir(tmp_path / "n")
    return tmp_path / "n"


def test_the_command_says_that_the_sample_issue_is_well_and_ends_with_zero(run: Run, newsletter: Path) -> None:
    run("build", "--date", "2012-10-10")
    assert run("proof") == (0, "Issue 1, 15 stories: nothing to mend.\n", "")
    assert json.loads(run("proof", "--json").out) == []


def test_the_command_prints_a_table_with_the_way_to_mend_and_ends_with_65(run: Run, newsletter: Path) -> None:
    config = newsletter / "digest.toml"
    config.write_text(re.sub(r"^from = .*$", 'from = "Me <me@gmail.com>"', config.read_text(), flags=re.MULTILINE))
    run("build", "--date", "2012-10-10")
    ran = run("proof")
    assert ran.code == 65
    assert ran.out == (
        "error    headers      the sender's domain gmail.com is a mailbox provider's,\n"
        "                      which refuses mail in its name from elsewhere\n"
        "                      → set `from` in [newsletter] to an address at a domain of\n"
        "                      your own, or mail through the provider's relay: its host\n"
        "                      and, as username, the address of `from` in [delivery]\n"
        "Issue 1, 15 stories: 1 error, 0 warnings.\n"
    )  # fmt: skip
    assert json.loads(run("proof", "--json").out)[0]["severity"] == "error"


def test_a_run_holds_an_issue_with_an_error_until_it_is_mended(newsroom: Newsroom) -> None:  # noqa: F811
    config = newsroom.folder / "digest.toml"
    good = config.read_text()
    config.write_text(re.sub(r"^from = .*$", 'from = "Me <me@gmail.com>"', good, flags=re.MULTILINE))
    for moment in ("2012-10-10T07:01", "2012-10-10T07:11"):
        ran = newsroom.tick(moment)
        assert (ran.due, [each.check for each in ran.held], newsroom.statuses(), newsroom.mails()) == (
            True, ["headers"], ["draft"], 0,
        )  # fmt: skip
    config.write_text(good)
    assert newsroom.tick("2012-10-10T07:21").held == ()
    assert (newsroom.statuses(), newsroom.mails()) == (["sent"], 1)
