"""The words in which hosts refuse mail, by what they are about: a mailbox that is not there, or us and the mail.

A language's row: what a mailbox is called, and what is said of one that is not there. Either may come first.
"""

import re

_THERE_IS_NONE = {
    "en": (
        "user account mailbox mail.box recipient addressee address e-?mail inbox alias customer member subscriber",
        "unknown|invalid|inactive|disabled|expired|closed|deactivated|unroute?able|undeliverable|dead|suspended|deleted"
        "|non[ -]?existent|unrecogni[sz]ed|bad|illegal|incorrect|terminated|discontinued|removed|locked|frozen|dormant"
        "|unavailable|not (be )?(found|known|exist\\w*|valid|recogni[sz]ed|active|available|here|our customer)"
        "|no such|(no|not an?)(?= (local |valid |known )?(user|mail ?box|account|recipient|address)\\b)"
        "|does ?n[o'’]t exist|do(es)? not (exist|have)|did not exist|doesn['’]t have"
        "|no longer|could ?n[o'’]t be found|can ?not be found",
    ),
    "de": (
        "benutzer nutzer empf(ä|ae)nger postfach konto adresse teilnehmer",
        "unbekannt|existiert nicht|nicht (gefunden|bekannt|vorhanden|verf(ü|ue)gbar|mehr)|deaktiviert|ung(ü|ue)ltig"
        "|gel(ö|oe)scht|gesperrt",
    ),
    "fr": (
        "utilisateur destinataire adresse bo[îi]te compte usager abonné",
        "inconnue?|n['’ ]existe (pas|plus)|inexistante?|invalide|introuvable|désactivée?|inactive?|fermée?|suspendue?"
        "|supprimée?",
    ),
    "es": (
        "usuario destinatario direcci[óo]n buz[óo]n cuenta casilla",
        "desconocid[oa]|no existe|inexistente|inv[áa]lid[oa]|no (fue )?encontrad[oa]|desactivad[oa]|inhabilitad[oa]"
        "|deshabilitad[oa]|no disponible|suspendid[oa]|cancelad[oa]",
    ),
    "it": (
        "utente destinatario casella indirizzo account",
        "sconosciut[oa]|non esiste|inesistente|non valid[oa]|non trovat[oa]|disabilitat[oa]|disattivat[oa]|sospes[oa]"
        "|chius[oa]",
    ),
    "pt": (
        "usu[áa]rio utilizador destinat[áa]rio endere[çc]o caixa conta",
        "desconhecid[oa]|n[ãa]o (foi )?(existe|encontrad[oa])|inexistente|inv[áa]lid[oa]|desativad[oa]|desactivad[oa]"
        "|inativ[oa]|suspens[oa]",
    ),
    "nl": (
        "gebruiker ontvanger adres mailbox postvak account",
        "onbekende?|bestaat niet|niet (gevonden|bekend|gekend|geldig)|ongeldige?|uitgeschakeld|opgeheven",
    ),
    "pl": (
        "użytkownik odbiorc adresat skrzynk konto adres",
        "nie istnieje|nieznan[yae]|nie znalezion|zablokowan|nieaktywn",
    ),
    "cs": ("uživatel schránka adresa příjemce", "neexistuje|neznám[ýáé]|nenalezen"),
    "sv, da, nb": (
        "användare mottagare brevlåda bruger modtager bruker mottaker postkasse adress",
        "okänd|finns inte|existerar inte|ukendt|findes ikke|eksisterer ikke|ukjent|finnes ikke",
    ),
    "fi": ("vastaanottaja käyttäjä osoite", "tuntematon|ei ole olemassa|ei löydy"),
    "hu": ("felhasználó címzett postafiók", "ismeretlen|nem létezik"),
    "ro": ("utilizator destinatar căsuț adres", "necunoscut|nu există|inexistent"),
    "tr": ("kullanıcı alıcı hesap posta.kutusu", "bulunamadı|bilinmeyen|mevcut değil|yok"),
    "ru": (
        "пользовател ящик адрес получател уч[её]тн",
        "не существует|не найден|неизвестн|отключ[её]н|удал[её]н|недоступ|нет так|несуществующ",
    ),
    "uk": ("користувач скринька адрес", "не існує|не знайден|невідом"),
    "zh": (
        "用户 用戶 帐号 帳號 账号 邮箱 郵箱 收件人 地址",
        "不存在|未找到|无效|無效|找不到|已停用|被禁用|无此|無此|没有该",
    ),
    "ja": ("ユーザ 宛先 アドレス メールボックス 受信者", "存在しません|存在しない|不明|見つかりません|無効"),
    "ko": ("사용자 수신자 주소 계정 메일함", "존재하지|없는|없습|찾을 수|알 수"),
}


def _either_way(called: str, said: str) -> str:
    """``user … unknown`` and ``unknown local user``."""
    noun = f"({called.replace(' ', '|')})"
    return rf"\b{noun}\w*[^.;。]{{0,60}}?(?<!\w)({said})|(?<!\w)({said})\w*( \w+){{0,2}} {noun}"


_SPACELESS = ("zh", "ja", "ko")
NO_MAILBOX = re.compile(
    "|".join(
        f"({called.replace(' ', '|')})[^.;。]{{0,30}}({said})|({said})[^.;。]{{0,5}}({called.replace(' ', '|')})"
        if language in _SPACELESS
        else _either_way(called, said)
        for language, (called, said) in _THERE_IS_NONE.items()
    )
    + r"|\bno such (person|one)\b|\bnot our customer|\baddress rejected\b(?!:)|nosuchuser",
    re.IGNORECASE,
)
ABOUT_US = re.compile(
    r"""
    spam | \buce\b | \bunsolicited | \bjunk | \bbulk | \bsuspicious | \bphish | \bvirus | \bmalware
    | \b(black|block|deny|reject)[ -]?list | \blist(ed|ing)\ (at|in|on|by|for)\b | \bis\ (block)?listed\b
    | \brbls?\b | dnsbl | \bblock(ed|ing|s)?\b | \bbanned\b | \breputation | \bpolic(y|ies)\b
    | \bdmarc\b | \bspf\b | \bdkim | \barc\ fail | \bauthenticat | unauthenticat
    | \brelay(ing)?\ (\w+\ )?(denied|access|not|is|prohibited) | \b(not|unable\ to|cannot)\ relay | \bopen\ relay
    | \b(not|un)[ -]?(permitted|authori[sz]ed)\b | \baccess\ denied\b | \bfilter(ed|s|ing)?\b
    | \bcontent\b | \battachment | \burls?\b | \bmessage\ (was\ |is\ |has\ been\ )?(rejected|refused|filtered)
    | \b(your|client|sending|dynamic|source|from|connecting|remote|bad)\ ip\b
    | \bip([ -](address|frequency|reputation|name|is|has|not)|=) | \bdynamic\b
    | \bsending\ (this|e?-?mail|messages?|limit|quota|host|server|domain)
    | \bcontact\ your\ (provider|isp|internet) | \bwill\ not\ accept
    | \byour\ (account|domain|server|host|network|mail\ server|user) | \bout(going|bound)\b
    | \be?helo\b | \behlo\b | \bptr\b | \br(everse\ )?dns\b
    | \bsenders?\b | \bmail\ ?from\b | \bfrom[ -](address|header|field)\b
    | \b(envelope|header)[ -]from\b | \breturn-?path
    | \b(message|mail|e-?mail|header|attachment)s?\ (size|too\ (big|large|long)) | \bsize\ (limit|exceed)
    | \btoo\ (big|large|many|fast|frequent|quick)\w* | \b(daily|hourly)\b
    | \b(per|an|every)\ (hour|day|minute|second|connection)\b | \brates?\b | \bfrequen | \bthrottl
    | \blimit(s|ed|ing)?\ (exceeded|reached|on) | \bexceed(s|ed)?\ (the\ )?(max|limit|e?mails)
    | \bgr[ea]y-?list | \bcomplaints?\b | \babus(e|ive)\b | \b(require|must\ issue)\w*\ (a\ )?(start)?tls\b | \bencrypt
    | \bdt:spm\b | \bsperrliste | \bunerw(ü|ue)nscht | \brichtlinie | \babsender
    | \bindésirable | \bliste\ noire | \bpolitique | \bexpéditeur | \blista\ (negra|nera) | \bpolítica | \bremitente
    | \bmittente | \bremetente | \bzwarte\ lijst | \bbeleid\b | \bafzender
    | отправител | спам | 垃圾 | 频率 | 黑名单 | 迷惑 | 送信者 | 发件人
    """,
    re.IGNORECASE | re.VERBOSE,
)
FULL = re.compile(
    r"over ?(its )?quota|quota (is |has been )?(exceeded|full|reached)|exceed\w* (\w+ )?(storage|quota|mailbox)"
    r"|(mail ?box|mail ?folder|inbox|account) (\w+ ){0,3}full|insufficient (\w+ )?storage|out of (\w+ )?storage"
    r"|full mailbox"
    r"|\b(postfach|mailbox|bo[îi]te|buz[óo]n|casella|caixa)\b.{0,40}\b(voll|pleine|lleno|piena|cheia|vol)\b",
    re.IGNORECASE,
)
LATER = re.compile(r"\btemporar|\btry (again )?later|vorübergehend|\btemporaire|\btemporane|\btijdelijk", re.IGNORECASE)
# What Exchange Online says where there is no such mailbox: its status alone is that of a host that does not answer.
REJECTED_BY_EXCHANGE = re.compile(r"5\.4\.1\b.*\brecipient address rejected: access denied", re.IGNORECASE)
