"""Rendering an issue of 20 stories: the HTML page with its styles inlined and the proof, beside Jinja alone.

    python -m benchmarks.render

CPU milliseconds, the best of several rounds in turn; the peer is a bare render of the same HTML template.
"""

import time
from dataclasses import replace
from datetime import UTC

from digest.clock import now
from digest.collect import collect
from digest.config import load
from digest.deliver import prepare
from digest.models import Issue, Section, Story, Window
from digest.proof import clients, contrast, proof
from digest.render import environment, palette, render_issue, sha256_of
from digest.render.escape import tidied
from digest.render.formats import PRINTED
from digest.render.templates import filled, issue_body
from digest.shipped import shipped
from digest.summarize import summarize_article

STORIES, ROUNDS = 20, 9


def issue_of(count):
    """The articles of the sample newspaper, as often as are needed, under links of their own."""
    settings = load(shipped("seeds") / "digest.toml")
    articles = sorted(collect(settings.sources, settings.folder, UTC, now()).articles, key=lambda each: each.url)
    stories = []
    for number in range(count):
        article = articles[number % len(articles)]
        link = f"https://courier.example/{number}" if number >= len(articles) or not article.url else article.url
        stories.append(Story(replace(article, url=link), summarize_article(article)))
    slot = max(each.published_at for each in articles if each.published_at)
    return Issue(
        newsletter="sample", name="The Sampleford Morning", number=1, slot=slot, timezone="UTC", language="en",
        window=Window(slot, slot), sections=(Section("Town", tuple(stories)),),
    )  # fmt: skip


def main():
    issue, env = issue_of(STORIES), environment(None)
    renditions = render_issue(issue, env)
    made = replace(issue, renditions=renditions, sha256=sha256_of(renditions))
    mail = prepare(made, sender="Morning <morning@courier.example>").for_reader("reader@courier.example")
    steps = {
        "Jinja alone, HTML": lambda: filled(env, "issue.html.j2", tidied(issue)),
        "HTML with its styles inlined": lambda: issue_body(env, PRINTED[0], tidied(issue)),
        "all four formats": lambda: render_issue(issue, env),
        "the proof": lambda: proof(made, mail, stored={}, told={}),
    }
    spent = dict.fromkeys(steps, float("inf"))
    for _ in range(ROUNDS):
        for name, step in steps.items():
            for cached in (contrast._style, contrast._colour, palette.contrast_of, clients._of_style):
                cached.cache_clear()  # as in a process that proofs one issue
            begin = time.process_time()
            step()
            spent[name] = min(spent[name], 1000 * (time.process_time() - begin))
    bare = spent["Jinja alone, HTML"]
    print(f"{STORIES} stories, {len(renditions[0].body.encode()) / 1024:.0f} KB of HTML\n")
    print("| | CPU ms | of Jinja alone |\n|---|---|---|")
    for name, milliseconds in spent.items():
        print(f"| {name} | {milliseconds:.1f} | {milliseconds / bare:.1f}x |")
    together = spent["HTML with its styles inlined"] + spent["the proof"]
    print(f"| HTML, inlined, with the proof | {together:.1f} | {together / bare:.1f}x |")


if __name__ == "__main__":
    main()
