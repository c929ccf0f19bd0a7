"""Passwords are found by what stands around them in settings, commands and calls; look-alikes are let be."""

import re

import pytest

from govsim.guardrails.secrets.constructs import constructs
from govsim.guardrails.secrets.scan import scan
from tests.guardrails.secrets.making import text

# `␟P` is a word with digits in it, as people choose them, `␟Q` one with a mark too, `␟W` a plain word, `␟T` a random token,
# `␟H` 32 hexadecimal digits, `␟M` a row of letters, digits and marks.
MADE = {
    "P": "Harb0ur" + "Mill7s",
    "Q": "Harb0ur" + "Mill7s!",
    "W": "whistle" + "blue",
    "T": text(32, "constructs"),
    "H": text(32, "constructs", "0123456789abcdef"),
    "S": text(16, "seed", "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"),
    "C": "8f3a-91bc 77ae-01fd 5c0e-d9a4",
    "D": "-".join(text(6, f"disk {part}", "0123456789") for part in range(8)),
    "M": text(20, "marks") + "&8|wQ}3x(!" + text(12, "marks"),
}
FOUND = (
    # Settings: a bare value with digits in it, and a word that is the whole of a line.
    "jdbc.password = ␟P",
    "  password: ␟P",
    "DB_PASSWORD=␟W",
    "export MAIL_PASSWORD=␟W  # of the relay",
    "spring.datasource.password=␟W",
    "  password '␟W'",
    "environment:\n  - MYSQL_ROOT_PASSWORD=␟P",
    "  - name: DB_PASSWORD\n    value: ␟P",
    "DBPassword:\n  Type: String\n  Default: ␟P",
    '"adminPassword": {\n  "value": "␟P"\n}',
    '"adminPassword": {"type": "securestring", "defaultValue": "␟P"}',
    '<setting name="DbPassword" serializeAs="String"><value>␟P</value></setting>',
    '<password encrypted="false">␟P</password>',
    "<Password>\n  <Value>␟P</Value>\n</Password>",
    "<td>Password</td><td>␟P</td>",
    "| password | ␟P |",
    "bindpw ␟P",
    "[smtp.corp.example]:587 ana@corp.example:␟P",
    "define( 'SECURE_AUTH_SALT', '␟M' );",
    # Commands.
    "curl -k https://corp.example \\\n  -H 'Accept: text/plain' \\\n  -u ana:␟P",
    "curl -k \\\n  --user ana:␟P \\\n  --data x=1 \\\n  https://corp.example",
    'curl -u ":␟P" https://corp.example',
    'curl -u "␟T:" https://corp.example',
    "curl --tlspassword ␟P https://corp.example",
    'curl -d "user=ana&password=␟P" https://corp.example',
    "useradd -m -p ␟P ana",
    'echo "ana:␟P" | chpasswd',
    "7z x backup.7z -p␟P",
    "schtasks /create /ru ana /rp ␟P",
    "helm upgrade shop --set db.password=␟P",
    "PGPASSWORD=␟P psql -U ana",
    "git clone https://␟T@git.corp.example/shop.git",
    'curl -H "Authorization: SSWS ␟T" https://corp.example',
    "Authorization: ␟T",
    # Calls and members.
    'pool = pymysql.connect("db", "ana", "␟P", "shop")',
    "new PDO('mysql:host=db', 'ana', '␟P');",
    'page.fill("#password", "␟P")',
    "cy.get('input[name=password]').type('␟P')",
    'driver.find_element("password").send_keys("␟P")',
    "fill_in 'Password', with: '␟P'",
    "parser.add_argument('--password', default='␟P')",
    'env.get("PASSWORD") or "␟P"',
    'createHmac("sha256", "␟T")',
    'new SecretKeySpec("␟T".getBytes(), "AES")',
    'String getApiKey() {\n    return "␟T";\n}',
    "getSecret: () => '␟T',",
    'static final String ACCOUNT_KEY\n        = "␟T";',
    'const std::string kAccountKey{\n    "␟T"};',
    'process.env.ACCOUNT_KEY ||\n  "␟T"',
    '"accountKey": {\n  "value": "␟T"\n}',
    "A_cloud_integration_of_the_shop_azureStorageAccessKey: ␟T",
    "Please use the following password to go on:\n\n␟H\n",
    "amqp://guest:guest@queue:5672/",
    # Sentences.
    "lösenordet är ␟P",
    "пароль от wifi: ␟P",
    "密码是 ␟P",
    "le mot de passe du wifi c'est ␟P",
    "the pwd's still ␟Q",
    "user deploy pass ␟Q",
    "please sign in with ana@corp.example and ␟Q",
    "wifi: GuestNet / ␟P",
    "authenticator seed ␟S",
    "backup codes: ␟C",
    "BitLocker recovery key: ␟D",
    "SNMP community string is ␟P",
    "staging key → ␟T",
)
LET_BE = (
    "password = getPassword();",
    "password: SecretStr",
    "password=self.password",
    "username, password = proxy_auth",
    "($user, $pass) = $me->_lookup($user);",
    "password = utf8String",
    "passwd: base64Encoded",
    'password.encode("utf-8")',
    "user, passwd = self.get_user_passwd(proxyhost, realm)",
    "const PassT &Pass, FunctionPass *createPrinter()",
    "names = ['PKPaymentPass', 'PKPaymentRequest', 'PKToolPass', 'PKTool2Request']",
    'labels = ["nsubj:pass", "ROOT"]',
    "ID_VAR_TOKENS: t.ClassVar = {",
    'token = state.push("html_block", "", 0)',
    "tokens = tokenize.tokenize(io.BytesIO(code).readline)",
    "PassInfo::NormalCtor_t(callDefault)",
    'PASSWORD_HASHERS = ["shop.auth.hashers.PBKDF2PasswordHasher"]',
    'proxy = "socks5h://<username>:<password>@proxy-host"',
    '<add key="ClearTextPassword" value="%ShopPassword%" />',
    "mysql -u root -p shop",
    "curl -u ana: https://corp.example",
    'curl -u ":" https://corp.example',
    "If max_slots is 1000, all slots are used.",
    "1. Sign in with email/phone and a number.",
    "use `OAuth2PasswordRequestForm` is `OAuth2PasswordBearer` there",
    "the password for the server is stored in the vault",
    "the backup codes: see the printed list",
    "passphrase=seq_get(args, 1)",
    'getTokenType() {\n    return "bearer_token_type";\n}',
    "createHmac('sha256', secret)",
    "SecretKeySpec(key, 'AES')",
    'define("AUTH_KEY", "put your unique phrase here, it is long enough");',
    "--password PASSWORD",
    "host=db\npassword=${DB_PASSWORD}",
    # Words that are a label, a type, a name of a program, or what a sentence says.
    "login.username=User name\nlogin.password=Password",
    "name: ana\npassword: string",
    "password: Kodikos",
    "password: SecretStr",
    "return Login(user=user, password=phrase)",
    "user = read()\npassword = typed\nstore(typed)",
    'const pass = require("fs-minipass");',
    "given by the options --username and --password options",
    '"password": "must be at least eight long"',
    'read -rsp "Password: " pw && export PGPASSWORD="$pw"',
    "hotkeys = { save: 'Ctrl+S', password: 'Ctrl+P' };",
    "https://<user>:<pass>@host/",
    "vault kv put secret/orders db_password=@pw.txt",
    "spring.rabbitmq.password=@rabbit.password@",
    "username=mia&password=[FILTERED]",
    "skip_special_tokens=True)[0]]",
    "#define FLAG_DEFAULT_PWD 0x02",
    "Palabras clave: bicicletas2024",
    "| Role | Password |\n|---|---|\n| user | optional |",
    "CREATE TABLE users (login VARCHAR(64), password VARCHAR(255));",
    "INSERT INTO words (login, meaning) VALUES ('ana', 'parsley9');",
    "git@git.corp.example:shop.git\nana@corp.example:8080",
)


@pytest.mark.parametrize("line", FOUND)
def test_a_password_is_found_by_what_stands_around_it(line: str) -> None:
    """One finding is the value, and nothing but the value."""
    written = re.sub("␟([A-Z])", lambda mark: MADE[mark[1]], line)
    mark = re.search("␟([A-Z])", line)
    value = MADE[mark[1]] if mark else "guest"

    assert value in [written[hit.start : hit.end] for hit in scan(written)]


@pytest.mark.parametrize("line", LET_BE)
def test_what_looks_like_a_password_is_let_be(line: str) -> None:
    """Names, types, pointers, members, variables and usage lines hold no secret."""
    assert [(line[hit.start : hit.end], hit.rule) for hit in scan(line)] == []


def test_every_construct_can_be_read() -> None:
    """Each is compiled only where a text needs it."""
    for construct in constructs():
        assert "value" in construct.pattern.groupindex
        assert (construct.before is None) == (not construct.lead)
