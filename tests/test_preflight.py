"""`config check`, `doctor`, `run` and `send` say, before anything is collected, what sending would end with."""

import shutil
import sqlite3
from contextlib import closing
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from commands import Run

SEEDS = Path(__file__).parent.parent / "seeds"


@pytest.fixture
def newsletter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "n"
    shutil.copytree(SEEDS, folder)
    (folder / "own").mkdir()
    configure(folder)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("DIGEST_NOW", "2012-10-10T07:05+01:00")
    monkeypatch.delenv("NOT_SET", raising=False)
    return folder


def configure(folder: Path, old: str = "[schedule]", new: str = "[schedule]", more: str = "") -> None:
    text = (SEEDS / "digest.toml").read_text().replace("[schedule]", 'approve = "auto"\n\n[schedule]')
    text += f'\n[delivery]\ntransport = "eml"\n{more}'
    assert old in text
    (folder / "digest.toml").write_text(text.replace(old, new))


def mails(folder: Path) -> list[EmailMessage]:
    found = sorted((folder / "mail").glob("*.eml"))
    return [message_from_bytes(path.read_bytes(), policy=policy.default) for path in found]


TO = 'to = "reader@courier.example"'
FROM = 'from = "The Sampleford Morning <morning@courier.example>"'
SMTP = 'transport = "smtp"\nhost = "relay.example"\nusername = "m"\n'


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (FROM, "", 'mail needs a sender: add from = "Name <name@example.org>" to [newsletter]'),
        (TO, "", "The Sampleford Morning goes to a list and has no way to unsubscribe: set public_url in [web] and run"),
        (TO, f'{TO}\nunsubscribe_mailto = "MORNING@courier.example"', "unsubscribe_mailto in [newsletter] is `from` as well"),
        ('"intro.md"', '"articles"', "articles: cannot be read (Is a directory)"),
        ('transport = "eml"', 'transport = "eml"\npath = "intro.md/x"', "intro.md is no folder, and mail is to go into"),
        ('transport = "eml"', SMTP + 'password_env = "NOT_SET"', "the relay's password: the environment variable NOT_SET is empty"),
        ('transport = "eml"', SMTP + 'password_file = "none"', "the relay's password: the file"),
        ('transport = "eml"', SMTP + 'password_command = "printf \'\\\\377\'"', "the relay's password: the command 'printf' failed"),
        ('transport = "eml"', SMTP.replace('username = "m"', 'security = "none"'), "would send mail in the clear over the network"),
        ('transport = "eml"', SMTP.replace('username = "m"', 'ca_file = "none.pem"'), "none.pem: cannot be used as ca_file"),
        ('path = "wire.atom"', 'path = "wire.atom"\nlogin_env = "NOT_SET"', "source 'Sample Wire': the environment variable NOT_SET"),
        ("[newsletter]", 'templates_dir = "none"\n[newsletter]', "none: no such folder of templates"),
    ],
)  # fmt: skip
def test_a_run_that_would_be_refused_says_so_before_it_collects(
    newsletter: Path, run: Run, old: str, new: str, said: str
) -> None:
    configure(newsletter)
    path = newsletter / "digest.toml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    ran = run("run", "--quiet")
    assert (ran.code, said in ran.err) == (78, True), ran
    with closing(sqlite3.connect(newsletter / "digest.db")) as connection:
        assert connection.execute("SELECT count(*) FROM articles").fetchone() == (0,)


def test_config_check_tells_all_of_it_with_line_and_column(newsletter: Path, run: Run) -> None:
    more = '[bounces]\nmailbox = "returned"\nusername = "b"\n'
    configure(newsletter, "wire.atom", 'none.atom"\nlogin_env = "NOT_SET', more)
    path = newsletter / "digest.toml"
    text = path.read_text().replace(FROM, "").replace(TO, "").replace('"intro.md"', '"own"')
    path.write_text(text.replace('transport = "eml"', SMTP))
    checked = run("config", "check")
    assert (checked.code, checked.err) == (78, "")
    assert checked.out.splitlines() == [
        'digest.toml:3:1: mail needs a sender: add from = "Name <name@example.org>" to [newsletter]',
        "digest.toml:3:1: The Sampleford Morning goes to a list and has no way to unsubscribe: set public_url in [web] and"
        " run `digest serve`, or unsubscribe_url in [newsletter]; or name its one reader as `to`",
        f"digest.toml:9:1: {newsletter}/own: cannot be read (Is a directory): check its name and permissions",
        "digest.toml:42:1: source 'Sample Wire': the environment variable NOT_SET (login_env) is empty: set it",
        f"digest.toml:44:1: source 'Sample Wire': there is no none.atom in {newsletter}",
        "digest.toml:58:1: [delivery] has a username and no password_env, password_file or password_command: add one",
        "digest.toml:63:1: [bounces] has a username and no password_env, password_file or password_command: add one",
        f"digest.toml:64:1: there is no {newsletter}/returned: mend mailbox in [bounces]",
    ]


def test_doctor_and_send_ask_the_same_list(newsletter: Path, run: Run) -> None:
    configure(newsletter, TO, "")
    told = run("config", "check").out.removeprefix("digest.toml:3:1: ")
    examined = run("doctor")
    assert (examined.code, f"ERROR    {told}" in examined.out, "what a run needs is there" in examined.out) == (
        65,
        True,
        False,
    )
    assert run("send") == (78, "", f"digest: {told}")


TEMPLATES = [
    ("plain.html.j2", "{% block x %}{{ broken"),  # of the theme that is not in use
    ("issue.html.j2", "{{ issue.nmae }}"),
    ("issue.md.j2", "{{ issue.stories[99].title }}"),
    ("site-index.html.j2", '{% extends "shipped/site-index.html.j2" %}{% block main %}{{ nothing }}{% endblock %}'),
    ("rss.xml.j2", "{{ 1 / 0 }}"),
    ("page-leave.html.j2", "{{ headnig }}"),
    ("page.css.j2", "{{ light.nothing }}"),
    ("preview.html.j2", "{% if %}"),
    ("greeting.html.j2", "{% nothing %}"),  # which another may take in
]


@pytest.mark.parametrize(("name", "text"), TEMPLATES)
def test_every_template_of_ones_own_is_filled_before_it_is_needed(
    newsletter: Path, run: Run, name: str, text: str
) -> None:
    (newsletter / "own" / name).write_text(text)
    path = newsletter / "digest.toml"
    path.write_text('templates_dir = "own"\n' + path.read_text())
    checked = run("config", "check")
    assert checked.code == 78
    assert checked.out.splitlines()[0].startswith(f"digest.toml:1:1: {name}, line 1: ")


def test_what_is_only_missing_is_a_warning_and_stops_nothing(newsletter: Path, run: Run) -> None:
    configure(newsletter, '"intro.md"', '"note.md"')
    checked = run("config", "check")
    assert checked == (
        0,
        f"digest.toml:9:1: warning: there is no {newsletter}/note.md, so issues have no editor's note: write it, or take"
        " intro out\n"
        "digest.toml: The Sampleford Morning, 4 sources: nothing else to mend.\n",
        "",
    )
    assert run("run", "--quiet").code == 0
    assert len(mails(newsletter)) == 1


def test_an_operator_who_hears_by_the_relay_alone_is_warned(newsletter: Path, run: Run) -> None:
    relay = 'transport = "smtp"\nhost = "127.0.0.1"\nsecurity = "none"\n'
    configure(newsletter, 'transport = "eml"', relay, '[operator]\nemail = "desk@courier.example"\n')
    warned = run("config", "check")
    assert (warned.code, "warning: the operator hears of a failing relay by mail through that relay" in warned.out) == (
        0,
        True,
    )
    configure(newsletter, 'transport = "eml"', relay, '[operator]\nemail = "d@courier.example"\ncommand = "./none"\n')
    assert "there is no program './none': mend command in [operator]" in run("config", "check").out
    configure(newsletter, 'transport = "eml"', relay, '[operator]\nemail = "d@courier.example"\ncommand = "cat"\n')
    assert run("config", "check").out.endswith("4 sources: nothing to mend.\n")


def test_a_mistake_in_the_weekly_newsletter_is_told_once_and_beside_those_of_the_daily(
    newsletter: Path, run: Run
) -> None:
    configure(
        newsletter,
        TO,
        'unsubscribe_url = "https://courier.example/leave"',
        '\n[weekly]\nname = "W"\nto = "r@courier.example"\nintro = "own"\n',
    )
    assert [line.partition(": ")[2] for line in run("config", "check").out.splitlines()] == [
        f"{newsletter}/own: cannot be read (Is a directory): check its name and permissions"
    ]


@pytest.mark.parametrize("where", ['"none/digest.db"', '"own"', '"mysql://h/x"', '"postgresql://a:b@c@d/x"'])
def test_a_database_that_cannot_be_opened_is_told_and_none_is_made(newsletter: Path, run: Run, where: str) -> None:
    path = newsletter / "digest.toml"
    path.write_text(f"database = {where}\n" + path.read_text())
    checked = run("config", "check")
    assert (checked.code, checked.out.startswith("digest.toml:1:1: ")) == (78, True), checked
    configure(newsletter)
    assert run("config", "check").code == 0
    assert not (newsletter / "digest.db").exists()


def test_a_dry_run_says_what_is_missing_and_does_nothing(newsletter: Path, run: Run) -> None:
    assert run("run", "--dry-run") == (0, "A run finds all that it needs here. Nothing was collected or sent.\n", "")
    configure(newsletter, FROM, "")
    assert run("run", "--dry-run", "--quiet") == (78, "", 'digest: mail needs a sender: add from = "Name <name@example.org>" to [newsletter]\n')  # fmt: skip
    assert not (newsletter / "digest.db").exists() and not (newsletter / "mail").exists()


def test_a_domain_with_other_letters_goes_out_in_ascii_everywhere(newsletter: Path, run: Run) -> None:
    """In From, Message-ID, List-Id, the way out and the envelope that bounces come back to."""
    address = 'unsubscribe_mailto = "ab@brücke.example"\nunsubscribe_url = "https://brücke.example/ab"'
    configure(
        newsletter,
        TO,
        address,
        '[bounces]\naddress = "zurück <zurueck@brücke.example>"\n[operator]\nemail = "pult@brücke.example"\n',
    )
    path = newsletter / "digest.toml"
    path.write_text(path.read_text().replace("morning@courier.example", "news@brücke.example"))
    run("subscribers", "add", "reader@straße.example")
    assert run("config", "check").code == 0
    assert run("run").code == 0
    (mail,) = mails(newsletter)
    raw = next((newsletter / "mail").glob("*.eml")).read_bytes().partition(b"\r\n\r\n")[0]
    assert raw.isascii()
    assert mail["From"] == "The Sampleford Morning <news@xn--brcke-lva.example>"
    assert mail["List-Id"] == '"The Sampleford Morning" <the-sampleford-morning.xn--brcke-lva.example>'
    assert mail["Message-ID"].endswith("@xn--brcke-lva.example>")
    assert mail["List-Unsubscribe"] == (
        "<https://xn--brcke-lva.example/ab>, <mailto:ab@xn--brcke-lva.example?subject=unsubscribe>"
    )
    assert run("proof").code == 0
