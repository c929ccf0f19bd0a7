"""Values whose parts are strings of a program are found as what the program makes of them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govsim.guardrails.views.clues import Clues
from govsim.guardrails.views.decoders import code_values
from tests.guardrails.views.test_told import found

HEAD, TAIL = "ghp_cFBqoSBVBTvp" + "TYArYtqS2", "Ko4UtcjOk" + "VnFyGh"


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("EMAIL", 'to = "%s@%s.%s" % ("ana_berg22", "gmail", "com")'),
        ("EMAIL", 'String to = String.format("%s@%s.%s", "ana.berg", "corp", "de");'),
        ("EMAIL", 'to := fmt.Sprintf("%s@%s.%s", "ana.berg", "corp", "de")'),
        ("EMAIL", 'let to = format!("{}@{}.{}", "ana.berg", "corp", "de");'),
        ("EMAIL", 'var to = string.Format("{0}@{1}.{2}", "anaberg7", "corp", "de");'),
        ("EMAIL", '$to = "{0}@{1}" -f "anaberg7","corp.de"'),
        ("EMAIL", "printf '%s@%s.%s' anaberg7 corp de"),
        ("EMAIL", '"{u}@{h}".format(u="anaberg7", h="corp.de")'),
        ("EMAIL", "$to = sprintf('%2$s@%1$s', 'corp.de', 'anaberg7');"),
        ("EMAIL", 'QString("%1@%2").arg("anaberg7").arg("corp.de")'),
        ("PASSWORD", 'dsn = "postgres://{}:{}@{}/o".format("app","wQ71hTzz8Lp","db.corp.de:5432")'),
        ("EMAIL", 'to = "anaberg" & Chr(64) & "corp" & Chr(46) & "fr"'),
        ("EMAIL", '$to = "anaberg"+[char]64+"corp.de"; Send-It $to'),
        ("EMAIL", 'to = "anaberg" || chr(0x40) || "corp.de"'),
        ("EMAIL", 'to = "anaberg" & Chr(064) & "corp" & Chr(046) & "fr"'),
        ("EMAIL", 'to = ' + " & ".join(f"Chr({ord(sign):03})" for sign in "anaberg7@corp.de")),
        ("SECRET", f'sb.append("{HEAD}");\nsb.append("{TAIL}");'),
        ("SECRET", f'key = "{HEAD}"\nkey += "{TAIL}"'),
        ("SECRET", f"$k = '{HEAD}';\n$k .= '{TAIL}';"),
        ("SECRET", f'char k[99]; strcat(k, "{HEAD}"); strcat(k, "{TAIL}");'),
        ("SECRET", f'api_secret = "{HEAD[4:]}" + "{TAIL}"'),
        ("PASSWORD", 'password = "Orchid" + "!O7Uz91"'),
        ("EMAIL", '<script>u="anaberg";h="corp";t="io";document.write(u+"@"+h+"."+t)</script>'),
        ("EMAIL", 'let u="ana_berg";h="gmail";t="com"; return `${u}@${h}.${t}`;'),
        ("EMAIL", '<?php $a = "anaberg7"; $h = "corp.de"; $to = $a . "@" . $h;'),
        ("EMAIL", 'let a = "anaberg7" in let h = "corp.de" in a ^ "@" ^ h'),
        ("SECRET", f'A={HEAD}; B={TAIL}; KEY="$A$B"\ncurl -H "X-Api-Key: $KEY" $URL'),
        ("EMAIL", '<a data-cfemail="2a4b444b6a49455857045944">[protected]</a>'.replace("2a4b444b6a49455857045944", "2a4b444b6a4945585a044e4f")),
    ],
)  # fmt: skip
def test_strings_are_put_together_as_a_program_does(kind: str, text: str) -> None:
    """Arguments of templates, calls of a builder, sums and strings side by side make one value."""
    assert kind in {each for each, _ in found(text)}


@pytest.mark.parametrize(
    "text",
    [
        'logger.info("read %s rows of %s in %s s", "12", "orders", "0.4")',
        'print("{:>10} {}".format("total", "118"))',
        'sb.append("SELECT a");\nsb.append(", b FROM t WHERE id = 12345");',
        'line = "a" + chr(10) + "b" & Chr(34) & "c.de"',
        'path = "src" + "/" + "main_2" + ".py"',
        'html += "<td>12</td>"; html += "<td>4711</td>"; html += "<td>0815</td>"',
        'names = ["alpha1" "beta2" "gamma3"]',
        'x = "v1.2.3" "-rc4"',
        'NAME=web1\nPORT=8080\nURL="http://$NAME:$PORT/"',
        '<a data-cfemail="00112233445566778899">x</a>',
        'cout << "12" << "34567" << "8901 rows" << endl;',
    ],
)
def test_strings_of_other_things_stay_quiet(text: str) -> None:
    """Messages, queries, paths and rows of a table are no values."""
    assert found(text) == []


@settings(max_examples=300)
@given(st.text("\"'`+._ \n\\|&ax7", max_size=14))
def test_no_strings_side_by_side_are_passed_over(text: str) -> None:
    """Where a glance finds no gap between two strings, there are none beside each other."""
    raw = Clues(text).raw
    glued = raw.translate(None, code_values._BETWEEN)

    for match in code_values._SIDE_BY_SIDE.finditer(text):
        quote = match[1].encode()
        assert quote * 2 in glued
        assert dict(code_values._GLUED)[quote].search(raw)
