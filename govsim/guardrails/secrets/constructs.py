"""Finds secrets by the construct they stand in: an address, a header, a command, a call."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from govsim.guardrails.secrets.hits import PASSWORD, SECRET, Hit
from govsim.guardrails.secrets.placeholders import why_placeholder
from govsim.guardrails.secrets.runs import Runs
from govsim.guardrails.secrets.strength import password_strength, token_strength


@dataclass(frozen=True)
class Construct:
    """A way in which secrets are handed over.

    Attributes:
        id: Names the rule.
        gate: Literals in small letters with which the pattern begins.
        pattern: What stands from the literal on, with a group `value`.
        why: The sentence of a finding.
        before: What must stand in the line before the literal.
        score: Of a value that reads as a password or a token.
        least: How much it must read so: up to 0.9 as a password, 1 as a token, 0 not at all.
    """

    id: str
    gate: tuple[bytes, ...]
    pattern: re.Pattern[str]
    why: str
    before: re.Pattern[str] | None = None
    score: float = 0.85
    least: float = 0.4
    type: str = PASSWORD

    def matches(self, text: str, runs: Runs) -> Iterator[re.Match[str]]:
        """Yield each place where the construct stands."""
        for literal in self.gate:
            for at in runs.places(literal):
                found = self.pattern.match(text, at)
                if found is not None and self._led(text, at):
                    yield found

    def _led(self, text: str, at: int) -> bool:
        return self.before is None or bool(self.before.search(text, max(0, at - _LINE), at))


_LINE: Final = 120  # characters before a literal
_Q: Final = r"""\\?["'`]"""
_BARE: Final = r"""[^\s"'`<>|&;,()]"""


def _made(
    id_: str,
    gate: str,
    pattern: str,
    why: str,
    *,
    before: str = "",
    score: float = 0.85,
    least: float = 0.4,
    type_: str = PASSWORD,
) -> Construct:
    literals = tuple(word.replace("_", " ").replace("\0", "_").encode() for word in gate.split())
    led = re.compile(before, re.IGNORECASE) if before else None
    made = re.compile(pattern, re.IGNORECASE)
    return Construct(id_, literals, made, why, led, score, least, type_)


# In a gate `_` stands for a blank and `\0` for `_`.
CONSTRUCTS: Final = (
    _made("url-password", "://", r"""://[^\s:/@"'`<>,;?#]{0,80}:(?P<value>[^\s"'`<>]{2,100})@(?=[\w\[*%$({-])""", "it is the password in an address", before=r"[a-z][a-z0-9+.-]*$", least=0.3),
    _made("connection-string-key", "accountkey sharedaccesskey ;pwd ;password ;secret ;key ;\0pwd ;_password", r""";?\s?\w{3,16}\s?=\s?(?P<value>[^\s;"'`<>]{4,120})""", "it is the key of a connection string"),
    _made("shared-access-signature", "sig=", r"""sig=(?P<value>[A-Za-z0-9%+/_-]{40,100}(?:%3D|=)?)""", "it signs a shared access address", before=r"[?&]$", type_=SECRET),
    _made("basic-authorization", "basic_", r"""Basic\s+(?P<value>[A-Za-z0-9+/]{8,400}={0,2})(?![\w])""", "it is a user name and password in base64", before=r"(?<!\w)$", least=0, type_=SECRET),
    _made("docker-auth", "\"auth\" \0auth=", rf"""(?:"auth"\s*:\s*"|_auth\s*=\s*"?)(?P<value>[A-Za-z0-9+/]{{8,400}}={{0,2}})""", "it is a user name and password in base64", least=0, type_=SECRET),
    _made("npm-auth", "\0authtoken \0password", r"""(?:_authToken|_password)["']?\s*[=:]\s*["']?(?P<value>[A-Za-z0-9+/=_.-]{8,300})""", "it signs in to a package registry", before=r"(?:^|[\s:/\"'])$", type_=SECRET),
    _made("bearer-token", "bearer_ authorization", r"""(?:Bearer|Authorization["']?\s*[:=,]\s*["']?(?:token|apikey|key|bot))\s+(?P<value>[A-Za-z0-9_~+/.=-]{14,2000})""", "it stands in an authorisation header", least=1, type_=SECRET),
    _made("curl-user", "curl_ wget_ httpie_", rf"""\w+\s[^\n|]{{0,300}}?(?<=\s)(?:-u|--user|-a|--auth|--proxy-user|-U)(?:\s+|=)?{_Q}?[^\s:"'`$<]{{1,64}}:(?P<value>{_BARE}{{3,100}})""", "it follows the user name of a command", least=0.45),
    _made("command-password", "mysql sshpass_ psexec plink redis-cli docker_login mosquitto\0 ldap net_use net_user pass: storepass_ keypass_", rf"""(?:mysql\w*\b[^\n|]{{0,120}}?\s-p|sshpass\s+-p\s?|psexec\b[^\n]{{0,120}}?\s-p\s|plink\b[^\n]{{0,120}}?-pw\s|redis-cli\b[^\n]{{0,120}}?-a\s|docker\s+login\b[^\n]{{0,120}}?-p\s|mosquitto_\w+\b[^\n]{{0,120}}?-P\s|ldap(?:search|add|modify|whoami|delete|passwd)\b[^\n]{{0,160}}?-w\s|net\s+use\b[^\n]{{0,120}}?/user:\S+\s|net\s+user\s+\S+\s|pass:(?<=-passin pass:)|pass:(?<=-passout pass:)|(?:store|key)pass\s+)\s{{0,3}}{_Q}?(?P<value>{_BARE}{{4,80}})""", "it is the password of a command"),
    _made("user-percent-password", "smbclient rpcclient winexe", rf"""\w+\b[^\n]{{0,120}}?(?:-U|--user=?)\s*{_Q}?[\w./\\-]+%(?P<value>{_BARE}{{4,60}})""", "it follows the user name of a command"),
    _made("secure-string", "convertto-securestring", rf"""ConvertTo-SecureString\s+(?:-String\s+)?(?:-AsPlainText\s+)?{_Q}(?P<value>[^"'`\n]{{4,100}})""", "it is made into a secure string"),
    _made("sql-password", "identified_ with_password encrypted_password set_password", rf"""(?:IDENTIFIED\s+(?:WITH\s+\S+\s+)?(?:BY|AS)(?:\s+PASSWORD)?|(?:WITH|ENCRYPTED)\s+PASSWORD|SET\s+PASSWORD[^=\n]{{0,60}}=\s*(?:PASSWORD\s*\()?)\s*{_Q}(?P<value>[^"'`\n]{{4,100}}){_Q}""", "it is the password of a database user", least=0.4),
    _made("credential-pair", "login( credential( credentials( basicauth( basic\0auth( passwordauthentication( set\0auth( setauth( auth=( auth_=_( getconnection( \0connect( \0login( \0bind( \0auth( \0password(", rf"""[\w =]+\(\s*(?:[^,\n"'`]{{1,80}},\s*|{_Q}[^\n"'`]{{1,160}}{_Q},\s*)?{_Q}[^"'`\n]{{0,80}}{_Q}\s*,\s*{_Q}(?P<value>[^"'`\n]{{3,100}}){_Q}""", "it is handed over after a user name", least=0.45),
    _made("login-pair", "@", r"""@[\w-]+(?:\.[\w-]+)+\s{0,2}(?:/|\||:|;|,|\\)\s{0,2}(?P<value>[^\s"'`<>/]{5,60})""", "it follows an address where sign-ins are told", before=r"(?:login|credentials?|account|logon|zugang|konto|compte|access|acceso|accesso)\b[^\n]{0,60}?[\w.+-]$", least=0.8),
    _made("netrc-password", "machine_ default_login", r"""(?:machine\s+\S+|default)\s+login\s+\S+\s+password\s+(?P<value>\S{3,100})""", "it is the password of a netrc entry", least=0.3),
    _made("pgpass-password", ":5432: :3306: :*: :1433: :1521:", r""":(?:\d{2,5}|\*):[\w*-]+:[\w.*-]+:(?P<value>[^\s:]{3,100})\s*?(?:\n|$)""", "it is the password of a pgpass entry", before=r"(?:^|\n)[\w.*-]+$", least=0.3),
    _made("jwk-private-part", "\"kty\"", r""""kty"[^{}]{0,2000}"(?:d|k)"\s*:\s*"(?P<value>[A-Za-z0-9_-]{20,700})\"""", "it is the private part of a JSON web key", least=0, type_=SECRET),
    _made("htpasswd-sha", ":{sha}", r""":\{SHA\}(?P<value>[A-Za-z0-9+/]{27}=)""", "it is the hash of a password", before=r"\w$", least=0, type_=SECRET),
    _made("query-secret", "token= key= secret= auth= password= passwd=", r"""\w+=(?P<value>[A-Za-z0-9_.~%+/=-]{12,600}?)(?=[\s&"'`#<>)\]]|$)""", "it is handed over in an address", before=r"[?&](?:access_|auth_|api_?|client_)?$", least=1, type_=SECRET),
)  # fmt: skip


def find_constructs(text: str, runs: Runs) -> Iterator[Hit]:
    """Yield each secret whose construct gives it away."""
    for construct in CONSTRUCTS:
        for found in construct.matches(text, runs):
            score = _score(construct, found)
            if score:
                yield Hit(*found.span("value"), score, construct.id, construct.why, construct.type)


def _score(construct: Construct, found: re.Match[str]) -> float:
    value = found["value"]
    if why_placeholder(value) or value == found.string[found.start() : found.start("value")]:
        return 0.0
    if construct.least == 0:
        return construct.score if _is_encoded_pair(construct, value) else 0.0
    reads = max(password_strength(value), 0.95 if token_strength(value) else 0.0)
    if construct.least == 1:
        reads = 1.0 if token_strength(value) > 1 else 0.0
    return construct.score if reads >= construct.least else 0.0


def _is_encoded_pair(construct: Construct, value: str) -> bool:
    """Whether base64 holds `user:password`; constructs that hold no base64 always pass."""
    if construct.id not in ("basic-authorization", "docker-auth"):
        return True
    try:
        plain = base64.b64decode(value + "=" * (-len(value) % 4)).decode("utf-8")
    except ValueError:
        return False
    user, colon, password = plain.partition(":")
    return bool(colon) and plain.isprintable() and not why_placeholder(password or user)
