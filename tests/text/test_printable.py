"""What of a text may be shown."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.text.printable import one_line, printable, printable_json, squeezed

HOSTILE = {
    "a title for the window": "\x1b]0;owned\x07",
    "a colour, by one character": "\x9b31m",
    "an override": "\u202e",
    "an embedding and its end": "\u202a\u202c",
    "isolates": "\u2066\u2067\u2068\u2069",
    "tags": "\U000e0041\U000e007f",
    "nothing to see": "\u200b\u00ad\ufeff\u2060",
    "half a character": "\ud83d",
}


@pytest.mark.parametrize("characters", HOSTILE.values(), ids=HOSTILE)
def test_what_is_not_seen_or_turns_what_is_goes(characters: str) -> None:
    left = {"\x1b]0;owned\x07": "]0;owned", "\x9b31m": "31m"}.get(characters, "")
    assert printable(f"Fish{characters} day") == one_line(f"Fish{characters}\r\n day") == f"Fish{left} day"


@pytest.mark.parametrize("text", ["👩‍🚒", "می‌خواهم", "שלום\u200f!", "café – 日本語", "naïve\tyes\nno"])
def test_what_belongs_to_writing_stays(text: str) -> None:
    assert printable(text) == text


def test_squeezed_text_has_single_plain_spaces_alone() -> None:
    assert squeezed("\u2003No.\xa012,\r\n\tthe\u202f end\u2028\x1b ") == "No. 12, the end"


@given(st.text())
def test_shown_json_is_the_same_data_in_printable_characters(text: str) -> None:
    shown = printable_json(json.dumps({"said": text}, ensure_ascii=False))
    assert json.loads(shown) == {"said": text}
    clean = text.encode("utf-8", "ignore").decode()
    shown = printable_json(json.dumps(clean, ensure_ascii=False))
    assert printable(shown) == shown or set(shown) - set(printable(shown)) <= {"\ufffe", "\uffff"}
