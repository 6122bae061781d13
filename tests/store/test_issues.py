from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from string import printable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from digest.errors import InputError
from digest.models import (
    Article,
    Block,
    Issue,
    IssueStatus,
    LeftOut,
    Rendition,
    Section,
    Sentence,
    Story,
    Summary,
    Window,
)
from digest.store import Store
from digest.store.articles import save
from digest.store.issues import all_issues, approve, for_slot, get, last_sent, number_for, save_draft
from digest.store.schema import issues

NOW = datetime(2026, 3, 2, 5, tzinfo=UTC)
INDIA = timezone(timedelta(hours=5, minutes=30))
MONDAY = datetime(2026, 3, 2, 6, 30, tzinfo=INDIA)
TUESDAY = MONDAY + timedelta(days=1)

HARBOUR = Article(
    url="https://example.org/harbour",
    title="Harbour opens",
    text="The harbour opened. Ships came.",
    published_at=datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=INDIA),
    source="coast",
    blocks=(Block(0, 31, "paragraph"),),
)
BRIDGE = Article(url="https://example.org/bridge", title="Bridge shut", text="It shut.", source="coast")


def draft(slot: datetime, number: int, **changes: object) -> Issue:
    story = Story(HARBOUR, Summary((Sentence("Ships came.", 20, 31),), "lead"), also=(BRIDGE,))
    issue = Issue(
        newsletter="daily",
        name="The Daily “Coast”",
        number=number,
        slot=slot,
        timezone="Asia/Kolkata",
        language="en",
        window=Window(slot - timedelta(days=1), slot),
        tagline="News & tides",
        intro="Hello *you*",
        sections=(Section("City", (story,)), Section("Empty", ())),
        left_out=(LeftOut("https://example.org/x", "X", "coast", "too short"),),
        renditions=(Rendition("text", "Ships came.\n"), Rendition("html", "<p>Ships came.</p>")),
        sha256="ab" * 32,
    )
    return replace(issue, **changes)  # type: ignore[arg-type]


def put(store: Store, slot: datetime, **changes: object) -> Issue:
    with store.write() as conn:
        return save_draft(conn, draft(slot, number_for(conn, "daily", slot), **changes), (), NOW)


def set_status(store: Store, number: int, status: IssueStatus) -> None:
    with store.write() as conn:
        conn.execute(update(issues).where(issues.c.number == number).values(status=status))


def found(store: Store, number: int | None = None) -> Issue | None:
    with store.read() as conn:
        return get(conn, "daily", number)


def test_an_issue_comes_back_as_it_was_saved(store: Store) -> None:
    saved = put(store, MONDAY)
    assert saved == draft(MONDAY, 1)
    assert found(store) == saved
    with store.read() as conn:
        assert for_slot(conn, "daily", MONDAY.astimezone(UTC)) == saved


def test_the_slot_keeps_its_offset(store: Store) -> None:
    put(store, MONDAY)
    issue = found(store)
    assert issue is not None
    assert issue.slot.isoformat() == "2026-03-02T06:30:00+05:30"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    title=st.text(st.characters(codec="utf-8")),
    body=st.text(printable + "ß\u2028\ufeff\U0001f600"),
    offset=st.integers(-14 * 60, 14 * 60),
    at=st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1)),
)
def test_any_text_and_any_time_survive(store: Store, title: str, body: str, offset: int, at: datetime) -> None:
    zone = timezone(timedelta(minutes=offset))
    article = replace(HARBOUR, title=title, text=body, published_at=at.replace(tzinfo=zone), blocks=())
    story = Story(article, Summary((Sentence(body, 0, len(body)),)))
    saved = put(
        store, MONDAY, sections=(Section(title, (story,)),), renditions=(Rendition("markdown", body),), intro=body
    )
    assert found(store) == saved
    assert saved.renditions == (Rendition("markdown", body),)


def test_numbers_count_up_by_slot_and_a_new_draft_keeps_its_number(store: Store) -> None:
    assert [put(store, slot).number for slot in (MONDAY, TUESDAY, MONDAY)] == [1, 2, 1]


def test_each_newsletter_counts_for_itself(store: Store) -> None:
    put(store, MONDAY)
    with store.write() as conn:
        assert number_for(conn, "weekly", MONDAY) == 1


def test_a_number_that_was_asked_for_and_not_used_is_given_again(store: Store) -> None:
    for _ in range(2):
        with store.write() as conn:
            assert number_for(conn, "daily", MONDAY) == 1


def test_a_draft_killed_half_way_leaves_the_old_one(store: Store) -> None:
    old = put(store, MONDAY)
    with pytest.raises(KeyboardInterrupt), store.write() as conn:
        save_draft(conn, draft(MONDAY, 1, sections=(), renditions=()), (), NOW)
        raise KeyboardInterrupt
    assert found(store) == old


def test_a_new_draft_replaces_the_old_one_wholly(store: Store) -> None:
    put(store, MONDAY)
    bare = {"sections": (), "left_out": (), "renditions": (Rendition("html", "<p>New</p>"),), "sha256": "cd" * 32}
    put(store, MONDAY, **bare)
    assert found(store) == draft(MONDAY, 1, **bare)


def test_a_draft_with_a_wrong_number_is_a_bug(store: Store) -> None:
    with store.write() as conn, pytest.raises(ValueError, match="is number 1, not 7"):
        save_draft(conn, draft(MONDAY, 7), (), NOW)


def test_approval_changes_the_status_and_nothing_else(store: Store) -> None:
    put(store, MONDAY)
    with store.write() as conn:
        approved = approve(conn, "daily", 1, NOW)
    assert approved == draft(MONDAY, 1, status="approved")
    assert found(store) == approved


@pytest.mark.parametrize("status", ["approved", "sending", "sent"])
def test_an_issue_approved_or_later_cannot_change(store: Store, status: IssueStatus) -> None:
    put(store, MONDAY)
    set_status(store, 1, status)
    with pytest.raises(InputError) as refused:
        put(store, MONDAY, sections=(), renditions=(), sha256="")
    assert str(refused.value) == (
        f"issue 1 of daily is {status} and can no longer change: withdraw it to make another for its slot"
    )
    assert found(store) == draft(MONDAY, 1, status=status)


@pytest.mark.parametrize("status", ["approved", "sending", "sent"])
def test_approving_again_does_nothing(store: Store, status: IssueStatus) -> None:
    put(store, MONDAY)
    with store.write() as conn:
        approve(conn, "daily", 1, NOW)
    set_status(store, 1, status)
    with store.write() as conn:
        assert approve(conn, "daily", 1, NOW + timedelta(hours=1)) == draft(MONDAY, 1, status=status)
        assert conn.scalar(issues.select().with_only_columns(issues.c.approved_at)) == NOW


def test_a_missing_or_withdrawn_issue_cannot_be_approved(store: Store) -> None:
    put(store, MONDAY)
    set_status(store, 1, "withdrawn")
    messages = []
    for number in (1, 2):
        with pytest.raises(InputError) as refused, store.write() as conn:
            approve(conn, "daily", number, NOW)
        messages.append(str(refused.value))
    assert messages == [
        "issue 1 of daily was withdrawn: make another for its slot and approve that",
        "there is no issue 2: see `digest list`",
    ]


def test_a_withdrawn_issue_frees_its_slot_and_keeps_its_number(store: Store) -> None:
    put(store, MONDAY)
    set_status(store, 1, "withdrawn")
    with store.read() as conn:
        assert for_slot(conn, "daily", MONDAY) is None
    assert found(store) is None
    assert put(store, MONDAY).number == 2
    assert found(store) == draft(MONDAY, 2)
    assert found(store, 1) == draft(MONDAY, 1, status="withdrawn")


def test_without_a_number_the_issue_of_the_latest_slot_is_meant(store: Store) -> None:
    put(store, TUESDAY)
    put(store, MONDAY)
    assert found(store) == draft(TUESDAY, 1)
    assert found(store, 2) == draft(MONDAY, 2)
    assert found(store, 3) is None


def test_the_list_holds_every_issue_without_renditions(store: Store) -> None:
    put(store, MONDAY)
    set_status(store, 1, "withdrawn")
    put(store, MONDAY)
    with store.read() as conn:
        assert all_issues(conn, "daily") == [
            draft(MONDAY, 2, renditions=()),
            draft(MONDAY, 1, status="withdrawn", renditions=()),
        ]
        assert all_issues(conn, "daily", limit=1) == [draft(MONDAY, 2, renditions=())]
        assert all_issues(conn, "weekly") == []


def test_the_last_sent_issue_is_the_one_whose_window_reaches_furthest(store: Store) -> None:
    with store.read() as conn:
        assert last_sent(conn, "daily") is None
    gone: list[tuple[datetime, IssueStatus]] = [
        (TUESDAY, "sending"),
        (MONDAY, "sent"),
        (TUESDAY + timedelta(days=1), "approved"),
    ]
    for number, (slot, status) in enumerate(gone, start=1):
        put(store, slot)
        set_status(store, number, status)
    with store.read() as conn:
        assert last_sent(conn, "daily") == draft(TUESDAY, 1, status="sending")


def test_an_issue_remembers_each_stored_article_once(store: Store) -> None:
    with store.write() as conn:
        save(conn, [HARBOUR, BRIDGE], NOW)
        save_draft(conn, draft(MONDAY, 1), [2, 1, 2], NOW)
        save_draft(conn, draft(MONDAY, 1), [2, 2], NOW)
        assert conn.exec_driver_sql("SELECT issue_id, article_id FROM issue_articles").all() == [(1, 2)]
