"""An issue with all that a page can hold, made of the handmade one."""

from dataclasses import replace
from datetime import timedelta

from digest.models import Action, Addition, Article, Block, Earlier, Issue, Quotation, Sentence

PICTURE = "https://quay.example/pictures/harbour.jpg"


def full_issue(issue: Issue) -> Issue:
    """The issue with all that a page can hold besides: picture, quotation, update, addition, briefs, actions, foot."""
    lead, *others = issue.sections[0].stories
    said, caption = (
        "We have argued about this line for longer than it will take to build it,",
        "The old harbour at dawn.",
    )
    text = f"{lead.article.text}\n\n{caption}"
    blocks = (
        Block(0, len(lead.article.text), "paragraph"),
        Block(len(text) - len(caption), len(text), "caption"),
    )
    at, name = text.index(said), text.index("Mirela Costin")
    quotation = Quotation(said, at, at + len(said), Sentence("Mirela Costin", name, name + 13))
    lead = replace(
        lead,
        article=replace(lead.article, text=text, image=PICTURE, blocks=blocks),
        summary=replace(lead.summary, sentences=lead.summary.sentences[:1], quotation=quotation),
    )
    other = Article(
        url="https://gazette.example/t", title="Tram", text="It costs 90 million. More.", source="Coast Gazette"
    )
    second = replace(
        others[-1],
        article=replace(others[-1].article, excerpt=True),
        adds=Addition(other, Sentence("It costs 90 million.", 0, 20)),
        update=Earlier(10, issue.slot - timedelta(days=3)),
        headline="A shorter headline of an editor’s",
    )
    return replace(
        issue,
        sections=(replace(issue.sections[0], stories=(lead, second)), *issue.sections[1:]),
        brief=(replace(other, title="Eels <are> back"), lead.article, issue.sections[1].stories[0].article),
        home="https://quay.example",
        postal_address="The Quay, 1 Fish Street, Sampleford",
        actions=(
            Action("Become a supporter", "https://quay.example/join", "We have no owner but our readers."),
            Action("Send us <news>", "https://quay.example/news?a=1&b=2"),
        ),
        renditions=(),
    )
