import pytest

from digest.text.counting import plural


@pytest.mark.parametrize(
    ("count", "noun", "said"),
    [
        (0, "mail", "0 mails"), (1, "story", "1 story"), (2, "story", "2 stories"), (2, "day", "2 days"),
        (3, "address", "3 addresses"), (2, "delivery line", "2 delivery lines"), (1, "minute", "1 minute"),
    ],
)  # fmt: skip
def test_one_is_one_and_many_are_many(count: int, noun: str, said: str) -> None:
    assert plural(count, noun) == said
