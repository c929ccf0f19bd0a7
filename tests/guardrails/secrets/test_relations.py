"""A name and its value belong together in many ways; a value is judged by what it is made of."""

import pytest

from govsim.guardrails.secrets.chosen import Chosen, chosen
from govsim.guardrails.secrets.scan import scan

MADE = {"P": "Harb0ur" + "Mill7s", "W": "brindle" + "kettle", "H": "otter-" + "kettle-bay"}
FOUND = (
    # What a program falls back on, makes, hands over, returns, compares.
    'password = settings.get("password") or "␟P"',
    'password = isDev ? "␟P" : prompt()',
    'password = None if live else "␟P"',
    'ENV["SMTP_PASSWORD"] ||= "␟P"',
    'pw = ENV.fetch("APP_PASSWORD") { "␟P" }',
    'password: str = Field(default="␟P")',
    "UPDATE users SET password = MD5('␟P') WHERE id = 3;",
    'props.setProperty("mail.password", "␟W");',
    'os.getenv("DB_PASSWORD", "␟H")',
    "ftp_pass => q{␟P}",
    'val kafkaPassword = """␟P"""',
    'def get_password():\n    return "␟P"',
    'fn password() -> &\'static str { "␟P" }',
    'PASSWORD : constant String := "␟W";',
    '05 WS-PASSWORD PIC X(12) VALUE "␟W".',
    'MOVE "␟W" TO WS-PASSWORD.',
    'if ("␟P".equals(password)) {',
    'user, password = "ana", "␟P"',
    "await signIn('ana@corp.example', '␟P');",
    'DBI->connect("dbi:Oracle:HR", "scott", "␟W", {',
    'connect("smtp.corp.example", 587, "ana@corp.example", "␟P")',
    # Elements, members, tables, lists.
    '<Key>Password</Key><Value ProtectInMemory="True">␟P</Value>',
    '<password encrypted="false"><![CDATA[␟P]]></password>',
    'variable "vpn_psk" {\n  type    = string\n  default = "␟H"\n}',
    '"DbPassword": {"Type": "String", "Default": "␟P"}',
    '["smtp_pass", "␟H"],',
    "title;user;hasło\nrouter;ana;␟P",
    "||Host||User||Pass||\n|db|ana|␟W|",
    "User     Password\nana      ␟P",
    "+------+----------+\n| user | password |\n+------+----------+\n| ana  | ␟P |",
    "Demo accounts\n\n  ana@corp.example   ␟P",
    "[credentials]\nana = ␟P",
    # Settings of devices, commands, protocols.
    "neighbor 10.1.1.1 password ␟P",
    "SetEnv DB_PASSWORD ␟P",
    "line vty 0 4\n password ␟W\n login",
    "radius-server host 10.1.1.1 key ␟P",
    "tool -u ana -p ␟P list",
    "http -a ana:␟P corp.example",
    "ssh-keygen -t ed25519 -N '␟P' -f k",
    'curl -H "X-Api-Key: ␟P" https://corp.example',
    "POST /login HTTP/1.1\n\nu=ana&p=␟P",
    # Sentences.
    "credentials are root and ␟W",
    "creds: ana / ␟P",
    "Use ␟P as the passphrase.",
    "Enter ␟P when asked for the password.",
    "When prompted for a password, enter ␟P.",
    "The account is ``admin`` with the password ``␟P``",
    "login as admin (password ␟P)",
    "hasło do panelu kadrowego to ␟P",
    "Le mot de passe du wifi invités a changé : ␟P",
    "Heslo je ␟P",
    "Пароль от сервера — ␟P",
    "كلمة المرور: ␟P",
    "mật khẩu: ␟P",
    "סיסמה: ␟P",
)
LET_BE = (
    'password = data.get("password") or "required"',
    't("password", "Enter your password")',
    'errors.put("password", "required");',
    'form.setError("password", "Incorrect")',
    "catalog = {'password': 'Hasło', 'token': 'Żeton'}",
    '<label for="password">Password</label>',
    '<string name="password">Passwort</string>',
    "existingSecret: my-redis-42",
    'secret = vault.read("kv/payments")',
    "POST /oauth/token HTTP/1.1",
    "GET /forgot-password HTTP/1.1",
    "DB_PASSWORD=${DB_PASSWORD:?must be set}",
    "MasterUserPassword: !Ref DBPassword",
    "password=b64decode(stored)",
    "$pw = ConvertTo-SecureString $typed -AsPlainText",
    "PASSWORD_HASHER = 'argon2id'",
    "password_lifetime = 7776000",
    "PASS: test_login_42",
    "we choose which one to pass to do_open.",
    "proxy_pass http://10.9.1.2:8081/",
    "Passwort: erforderlich",
    "hasło: wymagane",
    "names = ('sys', 'intern')",
    "svn takes the options --username and --password options too",
    "docker run -u ana -p 8080:80 image",
    "credentials: username and password",
    "users:\n  name: ana77x\n  role: admin42",
    "| Option | Type | Meaning |\n|---|---|---|\n| password | string | what the proxy user has |"
    "\n| secret_ttl | int | seconds |",
)


@pytest.mark.parametrize("line", FOUND)
def test_a_value_is_found_however_its_name_stands_to_it(line: str) -> None:
    """One finding covers the value."""
    mark = line.index("␟")
    value = MADE[line[mark + 1]]
    text = line.replace(f"␟{line[mark + 1]}", value)

    assert [text[hit.start : hit.end] for hit in scan(text)] == [value]


@pytest.mark.parametrize("line", LET_BE)
def test_what_only_speaks_of_a_secret_is_let_be(line: str) -> None:
    """Messages, translations, names, paths, functions and counts hold none."""
    assert [(line[hit.start : hit.end], hit.rule) for hit in scan(line)] == []


@pytest.mark.parametrize(
    ("value", "made"),
    [
        ("kettle", Chosen.WORD),
        ("otter-bay", Chosen.WORDS),
        ("gitlab-otter", Chosen.WORDS),
        ("otterotter", Chosen.WORD),
        ("abcabcabc", Chosen.NOT),
        ("otter-required", Chosen.NOT),
        ("OtterKettleBay", Chosen.WORDS),
        ("otter77bay", Chosen.MIXED),
        ("admin2024", Chosen.MIXED),
        ("thr0ttleUp", Chosen.MIXED),
        ("82910473", Chosen.MIXED),
        ("otter7!bay", Chosen.MARKED),
        ("required", Chosen.NOT),
        ("SecretStr", Chosen.NOT),
        ("MAX_TOKENS", Chosen.NOT),
        ("base64Encoded", Chosen.NOT),
        ("tests/login.test.js", Chosen.NOT),
        ("https://corp.example/a1", Chosen.NOT),
        ("Get-Credential", Chosen.NOT),
        ("2024-05-01", Chosen.NOT),
    ],
)
def test_what_a_value_is_made_of(value: str, made: Chosen) -> None:
    """Words, words put together, digits, marks; or what nobody chose for a secret."""
    assert chosen(value) is made
