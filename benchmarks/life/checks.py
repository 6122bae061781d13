"""What must hold after a life, each as a list of what does not; and what its ticks cost."""

import email
import email.policy
import json
import re
from collections import Counter, defaultdict
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from lxml import html

from benchmarks.life.lives import DESK, REFUSALS
from benchmarks.life.outlets import OUTLETS
from digest.config import load
from digest.store import issues, open_store

_WRONG_PLURAL = re.compile(
    r"\b(?:1 (?:stories|articles|minutes|readers|issues|headlines|updates|reports)"
    r"|(?:0|[2-9]|[1-9]\d+) (?:story|article|minute|reader|issue|headline|update|report))\b"
)
_NOT_TOLD = ("on the same event as", "the same text as")


@dataclass(frozen=True)
class Printed:
    """An issue: its data, its text, and what its HTML shows. ``subject`` is empty where no mail of it arrived."""

    newsletter: str
    number: int
    slot: datetime
    data: dict
    subject: str
    text: str
    shown: str

    @property
    def stories(self):
        return [story for section in self.data["sections"] for story in section["stories"]]

    @property
    def name(self):
        return f"{self.newsletter} {self.number} ({self.slot:%a %d %b})"


class Lived:
    """A life with its issues read back, from the store and from the mail."""

    def __init__(self, life):
        self.life, self.world = life, life.internet.world
        self.mails = defaultdict(list)  # of the list, by subject
        for mail in life.relay.mails:
            if mail.recipient != DESK:
                self.mails[_parsed(mail.body)["Subject"]].append(mail)

    @cached_property
    def issues(self):
        settings = load(self.life.folder / "digest.toml")
        found = []
        with closing(open_store(settings.database_url)) as store, store.read() as conn:
            for each in settings.newsletters:
                for issue in reversed(issues.all_issues(conn, each.slug)):
                    whole = issues.get(conn, each.slug, issue.number)
                    assert whole is not None
                    found.append((whole, json.loads(whole.body("json"))))
        return found

    @cached_property
    def printed(self):
        """Every issue: as its first mail has it, or as it stands in the store where none arrived."""
        printed = []
        for issue, data in self.issues:
            subject = next((each for each in self.mails if _is_of(each, issue)), "")
            if subject:
                message = _parsed(self.mails[subject][0].body)
                text, page = (message.get_body((kind,)).get_content() for kind in ("plain", "html"))
            else:
                bodies = {rendition.format: rendition.body for rendition in issue.renditions}
                text, page = bodies["text"], bodies["html"]
            printed.append(Printed(issue.newsletter, issue.number, issue.slot, data, subject, text, _shown(page)))
        return printed

    @property
    def dailies(self):
        return [each for each in self.printed if each.newsletter != "the-sampleford-week"]

    @property
    def weeklies(self):
        return [each for each in self.printed if each.newsletter == "the-sampleford-week"]


def _parsed(body):
    return email.message_from_bytes(body, policy=email.policy.default)


def _is_of(subject, issue):
    return f"{issue.name} No. {issue.number}:" in _plain(subject)


def _shown(source):
    tree = html.document_fromstring(source)
    for each in tree.xpath("//head | //style | //script"):
        each.drop_tree()
    return tree.text_content()


def _plain(text):
    return " ".join((text or "").split())


def arrive(lived, slots, issues_of, tolerated=frozenset(REFUSALS)):
    """Every slot has its issue; everybody subscribed then has it once."""
    wrong = []
    arrived = {each.slot: each for each in issues_of if each.subject}
    for slot in slots:
        if slot not in arrived:
            ended = [c for c in lived.life.commands if c.arguments == ("run",) and c.now >= slot][:1]
            wrong.append(f"{slot:%a %d %b}: no issue arrived; {_plain(ended[0].ended.out + ended[0].ended.err)[:300]}")
            continue
        mails = Counter(mail.recipient for mail in lived.mails[arrived[slot].subject])
        first = min(mail.at for mail in lived.mails[arrived[slot].subject])
        expected = lived.life.subscribed[first] - tolerated
        twice = [who for who, many in mails.items() if many > 1]
        for what, who in (("lost", expected - mails.keys()), ("strangers", mails.keys() - expected), ("twice", twice)):
            if who:
                wrong.append(f"{arrived[slot].name}: {what}: {len(who)}, as {min(who)}")
    return wrong


def by_hand(lived):
    """Nothing is held, waits for approval, or ends with an error."""
    return [
        f"{each.now:%a %d %b %H:%M}: exit {each.ended.code}: {_plain(each.ended.out + each.ended.err)[:300]}"
        for each in lived.life.commands
        if each.arguments == ("run",)
        and (each.ended.code not in (0, 3) or "held" in each.ended.err or "waits for approval" in each.ended.out)
    ] + [
        f"{issue.name} {issue.number} is {issue.status}"
        for issue, _ in lived.issues
        if issue.status not in ("sent", "sending")
    ]


def mailed_after_leaving(lived):
    late = Counter(
        (mail.recipient, lived.life.left[mail.recipient])
        for mail in lived.life.relay.mails
        if mail.recipient in lived.life.left and mail.at > lived.life.left[mail.recipient]
    )
    return [f"{who} left {left:%a %d %b %H:%M} and got {many} mails" for (who, left), many in late.items()]


def dead_tried_again(lived):
    tries = Counter(who for _, who in lived.life.relay.refused)
    return [
        f"{who} was tried {tries[who]} times: {reply}"
        for who, reply in REFUSALS.items()
        if reply.startswith("550 5.1.1") and tries[who] > 1
    ]


def mixed(lived):
    """No story holds an item that is not about its event."""
    wrong = []
    for issue in lived.dailies:
        for story in issue.stories:
            others = [*story["also"], *([story["adds"]] if story["adds"] else [])]
            wrong += [
                f"{issue.name}: “{story['title']}” ({story['source']}) holds “{other['title']}” ({other['source']})"
                for other in others
                if not lived.world.events(other["url"]) & lived.world.events(story["url"])
            ]
    return wrong


def swallowed(lived):
    """Nothing is left out as the event or the text of something else, which is another event."""
    wrong = []
    for issue in lived.dailies:
        events = defaultdict(set)
        for each in [*issue.stories, *issue.data["brief"], *issue.data["left_out"]]:
            events[_plain(each["title"])] |= lived.world.events(each["url"])
        for left in issue.data["left_out"]:
            if left["reason"].startswith(_NOT_TOLD):
                of = re.search(r"“(.*)”", left["reason"])
                if of and events.get(_plain(of[1])) and not lived.world.events(left["url"]) & events[_plain(of[1])]:
                    wrong.append(f"{issue.name}: “{left['title']}” ({left['source']}): {left['reason']}")
    return wrong


def forgotten(lived):
    """Nothing is left out as told before, which was not."""
    told, wrong = defaultdict(set), []
    for issue in lived.dailies:
        for left in issue.data["left_out"]:
            number = re.search(r"told in No\. (\d+)", left["reason"])
            if number and not lived.world.events(left["url"]) & told[int(number[1])]:
                wrong.append(f"{issue.name}: “{left['title']}” ({left['source']}): {left['reason']}")
        for each in [*issue.stories, *issue.data["brief"]]:
            told[issue.number] |= lived.world.events(each["url"])
    return wrong


def also_wrong(lived):
    """No "also in" with the address of the story, or twice with one, or of another event."""
    wrong = []
    for issue in lived.printed:
        for story in issue.stories:
            urls = [other["url"] for other in story["also"]]
            for other in story["also"]:
                why = (
                    "its own address" if other["url"] == story["url"]
                    else "one address twice" if urls.count(other["url"]) > 1
                    else "" if lived.world.events(other["url"]) & lived.world.events(story["url"])
                    else "another event"
                )  # fmt: skip
                if why:
                    wrong.append(f"{issue.name}: “{story['title']}” also in {other['source']}: {why}: {other['url']}")
    return wrong


def headlines(lived):
    """Whole words, never "Photo", and no headline again as the first sentence."""
    wrong = []
    for issue in lived.printed:
        for story in [*issue.stories, *issue.data["brief"]]:
            fault = _fault(lived.world, story)
            if fault:
                wrong.append(f"{issue.name}: ({story['source']}) {fault}: “{story['title']}”")
    return wrong


def _fault(world, story):
    headline, text = _plain(story.get("headline") or story["title"]), _plain(world.text(story["url"]))
    sentences = story.get("sentences") or ()
    first = _plain(sentences[0]["text"]) if sentences else ""
    titles = {_plain(item.title) for item in world.by_url.get(story["url"], ())} - {"", "Photo"}
    if not headline:
        return "no headline"
    if headline == "Photo":
        return "no headline of its own"
    start = headline.removesuffix("…").removesuffix("...").rstrip()
    if not titles and text.startswith(start) and text[len(start) :][:1].isalnum():
        return "cut inside a word"
    if titles and headline not in titles:
        return f"not its title, “{min(titles)}”"
    if first and (first == headline or (not titles and first.startswith(start))):
        return "repeated by its first sentence"
    return ""


def boilerplate(lived):
    """Not one line of what surrounds an article."""
    planted = {line: outlet.title for outlet in OUTLETS.values() for line in outlet.planted}
    wrong = []
    for issue in lived.printed:
        ours = _plain("\n".join(s["text"] for story in issue.stories for s in story["sentences"]))
        text, shown = _plain(issue.text), _plain(issue.shown)
        for line, outlet in planted.items():
            if line in text or line in shown:
                place = text.find(line) if line in text else shown.find(line)
                around = (text if line in text else shown)[max(0, place - 60) : place + 60]
                where = "a sentence" if line in ours else "the page"
                wrong.append(f"{issue.name}: “{line}” of {outlet} in {where}: …{around}…")
    return wrong


def verbatim(lived):
    """Every sentence stands in its article, and in the mail."""
    wrong = []
    for issue in lived.printed:
        text = _plain(issue.text)
        for story in issue.stories:
            for url, sentences in ((story["url"], story["sentences"]), *_added(story)):
                article = _plain(lived.world.text(url))
                for sentence in sentences:
                    if _plain(sentence["text"]) not in article:
                        wrong.append(f"{issue.name}: not in {url}: “{sentence['text']}”")
                    elif _letters(sentence["text"]) not in _letters(text):
                        wrong.append(f"{issue.name}: not in the mail: “{sentence['text']}”")
    return wrong


def _added(story):
    return [(story["adds"]["url"], [story["adds"]["sentence"]])] if story["adds"] else []


def _letters(text):
    return re.sub(r"\W+", "", text)


def told_twice(lived):
    """No article is a story of two issues that went out, but as an update; and no sentence of one is printed again."""
    wrong, stories, sentences = [], {}, {}
    for issue in lived.dailies:
        if not issue.subject:
            continue
        printed = {}
        for story in issue.stories:
            if story["url"] in stories and not story["update"]:
                wrong.append(f"{issue.name}: “{story['title']}” stood in {stories[story['url']]}")
            stories.setdefault(story["url"], issue.name)
            for words in (_plain(sentence["text"]) for sentence in story["sentences"]):
                if words in sentences:
                    wrong.append(f"{issue.name}: printed in {sentences[words]} already: “{words}”")
                printed[words] = issue.name
        sentences |= printed
    return wrong


def plurals(lived):
    return [
        f"{issue.name}: …{_plain(body[max(0, found.start() - 40) : found.end() + 20])}…"
        for issue in lived.printed
        for body in (issue.text, issue.shown, issue.subject)
        for found in _WRONG_PLURAL.finditer(body)
    ]


CONTENT = {
    "no story holds another event": mixed,
    "nothing left out for another event": swallowed,
    "nothing left out as told that was not": forgotten,
    "also in: other addresses, same event": also_wrong,
    "headlines whole, own, not repeated": headlines,
    "no boilerplate": boilerplate,
    "every sentence verbatim": verbatim,
    "no article told twice": told_twice,
    "plurals": plurals,
}
