"""Holds what may stand between the name of a password and its value, in whatever language."""

from __future__ import annotations

from typing import Final

from govsim import expressions as re

# What only says that a value follows.
_SAYS_VALUE: Final = (
    r"""(?:(?:value|default|content)[ \t]{0,2}(?==)"""
    r"""|[ ]\{[ ]get;(?:[ ](?:\w{1,9}[ ])?(?:set|init);)?[ ]\}[ ](?==)"""
    r"""|[ ]?As[ ]String[ ](?==)"""
    r"""|,[ \t]{0,2}["']value["'](?=:)"""
    r"""|\.(?:equals|equalsIgnoreCase|eq|set|send_?[kK]eys|type|fill|set_?[vV]alue)(?=\()"""
    r"""|,[ \t]{0,2}(?:default|value|with|fallback)[ \t]?(?=[=:])"""
    # Under `name: DB_PASSWORD`, in an object, behind a type.
    r"""|\n[ \t]{1,24}(?:["']?value["']?)(?=[ \t]?:)"""
    r"""|:[ \t]{0,2}\{[^{}\n]{0,60}\n?[ \t]{0,24}["'](?:default)?[Vv]alue["'](?=[ \t]?:)"""
    r"""|:\n(?:[ \t]{1,12}\w{2,24}:[ \t][^\n]{1,60}\n){0,4}[ \t]{1,12}Default(?=:[ \t])"""
    # In an element, or in the next.
    r"""|(?:[\w:-]{1,16}=["'][\w.:-]{1,16}["'][ ]?){0,2}(?=>)(?:>\s{0,24}<[Vv]alue(?=>))?"""
    r"""|</\w{1,8}>\s{0,24}<\w{1,8}(?=>))?"""
)
# What the password is for: `password for the server is`, `hasło do wifi:`.
_FOR: Final = (
    r"""(?:(?:for|to|on|für|zum|vom|do|od|de|du|del|della|pour|para|per|på|til|till|av|voor|"""
    r"""van|от|для|на)[ ]"""
    r"""[^\s:=]{1,20}+(?:[ ][^\s:=]{1,20}+){0,3}?"""
    r"""(?=[ ]?[:=]|[ ](?:is|ist|lautet|c'est|est|es|è|é|är|er|jest)[ ]))?"""
)
_TYPE: Final = (
    r"""(?:(?::[ \t]{0,2})?(?:&?'?(?:static )?str|[Ss]tring|char[ ]?\*|varchar\(\d+\))[?\]]?"""
    r"""[ \t]{1,2})?"""
)
_LINK: Final = (
    r"""(?P<link>:=|=>|->|<-(?=[ ]?["'])|→|\|\||\?\?|\?=|\?:|={1,3}|!==?|"""
    r"""[:=,(>]|：|[は是为는은]|-[ \t]"""
    r"""|\|(?=[ \t])"""
    r"""|or(?=[ ]["'])|[’']s(?:[ ](?:still|now|just))?(?=[ ])"""
    r"""|[ \t]+(?:is|=|are|was|ist|war|lautet|c'est|est|es|è|é|är|er|jest|to|on|это)"""
    r"""(?:[ ](?:still|now|just|again|currently|immer|jetzt|noch|maintenant|ahora|ora|"""
    r"""teraz|nu))?[ \t:]"""
    r"""|(?=[ \t]))"""
)
# From the word for a password on, up to its value; `rest` ends the name.
GLUE: Final = re.compile(
    r"""(?P<rest>(?:(?![は是为는은])[\w-]){0,40})"""
    r"""(?P<close>(?:\[\d{0,3}(?=\]))?\\{0,3}\]?(?:["'`]|\*\*)?[\])]{0,2})[ \t]{0,12}"""
    rf"""{_FOR}{_SAYS_VALUE}{_TYPE}{_LINK}"""
    r"""[ \t]{0,12}(?:\n[ \t]{2,12}(?=["']))?(?:</\w{1,6}>[ ]?|\*\*[ ]?)?"""
    r"""(?:(?:new )?[A-Za-z_.]{2,24}\()?"""
    r"""(?:<<|[(\[{「『“])?(?P<mark>[bBrRuUfFLN@]{0,2}(?P<quote>\\{0,3}["'`])(?:\{noop\})?|)"""
)
