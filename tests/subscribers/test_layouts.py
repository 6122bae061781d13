"""The exports of mailing programs, in the layouts in which they write them."""

from datetime import UTC, datetime

import pytest
from subscribers.taking import everybody, given, states, take

from digest.errors import InputError
from digest.store import Store
from digest.store.subscribers import Listed

MEMBER = "Email Address,First Name,Last Name,Address,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,REGION"
MAILCHIMP = {
    "subscribed_members_export_1.csv": MEMBER + ',LAST_CHANGED,LEID,EUID,NOTES,TAGS\n'
    'ana@example.org,Ana,Ruiz,"1 Quay, Marl",2,2018-02-12 17:59:31,203.0.113.4,2018-02-12 18:01:00,203.0.113.5,,'
    '2020-01-01 00:00:00,1,a1,,"""Town"",""VIP"""\n'
    "bob@example.org,Bob,,,2,2018-02-13 17:59:31,,,,,2020-01-01 00:00:00,2,b2,,\n"
    "eva@example.org,Eva,,,2,2018-02-13 17:59:31,,,,,2020-01-01 00:00:00,3,e3,,\n",
    "unsubscribed_members_export_1.csv": MEMBER + ",UNSUB_TIME,UNSUB_CAMPAIGN_TITLE,UNSUB_CAMPAIGN_ID,UNSUB_REASON,"
    "UNSUB_REASON_OTHER,LEID,EUID,NOTES,TAGS\n"
    "carla@example.org,Carla,,,2,2018-02-12 17:59:31,,,,,2019-05-01 10:00:00,May,77,Too many,,4,c4,,\n"
    "bob@example.org,Bob,,,2,2018-02-12 17:59:31,,,,,,,,,,5,b5,,\n",
    "cleaned_members_export_1.csv": MEMBER + ",CLEAN_TIME,CLEAN_CAMPAIGN_TITLE,CLEAN_CAMPAIGN_ID,LEID,EUID,NOTES,TAGS\n"
    "dora@example.org,Dora,,,2,2018-02-12 17:59:31,,,,,2019-06-01 10:00:00,June,78,6,d6,,\n",
}  # fmt: skip


def person(store: Store, address: str) -> Listed:
    return next(it for it in everybody(store) if it.subscriber.address == address)


def test_mailchimps_three_files_keep_consent_endings_and_suppressions(store: Store) -> None:
    done = take(store, *MAILCHIMP.values(), names=MAILCHIMP, topics=["Town"])
    assert [it.program for it in done.files] == ["Mailchimp export"] * 3
    assert done.rows == {"added": 2, "opted out": 3, "suppressed": 1}
    assert states(store) == {
        "ana@example.org": "subscribed", "bob@example.org": "ended", "carla@example.org": "ended",
        "dora@example.org": "suppressed", "eva@example.org": "subscribed",
    }  # fmt: skip
    ana, carla = person(store, "ana@example.org"), person(store, "carla@example.org")
    assert (ana.subscriber.name, ana.subscription.topics) == ("Ana Ruiz", ("Town",))
    assert ana.subscription.consented_at == datetime(2018, 2, 12, 18, 1, tzinfo=UTC)
    assert ana.subscription.consented_how == "import subscribed_members_export_1.csv, from 203.0.113.5"
    assert carla.subscription.consented_at == datetime(2018, 2, 12, 17, 59, 31, tzinfo=UTC)
    assert (carla.subscription.ended_at, carla.ended_how) == (datetime(2019, 5, 1, 10, tzinfo=UTC), "Too many")
    assert person(store, "dora@example.org").suppressed == "bounced: import cleaned_members_export_1.csv"
    assert done.files[0].unused == ("Address", "MEMBER_RATING", "LAST_CHANGED", "LEID", "EUID")
    assert done.files[0].left_out == ("tag VIP",)


LAYOUTS = {  # program -> file; a@ may be mailed, b@ left, c@ is never mailed, d@ did not confirm
    "Mailchimp export": "Emailadresse,Vorname,Nachname,Erlaubnis zum Marketing,MEMBER_RATING,OPTIN_TIME,LAST_CHANGED,LEID,EUID\n"
    "a@example.org,A,,E-Mail,2,2018-02-12 17:59:31,2018-02-12 17:59:31,1,x\n",
    "Substack export": "email,active_subscription,expiry,plan,email_disabled,created_at,first_payment_at\n"
    "a@example.org,false,,other,false,2024-01-05T10:00:00.000Z,\nb@example.org,true,,yearly,true,2024-01-05T10:00:00.000Z,\n",
    "Substack export ": "Email,Name,Stripe plan,Cancel date,Start date,Paid upgrade date,Activity,Type\n"
    "a@example.org,A,,2024-03-05,2024-01-05,,3,Free\n",
    "Ghost export": "id,email,name,note,subscribed_to_emails,complimentary_plan,stripe_customer_id,created_at,deleted_at,labels,"
    "tiers\r\n1,a@example.org,A,,true,false,,2024-01-05T10:00:00.000Z,,,\r\n"
    "2,b@example.org,B,,false,false,,2024-01-05T10:00:00.000Z,,,\r\n",
    "listmonk export": 'uuid,email,name,attributes,status,created_at,updated_at\nx,a@example.org,A,"{""city"": ""M""}",enabled,'
    "2024-01-05T10:00:00Z,\ny,b@example.org,B,{},disabled,2024-01-05T10:00:00Z,\nz,c@example.org,C,{},blocklisted,,\n",
    "Keila export": "Email,First name,Last name,Data,Status,External ID\na@example.org,A,Z,{},active,\n"
    "b@example.org,B,,{},unsubscribed,\nc@example.org,C,,{},unreachable,\n",
    "Buttondown export": "id,creation_date,email_address,notes,metadata,tags,referrer_url,secondary_id,type,source\n"
    "1,2024-01-05T10:00:00Z,a@example.org,,{},,,1,regular,form\n2,2024-01-05,b@example.org,,{},,,2,unsubscribed,form\n"
    "3,2024-01-05,d@example.org,,{},,,3,unactivated,form\n4,2024-01-05,a2@example.org,,{},,,4,paused,\n",
    "beehiiv export": "subscriber_id,api_subscription_id,email,tags,status,created_at,unsubscribed_at,referred_by,Free Tier,Name\n"
    'x,y,a@example.org,"[""a"", ""b""]",active,2025-08-04 19:40:05 UTC,,b@example.org,true,A\n'
    "x,y,b@example.org,a;b,inactive,2025-08-04 19:40:05 UTC,2025-09-04 19:40:05 UTC,,true,B\n"
    "x,y,d@example.org,,pending,2025-08-04 19:40:05 UTC,,,true,D\n",
    "beehiiv export ": "subscriber_id,api_subscription_id,email,tags,status,premium?,created_at\n"
    "x,y,a@example.org,,active,false,2025-08-04 19:40:05 UTC\nx,y,b@example.org,,inactive,false,2025-08-04 19:40:05 UTC\n",
    "beehiiv export  ": "email,First Name,Last Name,status,tier,created_at,stripe_customer_id,Free Tier,unsubscribed_at\n"
    "a@example.org,A,Z,active,free,2023-01-05 10:00:00,,true,\nb@example.org,B,,active,free,2023-01-05,,true,2023-02-05\n",
    "MailerLite export": "Subscriber,Name,Last name,Subscribed,Groups\na@example.org,A,Z,2024-01-05 10:00:00,x\n",
    "Kit export": "first_name,email_address,state,created_at,tags\nA,a@example.org,active,2024-01-05,x\n"
    "B,b@example.org,cancelled,2024-01-05,\nC,c@example.org,complained,2024-01-05,\nB2,b2@example.org,inactive,,\n",
    "CSV file": "first_name,email,created_at,status\nA,a@example.org,2024-01-05,active\nC,c@example.org,2024-01-05,bounced\n",
    "phpList export": "id\tEmail\tIs this subscriber confirmed\tIs this subscriber blacklisted\tDid this subscriber manually confirm\t"
    "Number of bounces\tEntered\tIs this account disabled?\tname\tList Membership\n"
    '1\ta@example.org\t1\t0\t0\t3\t2024-01-05 10:00:00\t0\tA "the" Z\ta; b; \n2\tb@example.org\t1\t0\t0\t0\t2024-01-05\t1\t\tNo Lists\n'
    '3\tc@example.org\t1\t1\t0\t0\t2024-01-05\t0\t"C\ta; \n4\td@example.org\t0\t0\t0\t0\t2024-01-05\t0\t\ta; \n',
    "Brevo export": "EMAIL;LASTNAME;FIRSTNAME;SMS;EMAIL_BLACKLISTED;SMS_BLACKLISTED;ADDED_TIME;MODIFIED_TIME\n"
    "a@example.org;Z;A;;No;Yes;05-01-2024 09:30;\nc@example.org;;C;;Yes;No;05-01-2024 09:30;\n",
    "CSV file ": "Email Address,Subscribed at,UTM Source\na@example.org,2024-01-05 10:00:00,x\n",
    "CSV file  ": "email,First name,Last name,Date added,Last modified,status,clicks,opens\na@example.org,A,Z,2024-01-05,,Active,1,2\n"
    "b@example.org,B,,2024-01-05,,Unsubscribed,1,2\n",
    "CSV file   ": "Email,First Name,Last Name,Phone,Tags,Date Created,IP,Status\na@example.org,A,,,,01/05/2024 09:30 PM,,Active\n"
    "d@example.org,D,,,,01/05/2024 09:30 PM,,Unconfirmed\n",
    "CSV file    ": "Correo electrónico;Nombre;Estado\na@example.org;A;Activo\nb@example.org;B;Dado de baja\nd@example.org;D;Pendiente\n",
    "CSV file     ": "E-Mail;Name;Abgemeldet\na@example.org;A;Nein\nb@example.org;B;Ja\n",
    "CSV file      ": "x;y;z\na@example.org;A;abonnée\nb@example.org;B;désabonnée\n",
}  # fmt: skip


@pytest.mark.parametrize("program", LAYOUTS)
def test_every_programs_export_subscribes_only_who_may_be_mailed(store: Store, program: str) -> None:
    done = take(store, LAYOUTS[program])
    assert done.files[0].program == program.strip()
    wanted = {"a": "subscribed", "b": "ended", "c": "suppressed"}
    addresses = [
        it.partition("@")[0] for it in LAYOUTS[program].replace(",", " ").replace(";", " ").split() if "@example" in it
    ]
    assert {address.partition("@")[0]: state for address, state in states(store).items()} == {
        who: wanted[who[0]] for who in addresses if who[0] != "d"
    }
    assert (done.rows.get("unreadable", 0), done.rows.get("unconfirmed", 0)) == (0, "d" in addresses)


def test_consent_has_the_time_the_file_gives_in_each_of_its_forms(store: Store) -> None:
    for program in ("Brevo export", "beehiiv export", "MailerLite export", "CSV file   "):
        take(store, LAYOUTS[program].replace("a@", f"{program.split()[0].lower()}@"), names=["readers.csv"])
    found = {it.subscriber.address.partition("@")[0]: it.subscription.consented_at for it in everybody(store)}
    assert found["brevo"] == datetime(2024, 1, 5, 9, 30, tzinfo=UTC)
    assert found["beehiiv"] == datetime(2025, 8, 4, 19, 40, 5, tzinfo=UTC)
    assert found["mailerlite"] == datetime(2024, 1, 5, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (LAYOUTS["Keila export"], "A Z"),
        (LAYOUTS["MailerLite export"], "A Z"),
        (LAYOUTS["Brevo export"], "A Z"),
        ("Adresse e-mail,Prénom,Nom\na@example.org,Ana,Ruiz\n", "Ana Ruiz"),
        ("email,Nom\na@example.org,Ana Ruiz\n", "Ana Ruiz"),
        ("email,first_name,name\na@example.org,Ana,Ana María Ruiz\n", "Ana María Ruiz"),
        ("email,last name,first name\na@example.org,Null,Ana\n", "Ana Null"),
    ],
)
def test_a_name_is_put_together_from_its_columns(store: Store, text: str, name: str) -> None:
    take(store, text)
    assert person(store, "a@example.org").subscriber.name == name


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("email,Mailbox verified\na@example.org,yes\nb@example.org,no\n", 'readers.csv: the column "Mailbox verified" seems to say who may be mailed, and is not understood (it holds "yes", "no"): say what it is with --map state="Mailbox verified"'),
        ("email,Abo-Zustand\na@example.org,A1\nb@example.org,B2\n", 'readers.csv: the column "Abo-Zustand" seems'),
        ("email,status\na@example.org,active\nb@example.org,gold\n", 'readers.csv: the column "status" says "gold", and it is not understood whether that may be mailed: say it with --value "gold=STATE", where STATE is'),
        ("email,status\na@example.org,1\nb@example.org,2\n", 'readers.csv: the column "status" says "1", "2", and'),
        ("email,kind\na@example.org,unsubscribed\nb@example.org,gold\n", 'readers.csv: the column "kind" says "gold", and'),
        ("email,status\na@example.org,\x1b[31mgold\n", 'readers.csv: the column "status" says "[31mgold", and'),
        ("email,bounced\na@example.org,yes\nb@example.org,hm\n", 'readers.csv: the column "bounced" says "hm", and'),
    ],
)  # fmt: skip
def test_a_column_of_state_that_is_not_understood_stops_the_import_before_anything_is_taken(
    store: Store, text: str, reason: str
) -> None:
    with pytest.raises(InputError) as told:
        take(store, "address\nz@example.org\n", text, names=["first.csv", "readers.csv"])
    assert str(told.value).startswith(reason)
    assert everybody(store) == []


def test_the_operator_says_what_a_column_and_a_word_mean(store: Store) -> None:
    text = "mail,Zustand,Seit,Konto\na@example.org,gold,2024-01-05,x\nb@example.org,out,2024-01-05,y\n"
    meant = given({"Zustand": "state", "Seit": "date", "Konto": "name"}, {"gold": "subscribed", "OUT": "unsubscribed"})
    assert take(store, text, given=meant).rows == {"added": 1, "opted out": 1}
    ana = person(store, "a@example.org")
    assert (ana.subscriber.name, ana.subscription.consented_at) == ("x", datetime(2024, 1, 5, tzinfo=UTC))
    other = "email,Newsletter bestätigt?\nc@example.org,ja\nd@example.org,nein\n"
    assert take(store, other, given=given({"Newsletter bestätigt?": "confirmed"})).rows == {
        "added": 1,
        "unconfirmed": 1,
    }
    assert take(store, other.replace("c@", "e@"), given=given({"Newsletter bestätigt?": "ignore"})).rows["added"] == 2
    with pytest.raises(
        InputError, match=r'^no column is called "nosuch": name one as the first line of the file does$'
    ):
        take(store, text, given=given({"nosuch": "date"}))


def test_what_everybody_of_a_file_is_comes_from_its_name_or_is_asked(store: Store) -> None:
    text = "Subscriber,Name\na@example.org,A\n"
    with pytest.raises(
        InputError, match=r'^unsubscribed-2\.csv: its name says "unsubscribed", and none of its columns: '
    ):
        take(store, text, names=["unsubscribed-2.csv"])
    assert take(store, text, names=["unsubscribed-2.csv"], given=given(state="bounced")).rows == {"suppressed": 1}
    assert take(store, text.replace("a@", "b@"), names=["left.csv"], given=given(state="subscribed")).rows == {
        "added": 1
    }


@pytest.mark.parametrize(
    ("text", "unused"),
    [
        ("email,isSubscribed\na@example.org,true\nb@example.org,false\n", ()),
        ("Email;Statut\na@example.org;Abonné(e)\nb@example.org;Désabonné(e)\n", ()),
        ("email,why_suppressed\na@example.org,\nc@example.org,HARD_BOUNCE\n", ()),
        ("email,opted_out,Hard bounces\na@example.org,,3\nb@example.org,x,4\n", ("Hard bounces",)),
        ("email,unsubscribed\na@example.org,0\nb@example.org,2024-05-06 10:00\n", ()),
    ],
)
def test_other_spellings_say_the_same(store: Store, text: str, unused: tuple[str, ...]) -> None:
    wanted = {"a": "subscribed", "b": "ended", "c": "suppressed"}
    assert take(store, text).files[0].unused == unused
    assert {who.partition("@")[0]: state for who, state in states(store).items()} == {
        who: state for who, state in wanted.items() if f"{who}@" in text
    }


def test_a_state_of_a_country_is_no_state_of_a_subscription(store: Store) -> None:
    text = "Email,City,State,Zip\na@example.org,Albany,NY,12201\nb@example.org,Reno,NV,89501\n"
    done = take(store, text)
    assert (done.rows, done.files[0].unused) == ({"added": 2}, ("City", "State", "Zip"))


def test_an_empty_cell_where_others_say_that_they_agreed_subscribes_nobody(store: Store) -> None:
    text = "email,opt-in\na@example.org,✓\nb@example.org,\nc@example.org,✗\n"
    done = take(store, text)
    assert done.told == [
        ("line 4", "opted out", 'opt-in says "✗"'),
        ("line 3", "unconfirmed", "opt-in is empty"),
    ]
    assert states(store) == {"a@example.org": "subscribed", "c@example.org": "ended"}
    assert take(store, "email,opt-in,unsubscribed\nd@example.org,,\n").rows == {"added": 1}
