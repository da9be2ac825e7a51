"""Right forms of the shell that the grammar lacks: read whole, at their places, and with what they say."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssot_check.languages.support.forms import exchanged
from ssot_check.languages.support.shell import tree
from ssot_check.languages.support.shell.forms import FORMS
from ssot_check.languages.support.shell.inner import handed
from tests.languages.shell_reading import body, script

LINES = (
    "letter=${text:$i:1}",
    "rest=${line: +2}",
    'printf "\\b${wheel:i++%${#wheel}:1}"',
    "echo ${all[*]:$from}",
    "key=${1//$/}",
    "text=${text//$/\\\\$}",
    "name=${name%]}",
    "name=${name%\\'*}",
    "path=${path/${old}\\//${new}\\/}",
    "text=${text//&/\\&amp;}",
    'echo "${title:+$title\\n - by: }$author"',
    'echo "try${count:+ ($((count + 1)))}"',
    "table[$row,$column]=1",
    "seen[$id/$key]=1",
    "serial=$((10#$month + 1))",
    "mask=$(( 0x$low ^ 0xff ))",
    'take "$((2#0$bits))"',
    "disk=$(echo $part | sed s/p2$//g)",
    'if [ "$a" \\> "$b" ]; then take; fi',
    'if [ \\( -z "$a" -a -d "$b" \\) -o \\\n  \\( -n "$c" \\) ]; then take; fi',
    'exec 3<>"/dev/tcp/$host/$port"',
    "exec {pipe}<> <(:)",
    'f() { local words+=" $1"; }',
    "for each do take; done",
    'case "$x" in\n  a) take ;;&\n  *) leave ;;\nesac',
    "take || { leave; { again; } }",
    "run {{ folder }}/start.sh --to {{ target }}",
    "{% if wanted %}\ntake\n{% endif %}",
    "serial=$((10#0${month} + 0x${low%:*}))",
    "if [ ! -w / ]; then take; fi",
    "[[ $disk = hd* || $disk = sd*  ]] || take",
    'if ! query --all >/dev/null 2>&1 <<< "$text"; then take; fi',
    "scan 8>&- 7>&- --verbose",
    "! > log",
    'found="$(run "$one")" 2>>"$log" || take',
    "local found=$(run one) 2>/dev/null",
    ": ${name=`echo one | tr a b`}",
    "number=\"${1:?usage: $0 <number> '<comment>'}\"",
    'case "$x" in\n  start)run;;\n  stop|halt)end one;;\n  *)return 1;;\nesac',
    'case "$x" in\n  *"one:"*"two"*|"shut off")\n    take;;\nesac',
    "inner() {(\n  take one\n)}",
    "{(\n  take one\n)}",
    "cc -x c - <<EOF 2>/dev/null | sed s/a/b/\nint main() { return 0; }\nEOF",
    "rm -f !(*.txt)",
    'if [ "$place" != ~ ]; then take; fi',
    "case \"$x\" in\n  ?*' '?*)\n    take;;\n  *)\n    leave;;\nesac",
    'echo "${1#${option}=}" "${1#$option}" $((0x${low}))',
    'if [ "$a" \'>\' "$b" ]; then take; fi',
    "lines=${(f)text}",
    '[[ " $* " =~ " "(-h|--help)" " ]] && take',
    '[[ "$*" =~ .*" --pack ".* || $2 =~ ^"a b"$ ]] || take',
    'if [ "$a" ]; \\\n  then \\\n  take; \\\nfi; \\\nleave',
    'cat > log <<EOF\nsend "$one" <<EOFMAIL\nhello\nEOFMAIL\nEOF',
    "if (( $+commands[git] )); then take; fi",
    '{\n  take\n} <<<"$(<"$file")"$\'\\n\'',
    'rest=${found#*{\\"name\\":\\""$name"\\",\\"type\\":\\"TXT\\"}',
    'rest="${found%%{*}"',
    "name=${name/ *}",
    "name=${name/$'/:'*}",
    "name=\"${name/ '[a/b]'}\"",
    "((count+=$(list | grep -cv done$)))",
    "echo $((16#${code:2:2}${code:0:2}))",
    '[[ "${name:0:1}" == \\  ]] && take',
    "take >/dev/null &!",
    'word="$(run | sed -e s/\\\\$/\\\\$\\\\$/g)"',
    "read -d '' -a all < <((node -e 'take(list(0, \"utf-8\"));') <<<\"$(run --json)\")",
    "cat <<'END' | while read -r line; do\none (\nEND\n  take $line\ndone",
    "python - <<-END || {\none (\n\tEND\n  leave\n}",
    'if ! run 2>&1 <<"END" | sort; then # why\none (\nEND\n  leave\nfi',
    "page=$(\n  cat <<END\n\\$one = two('${three}')\nEND\n)",
)


@pytest.mark.parametrize("line", LINES)
def test_a_right_form_takes_nothing_along(line: str) -> None:
    read = script(f"first() {{\n  one\n}}\n{line}\nlast() {{\n  two\n}}\n")
    assert read.problems == ()
    assert [item.name for item in read.definitions][-1] == "last"
    assert {unit.name: unit.location.line for unit in read.units}["last"] == 5 + line.count("\n")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("letter=${text:$i:1}", "letter=${text:$k:1}"),
        ("name=${name%]}", "name=${name%)}"),
        ('name=${name#*{\\"a\\"}', 'name=${name#*{\\"b\\"}'),
        ("seen[$id/$key]=1", "seen[$id/$name]=1"),
        ('[ "$a" \\> "$b" ]', '[ "$a" \\< "$b" ]'),
        ("run {{ folder }}/start.sh", "run {{ place }}/start.sh"),
        ("serial=$((10#0${month}))", "serial=$((10#0${year}))"),
        ("[[ $disk = hd* || $disk = sd* ]]", "[[ $disk = hd* || $disk = vd* ]]"),
        ("local found=$(run one) 2>/dev/null", "local found=$(run two) 2>/dev/null"),
    ],
)
def test_such_a_form_says_what_was_written(one: str, other: str) -> None:
    assert body(one) != body(other)


@pytest.mark.parametrize("opened", ["run <<END || {\n%s\nEND\n  leave\n}", "if run 2>&1 <<'END'; then\n%s\nEND\n  leave\nfi"])
def test_a_text_within_what_its_line_opens_is_that_of_its_command(opened: str) -> None:
    first, *rest = body(opened % "one ${two}")
    assert first.endswith(" T:one ${two}")
    assert rest == body(opened.replace("%s\n", ""))[1:]
    assert body(opened % "one") != body(opened % "other")


@pytest.mark.parametrize("line", ["# if run <<END; then", "one # cat <<END | while read x; do", "echo 'cat <<END | while x; do' # then {"])
def test_a_remark_and_a_quoted_text_begin_no_text(line: str) -> None:
    read = body(f"one\n{line}\nletter=${{text:$i:1}}\ncat <<END\ntwo\nEND")
    assert [line.partition(" ")[0] for line in read if not line.startswith("N:echo")][-3:] == ["N:one", "L:letter", "N:cat"]


def test_what_a_shell_reads_so_is_looked_at() -> None:
    read = tree.parse_tree("a.sh", "ssh host <<'END' || {\nmake one\nEND\n  leave\n}\n")
    assert [text for _, text in handed(read)] == ["make one\n"]


def test_a_group_of_another_program_stays() -> None:
    text = "find . \\( -name a -o -name b \\) -print\nletter=${text:$i:1}\n"
    assert exchanged(text.encode(), FORMS).startswith(b"find . \\( -name a -o -name b \\) -print\n")


@given(
    st.lists(
        st.sampled_from([*LINES, "${", "}", "$", "/", "[", "\\(", " ", "\n", ";;&", "{{ ", "%}", "é", "a <<END | do\n", "END"]), max_size=8
    ).map("".join)
)
def test_every_place_stays_where_it_is(text: str) -> None:
    data = text.encode()
    told = exchanged(data, FORMS)
    assert len(told) == len(data)
    assert [found.start() for found in re.finditer(b"\n", told)] == [found.start() for found in re.finditer(b"\n", data)]


def test_rows_that_look_like_such_forms_cost_no_time() -> None:
    """Two ways to read one mark would take longer than the universe has."""
    for row in ("run <<E " + "&>&" * 5_000, "run <<E " * 5_000, "for ((" * 5_000, "for ((a))" * 5_000):
        assert len(exchanged(row.encode(), FORMS)) == len(row)
