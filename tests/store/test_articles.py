from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import event, update

from digest.models import Article, Block, Issue, IssueStatus, Window
from digest.store import Store
from digest.store.articles import Saved, StoredArticle, in_window, latest, misdated, save
from digest.store.issues import number_for, save_draft
from digest.store.migrate import migrate
from digest.store.schema import issues

MONDAY = datetime(2026, 3, 2, 6, 30, tzinfo=UTC)
DAY = Window(MONDAY - timedelta(days=1), MONDAY)
HOUR = timedelta(hours=1)

HARBOUR = Article(
    url="https://example.org/harbour",
    title="Harbour opens",
    text="The harbour opened.\n\nShips came.",
    published_at=datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=timezone(timedelta(hours=5, minutes=30))),
    byline="Ada Berg",
    source="coast",
    section="City",
    language="en",
    site="The Coast",
    image="https://example.org/harbour.jpg",
    teaser="Ships are back.",
    blocks=(Block(0, 19, "paragraph"), Block(21, 32, "quote")),
    updated_at=datetime(2026, 3, 1, 13, tzinfo=UTC),
)
BRIDGE = Article(url="https://example.org/bridge", title="Bridge shut", text="It shut.", source="coast")


def kept(store: Store, window: Window = DAY, *, sources: tuple[str, ...] = ("coast",)) -> list[StoredArticle]:
    with store.read() as conn:
        return in_window(conn, window, newsletter="daily", sources=sources)


def put(store: Store, *articles: Article, now: datetime = MONDAY) -> Saved:
    with store.write() as conn:
        return save(conn, articles, now)


def test_the_newest_articles_of_each_source_are_those_first_seen_last(store: Store) -> None:
    put(store, *(replace(BRIDGE, url=f"https://example.org/{n}") for n in (1, 2)), replace(BRIDGE, source="hill"))
    put(store, replace(BRIDGE, url="https://example.org/3"), replace(BRIDGE, url="u", text=""), now=MONDAY + HOUR)
    with store.read() as conn:
        found = [(it.article.source, it.article.url[-1]) for it in latest(conn, {"coast", "hill"}, 2)]
    assert sorted(found) == [("coast", "2"), ("coast", "3"), ("hill", "e")]


def test_articles_that_were_stored_under_a_link_with_tracking_are_known_without_it(store: Store) -> None:
    tracked = [replace(BRIDGE, url=f"https://example.org/?p={n}&utm_source=rss&fbclid=1") for n in (1, 2)]
    put(store, *tracked)
    with store.write() as conn:
        conn.exec_driver_sql("UPDATE alembic_version SET version_num = '0007'")
        migrate(conn, store.name)
    assert put(store, *(replace(BRIDGE, url=f"https://example.org/?p={n}") for n in (1, 2))).new == 0


def print_in_issue(store: Store, status: IssueStatus, *article_ids: int, newsletter: str = "daily") -> None:
    with store.write() as conn:
        issue = Issue(
            newsletter=newsletter,
            name="The Daily",
            number=number_for(conn, newsletter, MONDAY),
            slot=MONDAY,
            timezone="UTC",
            language="en",
            window=DAY,
        )
        save_draft(conn, issue, article_ids, MONDAY)
        conn.execute(update(issues).values(status=status))


def test_an_article_comes_back_as_it_was_saved(store: Store) -> None:
    assert put(store, HARBOUR) == Saved(new=1, changed=0, unchanged=0)
    assert kept(store) == [StoredArticle(1, HARBOUR, first_seen=MONDAY)]


def test_saving_the_same_articles_again_changes_nothing(store: Store) -> None:
    put(store, HARBOUR, BRIDGE)
    before = kept(store)
    assert put(store, HARBOUR, BRIDGE, now=MONDAY + HOUR) == Saved(new=0, changed=0, unchanged=2)
    assert kept(store) == before


def test_a_changed_article_keeps_its_id_and_when_it_was_first_seen(store: Store) -> None:
    put(store, HARBOUR)
    corrected = replace(HARBOUR, title="Harbour reopens", blocks=(), updated_at=None)
    assert put(store, corrected, now=MONDAY + HOUR) == Saved(new=0, changed=1, unchanged=0)
    assert kept(store) == [StoredArticle(1, corrected, first_seen=MONDAY)]


def test_a_time_given_in_another_zone_is_no_change(store: Store) -> None:
    assert HARBOUR.published_at is not None
    put(store, HARBOUR)
    assert put(store, replace(HARBOUR, published_at=HARBOUR.published_at.astimezone(UTC))).unchanged == 1


def test_articles_that_share_a_link_are_told_apart_by_title(store: Store) -> None:
    notices = [replace(BRIDGE, title=title) for title in ("Bridge shut", "Road shut", "Tunnel shut")]
    assert put(store, *notices) == Saved(new=3, changed=0, unchanged=0)
    assert put(store, *notices) == Saved(new=0, changed=0, unchanged=3)
    assert [it.article for it in kept(store)] == notices


def test_untitled_articles_that_share_a_link_are_told_apart_by_text(store: Store) -> None:
    notes = [replace(BRIDGE, title="", text=text) for text in ("It shut.", "It opened.")]
    assert put(store, *notes) == Saved(new=2, changed=0, unchanged=0)
    assert put(store, *notes) == Saved(new=0, changed=0, unchanged=2)


def test_a_shared_link_keeps_its_articles_when_only_one_is_left_or_others_join_it(store: Store) -> None:
    bridge, road, tunnel = (replace(BRIDGE, title=title) for title in ("Bridge shut", "Road shut", "Tunnel shut"))
    assert put(store, bridge) == Saved(new=1, changed=0, unchanged=0)
    assert put(store, bridge, road) == Saved(new=1, changed=0, unchanged=1)
    assert put(store, road) == Saved(new=0, changed=0, unchanged=1)
    assert put(store, tunnel, road, bridge) == Saved(new=1, changed=0, unchanged=2)


def test_of_articles_with_one_link_and_title_the_first_is_kept(store: Store) -> None:
    again = replace(BRIDGE, title="  bridge SHUT ", text="Other words.")
    assert put(store, BRIDGE, again) == Saved(new=1, changed=0, unchanged=0)
    assert [it.article for it in kept(store)] == [BRIDGE]


def test_two_sources_may_give_the_same_link(store: Store) -> None:
    wire = replace(BRIDGE, source="wire")
    assert put(store, BRIDGE, wire) == Saved(new=2, changed=0, unchanged=0)
    assert [it.article for it in kept(store, sources=("coast", "wire"))] == [BRIDGE, wire]


def test_many_articles_and_very_long_links_are_saved(store: Store) -> None:
    many = [replace(BRIDGE, url=f"https://example.org/{number:05}" + "x" * 4000) for number in range(1203)]
    assert put(store, *many) == Saved(new=1203, changed=0, unchanged=0)
    assert put(store, *many) == Saved(new=0, changed=0, unchanged=1203)
    assert [it.article for it in kept(store)] == many


@pytest.mark.parametrize(
    ("published", "inside"),
    [
        (DAY.start - timedelta(microseconds=1), False),
        (DAY.start, True),
        (DAY.end - timedelta(microseconds=1), True),
        (DAY.end, False),
    ],
)
def test_a_window_holds_its_start_and_not_its_end(store: Store, published: datetime, inside: bool) -> None:
    put(store, replace(BRIDGE, published_at=published))
    assert bool(kept(store)) == inside


@pytest.mark.parametrize(
    ("first_seen", "inside"),
    [
        (DAY.start - timedelta(microseconds=1), False),
        (DAY.start, True),
        (DAY.end + timedelta(days=3), True),
    ],
)
def test_an_undated_article_counts_from_when_it_was_first_seen(
    store: Store, first_seen: datetime, inside: bool
) -> None:
    put(store, BRIDGE, now=first_seen)
    put(store, BRIDGE, now=DAY.start + HOUR)
    assert bool(kept(store)) == inside


def test_only_todays_sources_count(store: Store) -> None:
    put(store, BRIDGE)
    assert kept(store, sources=("wire",)) == []
    assert kept(store, sources=()) == []


@pytest.mark.parametrize(
    ("status", "left"), [("draft", 2), ("approved", 1), ("sending", 1), ("sent", 1), ("withdrawn", 2)]
)
def test_what_an_issue_has_printed_is_not_printed_again(store: Store, status: IssueStatus, left: int) -> None:
    put(store, HARBOUR, BRIDGE)
    print_in_issue(store, status, 1)
    assert len(kept(store)) == left


def test_what_was_rewritten_since_it_was_printed_is_looked_at_again(store: Store) -> None:
    put(store, HARBOUR, BRIDGE)
    print_in_issue(store, "sent", 1, 2)
    next_day = Window(DAY.end, DAY.end + 24 * HOUR)
    assert kept(store, next_day) == []
    rewritten = replace(HARBOUR, text="The harbour shut again.", updated_at=DAY.end + HOUR)
    put(store, rewritten, now=DAY.end + 2 * HOUR)
    assert [it.article for it in kept(store, next_day)] == [rewritten]
    assert kept(store, Window(next_day.end, next_day.end + 24 * HOUR)) == []


def test_what_another_newsletter_has_printed_may_be_printed(store: Store) -> None:
    put(store, BRIDGE)
    print_in_issue(store, "sent", 1, newsletter="weekly")
    assert len(kept(store)) == 1


def test_articles_come_in_order_of_time_then_link_then_title(store: Store) -> None:
    early = replace(BRIDGE, published_at=DAY.start)
    shared = [replace(BRIDGE, url="https://example.org/a", title=title) for title in ("One", "Two")]
    late = replace(BRIDGE, url="https://example.org/b")
    put(store, late, *reversed(shared), early, now=MONDAY - HOUR)
    assert [it.article for it in kept(store)] == [early, *shared, late]


def test_a_window_is_found_by_index_however_many_articles_there_are(store: Store) -> None:
    asked: list[tuple[str, Any]] = []
    with store.read() as conn:
        event.listen(conn, "before_cursor_execute", lambda _conn, _cursor, sql, values, *_: asked.append((sql, values)))
        in_window(conn, DAY, newsletter="daily", sources=("coast", "wire"))
        sql, values = next((sql, values) for sql, values in asked if "first_seen" in sql.partition("WHERE")[2])
        plan = [row.detail for row in conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)]
    assert [step for step in plan if "articles USING INDEX ix_articles" in step] == [
        "SEARCH articles USING INDEX ix_articles_time (source=? AND published_at>? AND published_at<?)",
        "SEARCH articles USING INDEX ix_articles_time (source=? AND published_at=? AND first_seen>?)",
    ]


def test_a_date_after_an_article_was_first_seen_does_not_replace_its_own(store: Store) -> None:
    put(store, HARBOUR, now=MONDAY)
    put(store, replace(HARBOUR, published_at=MONDAY + 24 * HOUR, title="Harbour open"), now=MONDAY + 25 * HOUR)
    (found,) = kept(store)
    assert (found.article.title, found.article.published_at) == ("Harbour open", HARBOUR.published_at)


def test_an_article_that_loses_its_date_keeps_the_one_it_had_and_one_that_gets_a_later_one_stays_undated(
    store: Store,
) -> None:
    put(store, HARBOUR, BRIDGE, now=MONDAY - HOUR)
    put(store, replace(HARBOUR, published_at=None), replace(BRIDGE, published_at=MONDAY + HOUR), now=MONDAY + 2 * HOUR)
    assert [it.article.published_at for it in kept(store)] == [HARBOUR.published_at, None]


def test_what_the_last_issue_saw_and_left_is_not_considered_again(store: Store) -> None:
    """It was made seven minutes after its slot, which is when a folder is read."""
    made = DAY.start + timedelta(minutes=7)
    left = replace(HARBOUR, published_at=DAY.start - HOUR)
    undated, late = replace(BRIDGE, url="https://example.org/note"), replace(left, url="https://example.org/late")
    put(store, left, undated, now=made)
    put(store, late, BRIDGE, now=made + HOUR)
    with store.read() as conn:
        found = in_window(conn, DAY, newsletter="daily", sources=("coast",), seen_since=made, late=48 * HOUR)
    assert [it.article.url for it in found] == [late.url, BRIDGE.url]


def test_what_came_before_the_slot_but_after_the_issue_was_made_is_the_next_issues(store: Store) -> None:
    put(store, replace(HARBOUR, published_at=DAY.start - HOUR), BRIDGE, now=DAY.start - HOUR / 2)
    with store.read() as conn:
        found = in_window(conn, DAY, newsletter="daily", sources=("coast",), seen_since=DAY.start - HOUR, late=HOUR)
    assert [it.article.url for it in found] == [HARBOUR.url, BRIDGE.url]


def test_what_a_withdrawn_issue_held_is_the_next_ones_though_its_window_is_over(store: Store) -> None:
    put(store, replace(HARBOUR, published_at=DAY.start - 2 * HOUR), now=DAY.start - HOUR)
    print_in_issue(store, "withdrawn", 1)
    with store.read() as conn:
        found = in_window(conn, DAY, newsletter="daily", sources=("coast",), seen_since=DAY.start, late=3 * HOUR)
    assert [it.article.url for it in found] == [HARBOUR.url]


def test_what_comes_with_a_date_long_past_or_ahead_is_noticed_once(store: Store) -> None:
    old, ahead = replace(BRIDGE, published_at=DAY.start - 80 * HOUR), replace(HARBOUR, published_at=DAY.end + 80 * HOUR)
    put(store, old, ahead, now=DAY.end - HOUR)
    with store.read() as conn:
        seen = [Window(DAY.start, DAY.end), Window(DAY.end, DAY.end + 24 * HOUR)]
        found = [
            misdated(conn, DAY, newsletter="daily", sources=("coast",), seen=each, late=48 * HOUR) for each in seen
        ]
    assert found == [[old, ahead], []]


def test_what_came_late_is_printed_by_the_next_issue_and_an_old_archive_is_not(store: Store) -> None:
    late = replace(HARBOUR, published_at=DAY.start - 2 * HOUR)
    old = replace(BRIDGE, published_at=DAY.start - 80 * HOUR)
    known = replace(HARBOUR, url="https://example.org/known", published_at=DAY.start - 2 * HOUR)
    put(store, known, now=DAY.start - HOUR)
    put(store, late, old, now=DAY.start + HOUR)
    with store.read() as conn:
        found = in_window(conn, DAY, newsletter="daily", sources=("coast",), seen_since=DAY.start, late=48 * HOUR)
    assert [it.article.url for it in found] == [late.url]
    assert kept(store) == []
