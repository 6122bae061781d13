"""Whether a page is the article that it is asked for. Longer is not better: a wall has more words than a teaser."""

from digest.models import Article
from digest.text.tokens import stemmer, stop_words, tokens

_SHARE = 0.4  # of the words of headline and teaser that stand on the page of an article
_TOLD = 150  # words of a page from which its headline alone may vouch for it, where the feed has no sentence


def agrees(page: Article, item: Article) -> bool:
    """Whether a page says what a feed's item says: many words of headline and teaser, and not of the headline alone.

    A page that only repeats the headline ("To read … log in") agrees with nothing.
    """
    code = item.language or page.language
    said = _words(page.text, code)
    title, teaser = _words(item.title, code), _words(f"{item.teaser or ''} {item.text}", code)
    known = title | teaser
    if not known:
        return True
    if not teaser - title and title & _words(page.title, code) and len(page.text.split()) >= _TOLD:
        return True
    return len(known & said) >= _SHARE * len(known) and bool((teaser - title) & said or not teaser - title)


def _words(text: str, code: str | None) -> set[str]:
    stem, stops = stemmer(code), stop_words(code)
    return {stem(token) for token in tokens(text) if token not in stops and (len(token) > 1 or not token.isascii())}
