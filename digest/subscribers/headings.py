"""Headings of the columns of lists, as many programs' exports have them, and what they mean. All are ``plain``."""

import re
from collections.abc import Mapping, Sequence

from digest.subscribers.states import plain


def _names(text: str) -> list[str]:
    return [plain(name) for name in text.split(",") if name.strip()]


# From the best to the worst witness of when somebody agreed.
DATES = _names(
    """consented at, consent date, confirm time, confirmed at, confirmed on, confirmation date, verified at,
    double opt in at, double opt in date, opted in at, optin time, optin date, opt in time, opt in date, opted in,
    subscribed at, subscribed on, subscribed date, subscribe date, date subscribed, subscription date, subscribed,
    start date, signup date, sign up date, signed up at, signup at, registered at, registration date, join date, joined,
    joined at, date joined, member since, anmeldedatum, angemeldet am, abonniert am, eintragungsdatum,
    date d inscription, inscrit le, date d abonnement, fecha de alta, fecha de suscripcion, data iscrizione,
    data di iscrizione, data de inscricao, inschrijfdatum, created at, created on, creation date, date created, created,
    date added, added time, added at, added on, added, entered, datum, date, fecha, data"""
)
ROLES: Mapping[str, str] = {
    name: role
    for role, names in {
        "address": """email, e mail, email address, e mail address, email addresses, mail, mail address, emailaddress,
            subscriber, subscriber email, user email, contact email, primary email, email 1 value, e mail 1 value,
            emailadresse, e mail adresse, mailadresse, deine e mail adresse, adresse e mail, adresse email, adresse
            mail, courriel, adresse courriel, correo, correo electronico, direccion de correo electronico, direccion
            de email, indirizzo email, indirizzo e mail, posta elettronica, endereco de e mail, endereco de email, e
            mailadres, emailadres, adres e mail, adres email, e post, epost, e postadress, sahkoposti, эл почта,
            электронная почта, e posta, e posta adresi, メールアドレス, メール, 邮箱, 电子邮件, address""",
        "name": "name, full name, fullname, display name, complete name, nom complet, nombre completo, nome completo",
        "first": """first name, firstname, fname, first, given name, forename, vorname, prenom, nombre, nome, nombres,
            voornaam, imie, fornavn, fornamn, etunimi, имя, 名""",
        "last": """last name, lastname, lname, last, surname, family name, nachname, familienname, zuname, nom, nom de
            famille, apellido, apellidos, cognome, sobrenome, achternaam, nazwisko, efternavn, etternavn, efternamn,
            sukunimi, фамилия, 姓""",
        "language": "language, lang, locale, preferred language, sprache, langue, idioma, lingua, taal",
        "topics": "topics",
        "tags": """tags, tag, labels, label, groups, group, segments, segment, list membership, lists, list,
            interests, categories""",
        "ip": """confirm ip, confirmation ip, optin ip, opt in ip, consent ip, signup ip, sign up ip, subscribe ip,
            ip, ip address, ip signup, ip opt""",
        "how": "consented how",
        "source": """source, signup source, sign up source, acquisition source, subscription source, subscription
            source free, opt in source, optin source, signup form, form, referrer url, referring url""",
        "ended how": "ended how, unsub reason, unsubscribe reason, unsubscribed reason",
        "state": """status, state, subscription status, subscription state, subscriber status, subscriber state, email
            status, e mail status, contact status, member status, marketing status, email marketing status, email
            subscription status, email subscriber status, status name, list status, mail status, statut, stato,
            estado, etat, tila, stav, статус, 状態, ステータス, 状态""",
        "type": "type, subscriber type",
        "subscribed": """subscribed, is subscribed, subscribed to emails, subscribed to newsletter, opt in, optin,
            opted in, is opted in, email opt in, email optin, newsletter opt in, newsletter optin, newsletter, active,
            is active, enabled, is enabled, consent, email consent, marketing consent, gdpr consent, consent given,
            gave consent, email permission, marketing permission, marketing permissions, permission, accepts
            marketing, accepts email marketing, accepts newsletter, can email, can be emailed, receive emails,
            receives emails, wants newsletter, mailable, deliverable, erlaubnis zum marketing, einwilligung,
            zustimmung, abonniert, angemeldet, aktiv, abonne, inscrit, actif, autorisation marketing, consentement,
            suscrito, activo, consentimiento, iscritto, attivo, consenso, inscrito, ativo, ingeschreven, aangemeld,
            actief, toestemming, zapisany, aktywny, zgoda, подписан, 購読""",
        "confirmed": """confirmed, is confirmed, email confirmed, is this subscriber confirmed, verified, is verified,
            email verified, double opt in, double optin, doi, optin confirmed, opt in confirmed, activated, confirmed
            at, confirmed on, verified at, double opt in at, double opt in date, confirmation date, bestatigt,
            confirme, confirmado, confermato, bevestigd, potwierdzony, bekraftad, подтвержден""",
        "unsubscribed": """unsubscribed, is unsubscribed, unsubscribe, unsub, unsub time, unsubscribed at,
            unsubscribed on, unsubscribe time, unsubscribe date, unsubscribed date, date unsubscribed, unsubscription
            date, unsubscribe timestamp, opt out, optout, opted out, opt out time, opt out date, optout date, opted
            out at, has opted out of email, email opt out, email optout, email opted out, ended at, left at, left on,
            email disabled, disabled, is disabled, is this account disabled, disabled at, deactivated, deactivated at,
            inactive, is inactive, deleted, is deleted, deleted at, removed, removed at, archived, archived at,
            cancelled, canceled, cancelled at, canceled at, do not email, do not mail, no mail, nomail, abgemeldet,
            abgemeldet am, abmeldedatum, ausgetragen, ausgetragen am, desabonne, desinscrit, desabonne le, desinscrit
            le, date de desinscription, date de desabonnement, baja, fecha de baja, desuscrito, disiscritto, data
            disiscrizione, data di disiscrizione, descadastrado, data de descadastro, uitgeschreven, afgemeld,
            uitschrijfdatum, wypisany, avregistrerad, отписан, 配信停止, 退订""",
        "bounced": """bounced, is bounced, bounced at, bounce date, hard bounced, hard bounce, hardbounce, hard
            bounced at, cleaned, clean time, cleaned at, unreachable, undeliverable, invalid, invalid email,
            unzustellbar""",
        "blocked": """blacklisted, is blacklisted, email blacklisted, is this subscriber blacklisted, blacklisted at,
            blocklisted, is blocklisted, blocked, is blocked, blocked at, blocklisted at, banned, do not contact,
            gesperrt, bloque, bloqueado, bloccato, geblokkeerd""",
        "complained": """complained, complaint, complained at, complaint date, spam, is spam, spam complaint, spam
            report, marked as spam, reported spam, reported as spam, abuse""",
        "reason": "suppressed",
    }.items()
    for name in _names(names)
}
# Headings that one of the stems below would take for a word of state.
OTHER = frozenset(
    _names(
        """number of bounces, hard bounces, soft bounces, bounces, bounce count, did this subscriber manually confirm,
        subscriber id, api subscription id, unsub reason other, send this subscriber html emails, unsubscribe link,
        confirm link, active days"""
    )
)
# A column whose heading has one of these, and that is not understood, stops an import.
SPEAKS = re.compile(
    r"\b(?:stat(?:e|us|ut|o)|zustand|estado|etat|opt(?:ed)? ?(?:in|out)|(?:in|un)?a[ck]ti[vf](?:e|o|a|ated|iert)?\b"
    r"|enabled|baja|abuse|spam"
    r"|consent|permission|invalid|banned|removed|archived|left|do not|no ?mail|cancell?ed|zustimmung|einwilligung"
    r"|erlaubnis)"
    r"|subscri|unsub|confirm|verif|bounc|blo(?:ck|c?qu)|black|clean(?:ed|$| )|delet|disabl|deactiv|complain|suppress"
    r"|mailable|deliverab|unreach|abgemeld|abmeld|angemeld|ausgetrag|gekundig|gesperrt|bestatig|geloscht|widerruf|abonn"
    r"|inscri|suscri|iscri|descadastr|uitgeschr|afgemeld|ingeschr|wypisan|zapisan|prenumer|avregistr|отпис|подпис|解除|停止|退"
)
ELSEWHERE = re.compile(
    r"\b(?:sms|phone|whatsapp|push|postal|stripe|order|payment|billing|user agent|last)\b"
    r"|\b(?:id|uuid|title|url|link|count|rate|campaign|page|plan)$"
)
POSTAL = frozenset(_names("city, town, zip, zipcode, postal, postcode, country, street, region, county"))
# Whose export it is, by columns that only theirs has; and what their own words mean that mean something else elsewhere.
_PROGRAMS: Sequence[tuple[str, str, Mapping[str, str]]] = (
    ("digest", "consented at, consented how", {}),
    ("Mailchimp", "leid, euid", {}),
    ("Mailchimp", "member rating", {}),
    ("Substack", "active subscription", {"active subscription": ""}),
    ("Substack", "email disabled, prefer digests", {"type": ""}),
    ("Substack", "stripe plan, start date", {"cancel date": "", "type": ""}),
    ("Ghost", "subscribed to emails", {}),
    ("listmonk", "uuid, attributes", {}),
    ("Keila", "external id, data", {}),
    ("beehiiv", "api subscription id", {}),
    ("beehiiv", "tier, status", {}),
    ("phpList", "is this subscriber blacklisted", {}),
    ("phpList", "list membership, unique id", {}),
    ("Brevo", "email blacklisted", {}),
    ("Buttondown", "email address, creation date", {}),
    ("Kit", "email address, state", {}),
    ("MailerLite", "subscriber", {}),
)
PROGRAMS = [(program, frozenset(_names(its)), own) for program, its, own in _PROGRAMS]
