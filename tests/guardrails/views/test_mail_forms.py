r"""E-mail addresses in the forms of other systems are found, and other names of hosts are not."""

import pytest

from tests.guardrails.views.test_told import found


@pytest.mark.parametrize(
    "text",
    [
        'RCPT TO:<"ana berg7"@tallfir.io> accepted',
        r"ana\ berg7@tallfir.io",
        "path was hub!tallfir.io!ana_berg back in the uucp days",
        r"@ IN SOA ns1.fir.org. ana\.berg7.tallfir.com. ( 2026022801 7200 )",
        r"; rname ana\.berg.tallfir.io. is where complaints go",
        "fir.io. 3600 IN SOA ns1.fir.io. ana.fir.io. 1 2 3 4 5",
        "uid=ana.berg_x,ou=people,dc=tallfir,dc=com",
        'ldapsearch -b "uid=ana,ou=people,dc=fir,dc=it" mail',
        "👇 collab 👇 ana_berg🐒proton.me 👆",
        "biz: ana_berg22 🐵 gmail.com",
        "receipt footer read as ana.berg_xQtallfir.io www.tallfir.io",
        "handwritten, recognised as ana.berg_xGgmail.com (verify)",
        "User: ana.berg84, provider is telia.se , put the at sign yourself.",
        "im ana_berg22 on gmail , hmu",
        "Name vor dem Ät: ana.berg7, dahinter gmx.net",
        "append: @icloud.com preceded by ana_berg22",
        "on the gmail.com server my box is called anaberg , write",
        "before the at: ana.berg7, after it: web.de",
        "left side ana.berg7 right side web.de (mail)",
        "mailbox ana.berg7 hosted at tallfir.io",
        "at web.de I go by ana.berg7",
        "tallfir.io. IN RP ana\\.berg.tallfir.io. txt.tallfir.io.",
        "/DC=io/DC=tallfir/OU=people/UID=ana.berg7",
        "ana_berg22 [🐌] gmail.com",
        "<a onclick=\"m('ana.berg7','gmail','com')\">",
        '<b data-name="ana.berg7" data-domain="gmail" data-tld="com"></b>',
        "Mail: Anton Nordpol Anton Punkt Berta Emil Richard sieben ät Gustav Martha Xanthippe Punkt Nordpol Emil Theodor",
        "escribir a anaberg#icloud.com , gracias",
        "ping ana_berg22//outlook.com if it breaks",
        "type it: anaberg shift+2 gmail.com on that keyboard",
        "just ana.berg7@gmailcom , everyone knows",
        "escribe a ana.berg@hotmail com",
        "anaberg@ziggo nl the dot key is gone",
        r"printf 'anaberg\100corp\056de\n' >> list",
        'print("ana.berg7" + chr(64) + "gmail.com")',
        "Contact : ana pt berg arrobas fir-bau pt de",
        "customer: a as in India".replace("India", "Alpha")
        + ", n as in November, a as in Alpha, dot, b as in Bravo, 7, at sign, g as in Golf, m as in Mike, x as in Xray, dot, d as in Delta, e as in Echo",
    ],
)
def test_an_address_in_another_form_is_found(text: str) -> None:
    """Zones, directories, routes, pictures and sentences tell of the name and the host."""
    assert "EMAIL" in {each for each, _ in found(text)}


@pytest.mark.parametrize(
    "text",
    [
        "cn=admin,dc=example,dc=com",
        "mail: outlook//outlook.com, see docs#gmail.com",
        "press ctrl+2 gmail.com opens",
        "Otto, Emil, Richard, Ludwig, Dora und Anton kamen um acht",
        "Anton Richard Emil Otto Martha: Stimmen im Chor. Punkt acht geht es los.",
        "follow us @gmailcom and @live es",
        r"print '\100 and \056 are codes' # \100\056",
        "if (a.b!c.d) go() && x!important",
        "const MyQuery.io and loadQdata.io of the app; see file.Qtest.com",
        r"foo\.bar\.com matches names in a pattern",
        "the gmail.com server was down for an hour, my box too",
        "prefixed by v1 the host api.tallfir.com answers",
        "docs📄readme.md launch🚀app.dev",
        "8 pt font and 12 pt bold, dot com",
        "the zone of ns1.tallfir.io. is signed",
    ],
)
def test_names_of_hosts_stay_quiet(text: str) -> None:
    """What is no address of a person is none in another form either."""
    assert "EMAIL" not in {each for each, _ in found(text)}
