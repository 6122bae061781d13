"""What other programs' lists say of whether somebody may be mailed, in their words and in several languages."""

import re
import unicodedata
from functools import lru_cache
from typing import Any, Literal, get_args

from digest.subscribers.cleaning import read_time

State = Literal["subscribed", "unconfirmed", "unsubscribed", "blocked", "complained", "bounced"]
STATES: tuple[State, ...] = get_args(State)  # of two that one person has, the later holds
NEVER: tuple[State, ...] = ("blocked", "complained", "bounced")  # is not mailed again by any newsletter

_MARKS = str.maketrans(dict.fromkeys("✓✔☑✅", "yes") | dict.fromkeys("✗✘☐❌", "no"))
_INNER_CAPITAL, _ENDING = re.compile("(?<=[a-z])(?=[A-Z][a-z])"), re.compile(r"\(\w{1,2}\)")
_BY_MAIL = re.compile(r"\be ?mails?\b")
_DASHES, _LONG = ("-", "–", "—"), 25  # nothing is said in more letters
_EMPTY = ("null", "none", "n a", "nan", "nil", "never", "0000 00 00 00 00 00", "0000 00 00")


@lru_cache(10_000)
def plain(text: str) -> str:
    """A heading or a word of state as it is compared: ``isActive``, ``Abonné(e)``: is active, abonne."""
    parted = _INNER_CAPITAL.sub(" ", _ENDING.sub("", text.translate(_MARKS)))
    letters = unicodedata.normalize("NFKD", parted).casefold()
    kept = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[\W_]+", " ", kept).split())


def _words(table: dict[Any, str]) -> dict[str, Any]:
    """Each word on its own -> what it means."""
    parted = ((meaning, words.split(",")) for meaning, words in table.items())
    return {plain(word): meaning for meaning, words in parted for word in words if word.strip()}


_BOOLEANS = _words(
    {
        "yes": """yes, true, y, t, 1, on, x, ja, j, wahr, oui, o, vrai, si, s, verdadero, vero, sim, verdadeiro, waar,
            tak, prawda, sant, sand, да, истина, ano, evet, doğru, igen, kyllä, はい, 是""",
        "no": """no, false, n, f, 0, off, nein, falsch, non, faux, falso, não, nee, onwaar, nie, fałsz, nej, falskt,
            falsk, nei, нет, ложь, ne, hayır, yanlış, nem, ei, いいえ, 否""",
    }
)
_STATES: dict[str, State] = _words(
    {
        "subscribed": """subscribed, active, ok, enabled, confirmed, verified, opted in, opt in, optin, opted-in, single
            opt in, double opt in, double opt-in confirmed, valid, deliverable, mailable, member, subscriber,
            registered, email, aktiv, angemeldet, abonniert, bestätigt, eingetragen, aktiviert, freigegeben, actif,
            active, abonné, abonnée, inscrit, inscrite, confirmé, confirmée, activé, activée, activo, activa,
            suscrito, suscrita, alta, dado de alta, confirmado, confirmada, habilitado, attivo, attiva, iscritto,
            iscritta, confermato, confermata, ativo, ativa, inscrito, inscrita, assinante, actief, ingeschreven,
            aangemeld, geabonneerd, bevestigd, aktywny, aktywna, zapisany, zapisana, potwierdzony, prenumererar,
            prenumerant, bekräftad, bekræftet, tilmeldt, påmeldt, bekreftet, tilaaja, активен, активный, подписан,
            подписана, подтвержден, aktivní, přihlášen, etkin, abone, feliratkozott, 有効, 購読中,
            登録済み, 已订阅, 订阅, 已確認""",
        "unconfirmed": """unconfirmed, not confirmed, pending, pending confirmation, unverified, not verified,
            unactivated, not activated, validating, awaiting confirmation, waiting, waiting for confirmation, non
            subscribed, nonsubscribed, not subscribed, never subscribed, transactional, no consent,
            unbestätigt, nicht bestätigt, ausstehend, wartend, non confirmé, non confirmée, en
            attente, sin confirmar, no confirmado, no confirmada, pendiente, non confermato, in attesa, não
            confirmado, pendente, niet bevestigd, onbevestigd, in afwachting, niepotwierdzony, oczekujący, väntande,
            obekräftad, afventer, ubekræftet, venter, не подтвержден, неподтвержденный, ожидает, nepotvrzený, onay
            bekliyor, 未確認, 保留, 未确认""",
        "unsubscribed": """unsubscribed, unsubscribe, unsub, opted out, opt out, optout, inactive, disabled,
            deactivated, cancelled, canceled, removed, deleted, archived, left, former, churned, suspended, expired,
            no mail, nomail, not active, opted-out, email disabled, revoked, withdrawn, declined, objected, spammy,
            unsubscribed by admin, abgemeldet, ausgetragen, gekündigt, gelöscht, inaktiv, deaktiviert, widerrufen,
            abbestellt, entfernt, désabonné, désabonnée, désinscrit, désinscrite, inactif, résilié, supprimé,
            supprimée, désactivé, annulé, baja, dado de baja, dada de baja, de baja, cancelado, cancelada, inactivo,
            inactiva, eliminado, eliminada, desuscrito, borrado, deshabilitado, disiscritto, disiscritta, cancellato,
            cancellata, inattivo, eliminato, disattivato, descadastrado, descadastrada, inativo, inativa, excluído,
            removido, desinscrito, uitgeschreven, afgemeld, inactief, opgezegd, verwijderd, wypisany, wypisana,
            nieaktywny, usunięty, avregistrerad, avslutad, avanmäld, inaktiv, borttagen, afmeldt, avmeldt, slettet,
            slettad, peruttu, отписан, отписана, отписался, неактивен, неактивный, удален, odhlášen, neaktivní,
            abonelikten çıktı, leiratkozott, 配信停止, 解除, 退会, 無効, 購読解除, 已退订, 退订, 取消订阅""",
        "blocked": """blocked, blacklisted, blocklisted, block listed, black listed, banned, suppressed, on
            suppression list, do not contact, do not mail, do not email, no email, no e-mail,
            no emails, gesperrt, blockiert, bloqué, bloquée,
            bloqueado, bloqueada, bloccato, geblokkeerd, zablokowany, blockerad, blokeret, заблокирован,
            ブロック, 已屏蔽""",
        "complained": """complained, complaint, spam, spam complaint, abuse, abuse complaint, marked as spam, reported
            spam, reported as spam, junk, spam report, plainte, beschwerde, queja, reclamo, klacht""",
        "bounced": """bounced, bounce, hard bounced, hard bounce, hardbounce, cleaned, unreachable, undeliverable,
            invalid, invalid email, nonexistent, unzustellbar, zurückgewiesen, ungültig, bereinigt, rebond, rejeté,
            invalide, nettoyé, rebotado, rebotada, rebote, inválido, limpiado, rimbalzato, non valido, devolvido,
            onbestelbaar, gebounced, ongeldig, odbity, studsad, ogiltig, 不達, エラー""",
    }
)
# What Buttondown and Substack call a type: most of it speaks of payment.
_TYPES: dict[str, State] = _STATES | dict.fromkeys(
    ("regular", "premium", "trialed", "unpaid", "gifted", "churning", "past due", "paused", "free", "paid", "comp",
     "gift", "author", "founding", "lifetime", "yearly", "monthly", "upgraded"),
    "subscribed",
)  # fmt: skip
# Columns that speak of state: what yes means in one (also a date, of when it came about), no, and an empty cell.
# "reason" holds in free words why somebody is suppressed.
_COLUMNS: dict[str, tuple[State | None, State | None, State]] = {
    "state": (None, None, "unconfirmed"),
    "type": (None, None, "unconfirmed"),
    "subscribed": ("subscribed", "unsubscribed", "unconfirmed"),
    "confirmed": ("subscribed", "unconfirmed", "unconfirmed"),
    "unsubscribed": ("unsubscribed", "subscribed", "subscribed"),
    "blocked": ("blocked", "subscribed", "subscribed"),
    "complained": ("complained", "subscribed", "subscribed"),
    "bounced": ("bounced", "subscribed", "subscribed"),
    "reason": ("blocked", "subscribed", "subscribed"),
}
SPEAKING = tuple(_COLUMNS)


def is_empty(cell: str) -> bool:
    text = cell.strip()
    return not text or (len(text) < _LONG and (text in _DASHES or plain(text) in _EMPTY))


def is_boolean(cell: str) -> bool:
    return plain(cell) in _BOOLEANS


def state_word(cell: str) -> State | None:
    """What a word says by itself, whatever the column."""
    return _STATES.get(plain(cell))


@lru_cache(10_000)
def judged(column: str, cell: str) -> State | None:
    """What a cell says in a column of ``SPEAKING``; None where it is not understood."""
    yes, no, empty = _COLUMNS[column]
    if is_empty(cell):
        return empty
    word = plain(cell)
    if word in _BOOLEANS and (said := yes if _BOOLEANS[word] == "yes" else no):
        return said
    if column == "reason":
        return yes
    if known := (_TYPES if column == "type" else _STATES).get(word):
        return known
    by_mail = column == "subscribed" and _BY_MAIL.search(word)  # of the ways by which they may be reached
    return yes if by_mail or read_time(cell) else None
