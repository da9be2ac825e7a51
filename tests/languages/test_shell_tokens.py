"""What the normalised statements of a script keep, and what they do not."""

from __future__ import annotations

import pytest

from tests.languages.shell_reading import body, script, unit


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("echo $x", "echo ${x}"),
        ('echo "$x"', "echo $x"),
        ("x=`date`", "x=$(date)"),
        ('[ -f "$1" ]', "[[ -f $1 ]]"),
        ("[ -f x ]", "test -f x"),
        ('[ "$a" = b ]', '[[ "$a" == "b" ]]'),
        (". lib.sh", "source lib.sh"),
        ("echo 'a b'", 'echo "a b"'),
        ("echo a >/dev/null 2>&1", "echo a &>/dev/null"),
        (">&2 echo a", "echo a >&2"),
        ("if a; then b; fi", "if a\nthen\n  b   # why\nfi"),
        ("a \\\n  --b", "a --b"),
        ("local a=1 b=2", "local a=1\nlocal b=2"),
        ("typeset a=1", "declare a=1"),
        ("test -n $1 && a", "[ -n $1 ] && a"),
    ],
)
def test_spellings_of_the_same_thing_are_equal(one: str, other: str) -> None:
    assert body(one) == body(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("echo $a$b", "echo $a $b"),
        ('echo "$a/b"', 'echo "$a" /b'),
        ("echo a b", "echo 'a b'"),
        ("echo FOO", "echo $FOO"),
        ("$CMD x", "CMD x"),
        ("a && b", "a || b"),
        ("a | b", "a; b"),
        ("cat <<E\none\nE", "cat <<E\ntwo\nE"),
        ("a &", "a"),
        ("! a", "a"),
        ("echo ${x:-1}", "echo ${x:+1}"),
        ("grep -e x", "grep -v x"),
    ],
)
def test_different_things_stay_different(one: str, other: str) -> None:
    assert body(one) != body(other)


@pytest.mark.parametrize("header", ["f() {", "function f {", "function f() {", "f ()\n{"])
def test_headers_of_functions_are_equal(header: str) -> None:
    assert unit(script(f"{header}\n  a b\n}}\n"), "f").fingerprint.exact == "function SELF:f\nN:a T:b"


def test_subshell_bodies_are_marked() -> None:
    assert unit(script("f() (\n  a\n)\n"), "f").fingerprint.exact == "function SELF:f (\nN:a"


def test_variables_are_local_when_declared_or_used_nowhere_else() -> None:
    text = """\
f() {
  local host="$1"
  port=80
  TIMEOUT=5
  echo "$host:$port" "$DEPLOY_ENV" "$TIMEOUT"
  f "$@"
}
g() { echo "$TIMEOUT"; }
"""
    assert unit(script(text), "f").fingerprint.exact.split("\n") == [
        "function SELF:f",
        "local L:host = L:1",
        "L:port = #:80",
        "N:TIMEOUT = #:5",
        "N:echo T:{}:{} L:host L:port N:DEPLOY_ENV N:TIMEOUT",
        "SELF:f L:@",
    ]


def test_the_environment_of_a_command_is_no_variable_of_the_script() -> None:
    assert body("LC_ALL=C sort x") == ["N:LC_ALL = T:C N:sort T:x"]


def test_read_and_for_bind_variables() -> None:
    assert body('while read -r line; do echo "$line"; done') == ["while N:read N:-r L:line", "  N:echo L:line"]
    assert body('for i in 1 two; do echo "$i"; done') == ["for L:i in #:1 T:two", "  N:echo L:i"]
    assert body("for ((i = 0; i < 3; i++)); do a; done") == ["for (( L:i = #:0 L:i < #:3 L:i ++ ))", "  N:a"]


def test_compound_statements_give_headers() -> None:
    text = 'if ! a -q; then b; elif c; then d; else e; fi\ncase "$1" in\n start | "up") x ;;\n *) y ;;\nesac'
    assert body(text) == [
        "if ! N:a N:-q", "  N:b", "elif N:c", "  N:d", "else", "  N:e",
        "case L:1 in", "  T:start | T:up )", "    N:x", "  T:* )", "    N:y",
    ]  # fmt: skip


def test_lists_and_pipelines() -> None:
    assert body("a && b x || { c; d; }") == ["N:a", "&& N:b T:x", "|| {", "  N:c", "  N:d"]
    assert body("a x | sort -u") == ["N:a T:x | N:sort N:-u"]
    assert body("a | while read -r x; do b; done") == ["N:a", "| while N:read N:-r L:x", "  N:b"]


def test_heredocs_give_a_digest_and_a_text_per_line_and_keep_what_follows() -> None:
    found = body('cat <<EOF | tee "$1"\nhost: $HOST\n\n  port: 80\nEOF\ndone_with_it')
    assert [token.partition(":")[0] for token in found[0].split()[:3]] == ["N", "<<", *found[0].split()[2:3]]
    assert "T:host: {}" in found[0]
    assert "T:port: 80" in found[0]
    assert found[0].endswith("N:HOST")
    assert found[1:] == ["| N:tee L:1", "N:done_with_it"]


def test_words_with_a_key_are_split() -> None:
    assert body('docker build --tag="x:$TAG" --pull -t y .') == ["N:docker N:build N:--tag = T:x:{} N:TAG N:--pull N:-t T:y T:."]
    assert body("env A=1 make B=two") == ["N:env N:A = #:1 N:make N:B = T:two"]
    assert body('echo "level=high"') == ["N:echo T:level=high"]


@pytest.mark.parametrize(
    ("text", "calls"),
    [
        ("sudo -u app docker build .", ("docker build",)),
        ("$SUDO systemctl --user restart x", ("systemctl restart",)),
        ("${DOCKER:-docker} push x", ("docker push",)),
        ("git -C /x commit -m y", ("git commit",)),
        ("kubectl -n prod apply -f x", ("kubectl apply",)),
        ("env X=1 timeout 5 curl x", ("curl",)),
        ("python3 -m pip install x", ("pip install",)),
        ("command -v docker", ("command",)),
        ("/usr/bin/env ls; \\cp a b", ("cp", "ls")),
        ("find . | xargs -n 1 rm", ("find", "rm")),
        ('x=$(aws --region "$R" s3 ls)', ("aws s3",)),
        ("[ -f x ] && return 1; :", ()),
        ('"$1" x', ()),
    ],
)
def test_calls_name_the_program_and_its_subcommand(text: str, calls: tuple[str, ...]) -> None:
    assert unit(script(f"f() {{\n{text}\n}}\n"), "f").calls == calls


def test_statement_lines_are_those_of_the_file() -> None:
    parsed = script("\nf() {\n  a\n  b \\\n    c\n  if d; then\n    e\n  fi\n}\n")
    assert unit(parsed, "f").fingerprint.lines == (2, 3, 4, 6, 7)
