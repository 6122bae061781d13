"""What stands between a newsletter and its readers' inboxes: checks, each a function that gives findings."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.utils import parseaddr
from ipaddress import ip_address

from digest.config import Settings
from digest.deliver.dns import (
    MOST_LOOKUPS,
    Address,
    Ask,
    addresses,
    dkim_fault,
    dmarc,
    names_of,
    organisation,
    spf,
    tags,
)
from digest.deliver.relay import connect, usable
from digest.errors import ConfigError, DigestError
from digest.pipeline.mailing import relay_of
from digest.pipeline.preflight import Diagnosis as Diagnosis
from digest.subscribers import clean_address
from digest.text.counting import plural
from digest.text.hosts import is_loopback

FREE = ("gmail.com", "googlemail.com", "yahoo.com", "hotmail.com", "outlook.com", "live.com", "aol.com", "gmx.de")


@dataclass(frozen=True, slots=True)
class Patient:
    """What the checks look at. ``leaves_from`` is the address that readers' hosts see, where somebody has named it."""

    settings: Settings
    ask: Ask
    leaves_from: Address | None = None

    @property
    def domain(self) -> str:
        """That of From."""
        return _domain(self.settings.newsletter.sender or "")

    @property
    def envelope_domain(self) -> str:
        """Where bounces go, which is whose SPF record counts."""
        return _domain(self.settings.bounces.address or self.settings.newsletter.sender or "")


Check = Callable[[Patient], Iterator[Diagnosis]]


def examine(settings: Settings, ask: Ask, leaves_from: str = "") -> Iterator[Diagnosis]:
    """All findings, check by check. What a check cannot find out is a finding, too."""
    if not settings.newsletter.sender:
        raise ConfigError('mail needs a sender: add from = "Name <name@example.org>" to [newsletter]')
    try:
        patient = Patient(settings, ask, ip_address(leaves_from) if leaves_from else None)
    except ValueError as error:
        raise ConfigError(f"{leaves_from} is no address: write it like 192.0.2.1") from error
    for check in CHECKS:
        try:
            yield from check(patient)
        except DigestError as error:
            yield Diagnosis("error", str(error))


def check_relay(patient: Patient) -> Iterator[Diagnosis]:
    table = patient.settings.delivery
    if table.transport != "smtp":
        yield Diagnosis("ok", f"mail goes into the folder {table.path}, and to no relay")
        return
    relay = relay_of(patient.settings)
    smtp = connect(relay, usable(relay))
    version = getattr(smtp.sock, "version", lambda: None)() or "no TLS"
    login = f"login as {relay.username}" if relay.username else "no login"
    offered = ", ".join(name.upper() for name in ("pipelining", "smtputf8", "size") if smtp.has_extn(name)) or "nothing"
    smtp.close()
    yield Diagnosis("ok", f"the relay {relay.name} answers: {version}, {login}; it offers {offered}")


def check_sender(patient: Patient) -> Iterator[Diagnosis]:
    domain = patient.domain
    if domain in FREE:
        mend = "send from a domain of your own: other hosts refuse its mail from anybody but its owner"
        yield Diagnosis("error", f"From is an address at {domain}", mend)
    for name, why in dict.fromkeys(((domain, "replies"), (patient.envelope_domain, "bounces"))):
        if patient.ask(name, "MX") or addresses(patient.ask, name):
            yield Diagnosis("ok", f"{name} takes {why}")
        else:
            yield Diagnosis("error", f"{name} takes no mail, so {why} are lost", f"publish: {name}. MX 10 mail.{name}.")


def check_spf(patient: Patient) -> Iterator[Diagnosis]:
    domain, address = patient.envelope_domain, patient.leaves_from
    found = spf(patient.ask, domain, address)
    terms = f"ip4:{address}" if address and address.version == 4 else f"ip6:{address}" if address else ""
    if found.result in ("none", "permerror") and not found.record:
        several = "several SPF records, which count as none" if found.result == "permerror" else "no SPF record"
        publish = f'publish one: {domain}. TXT "v=spf1 {terms or "include:(what your relay tells you)"} ~all"'
        yield Diagnosis("error", f"{domain} has {several}", publish)
        return
    if found.lookups > MOST_LOOKUPS:
        mend = "take out includes that you no longer need"
        yield Diagnosis(
            "error",
            f"the SPF record of {domain} needs {plural(found.lookups, 'lookup')} of at most {MOST_LOOKUPS}",
            mend,
        )
    if found.result == "permerror":
        mend = "mend or take out the include that has none"
        yield Diagnosis("error", f"the SPF record of {domain} includes a domain without one: {found.record}", mend)
    elif {"+all", "all"} & set(found.record.split()):
        yield Diagnosis("error", f"the SPF record of {domain} lets everybody send: {found.record}", "end it with ~all")
    elif address is None:
        mend = "to know, name the address that your mail leaves from: --ip 192.0.2.1"
        yield Diagnosis("warning", f"{domain} has an SPF record; whether it covers your relay is not known", mend)
    elif found.result == "pass":
        yield Diagnosis("ok", f"SPF: {domain} lets {address} send")
    else:
        mend = f"add to it, before its all: {terms}"
        yield Diagnosis("error", f"SPF: {domain} does not let {address} send ({found.result}): {found.record}", mend)


def check_dkim(patient: Patient) -> Iterator[Diagnosis]:
    selector, domain = patient.settings.delivery.dkim_selector, patient.domain
    if not selector:
        mend = "have your relay sign mail, and set dkim_selector under [delivery] to the name that it gives its key"
        yield Diagnosis("warning", "whether mail is signed by DKIM is not known", mend)
        return
    name = f"{selector}._domainkey.{domain}"
    records = patient.ask(name, "TXT")
    if len(records) != 1:
        many = "several keys" if records else "no key"
        publish = f'publish the one that your relay signs with: {name}. TXT "v=DKIM1; k=rsa; p=…"'
        yield Diagnosis("error", f"DKIM: there is {many} at {name}", publish)
    elif fault := dkim_fault(records[0]):
        yield Diagnosis("error", f"DKIM: {name}: {fault}", "publish the key that your relay signs with")
    else:
        yield Diagnosis("ok", f"DKIM: there is a key at {name}")


def check_dmarc(patient: Patient) -> Iterator[Diagnosis]:
    domain = patient.domain
    where, record = dmarc(patient.ask, domain)
    if not where:
        publish = f'publish: _dmarc.{domain}. TXT "v=DMARC1; p=none; rua=mailto:postmaster@{domain}"'
        yield Diagnosis("error", f"{domain} has no DMARC record", publish)
        return
    found = tags(record)
    if found.get("p") not in ("none", "quarantine", "reject"):
        yield Diagnosis("error", f"the DMARC record of {where} has no policy: {record}", "add p=none; to it")
        return
    yield Diagnosis("ok", f"DMARC: {where} says p={found['p']}")
    if not found.get("rua", "").startswith("mailto:"):
        mend = f"add rua=mailto:postmaster@{domain} to it"
        yield Diagnosis("warning", f"nobody gets the DMARC reports of {where}", mend)


def check_alignment(patient: Patient) -> Iterator[Diagnosis]:
    """DMARC counts SPF only where bounces go to the domain of From, or to one beside it."""
    domain, envelope = patient.domain, patient.envelope_domain
    strict = tags(dmarc(patient.ask, domain)[1]).get("aspf") == "s"
    same = domain == envelope if strict else organisation(patient.ask, domain) == organisation(patient.ask, envelope)
    if same:
        yield Diagnosis("ok", f"From ({domain}) and bounces ({envelope}) are aligned")
    else:
        mend = f"set address under [bounces] to one at {domain}, or rely on DKIM alone"
        yield Diagnosis("warning", f"SPF does not count for DMARC: bounces go to {envelope}, From is {domain}", mend)


def check_ptr(patient: Patient) -> Iterator[Diagnosis]:
    """The address that mail leaves from; without --ip the relay's own, which mostly is its neighbour."""
    settings, ask = patient.settings, patient.ask
    seen = [patient.leaves_from] if patient.leaves_from else []
    if not seen and settings.delivery.transport == "smtp" and not is_loopback(settings.delivery.host):
        seen = [*addresses(ask, settings.delivery.host)]
    if not seen:
        mend = "name the address that your mail leaves from: --ip 192.0.2.1"
        yield Diagnosis("warning", "whether the sending address has a name in DNS is not known", mend)
    for address in seen:
        names = names_of(ask, address)
        if any(address in addresses(ask, name) for name in names):
            yield Diagnosis("ok", f"{address} is {names[0]}, and {names[0]} is {address}")
        else:
            told = f"is called {names[0]}, which is another address" if names else "has no name in DNS"
            mend = "have its owner publish a PTR record with the sending host's name, and an A record for that name"
            yield Diagnosis("error", f"{address} {told}", mend)


CHECKS: tuple[Check, ...] = (
    check_relay,
    check_sender,
    check_spf,
    check_dkim,
    check_dmarc,
    check_alignment,
    check_ptr,
)


def _domain(mailbox: str) -> str:
    return clean_address(parseaddr(mailbox)[1]).rpartition("@")[2]
