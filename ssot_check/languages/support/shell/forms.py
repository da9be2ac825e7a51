"""Right forms of the shell that its grammar lacks, written so that it reads them, in as many bytes: every place stays where it is.

What a token says is taken from the file itself. Asked only of a text in which the grammar met an error, since most have none of these.
"""

from __future__ import annotations

import re
from typing import Final

from ssot_check.languages.support.forms import Form
from ssot_check.languages.support.shell.heredocs import TORN, as_word, is_remark
from ssot_check.model.regex import regex

_NAME: Final = rb"\$\{!?(?:\w+|[@*])(?:\[[^\]\n]*\])?"
_VALUE: Final = rb"\$\w|\$\{[#!]?\w+(?:\[[^\]\n]*\])?\}"  # one way only to read each text: the rest of a name is any other text
_SIMPLE: Final = regex(rb" ?-?\w+|")
_SUM: Final = rb"\$\(\([^()`\n]*\)\)"
_PATTERN_MARK: Final = regex(rb"\\\\|(\A[ ]|\\[\"'/]|\$(?=[/}]|$)|[\])<>;&|]|(?<!\$)\{)")
_CLASS: Final = regex(rb"(?<!\\)\[[!^]?\]?[^\[\]\n]*\]")
_LISTED: Final = regex(rb"[();&|<>]")
_QUOTED_PART: Final = regex(rb"\$?(?<!\\)'[^'\n]*'")
_DEFAULT_MARK: Final = regex(_SUM + rb"|\\.|[;|&<>()]")
_GROUP: Final = regex(rb"(?<=[ \t])\\(?=[()](?:[ \t]|$))")
_EQUALS: Final = regex(rb"(?<=\S) = (?=\S)")
_QUOTE: Final = regex(rb"['<>;&|()]")
_BETWEEN: Final = regex(rb"\"\*\"")
_SIGN: Final = regex(rb"[^\w${}@*.-]")
_REDIRECTS: Final = rb"((?:[ \t]+[12]?>{1,2}[ \t]*(?:&[12]|[\w/.~\"${}-]+))+)"
_SUBSCRIPT: Final = regex(rb"\$\{[^{}\n]*\}|(?<=\w)\[\$?\w+\]")
_STOPS: Final = rb"(?=[ \t]*(?:$|\|\||&&|;))"


def _numbers(found: re.Match[bytes]) -> bytes:
    """Where a part of a value begins and how long it is, each as one word."""
    return found[1] + b":".join(part if _SIMPLE.fullmatch(part) else b"x" * len(part) for part in found[2].split(b":"))


def _pattern(found: re.Match[bytes]) -> bytes:
    """A pattern without the marks that the grammar takes for the end of something.

    Of one with a group or a class of its own only what its classes list, as in `[,)]`, is put otherwise.
    """
    plain = _QUOTED_PART.sub(_crossed, found[2])
    if b"[" in plain or b"(" in plain:
        return found[1] + _CLASS.sub(lambda kept: _LISTED.sub(b"x", kept[0]), found[2])
    return found[1] + _PATTERN_MARK.sub(lambda mark: b"x" * len(mark[1]) if mark[1] else mark[0], plain)


def _subscripts(found: re.Match[bytes]) -> bytes:
    """The head of a loop that counts, each element of a table in it as one name."""
    return _SUBSCRIPT.sub(lambda part: part[0] if part[0][:1] == b"$" else b"_" * len(part[0]), found[0])


def _default(found: re.Match[bytes]) -> bytes:
    """What stands for a value that is missing, without sums, escapes and the marks of commands."""
    return found[1] + _DEFAULT_MARK.sub(_crossed, found[2])


def _expression(found: re.Match[bytes]) -> bytes:
    """A regular expression of quoted and plain parts as one plain word; one that is quoted as a whole stays."""
    parts = found[2]
    whole = parts[:1] == parts[-1:] and parts[:1] in (b'"', b"'") and parts.count(parts[:1]) == len(b"''")
    return found[0] if whole or not (b'"' in parts or b"'" in parts) else found[1] + _SIGN.sub(b".", parts)


def _last(found: re.Match[bytes]) -> bytes:
    """A regular expression at the end of a group: compared as a plain word, the bracket behind it is none of its own."""
    return b"==" + found[1] + _SIGN.sub(b".", found[2])


def _body(found: re.Match[bytes]) -> bytes:
    """A here-document in whose text nothing looks like the beginning of another one, begins like its own end, or is a plain `$`."""
    if is_remark(found):
        return found[0]
    seeming = re.sub(rb"(?m)^([ \t]*)" + re.escape(found[2]), lambda end: end[1] + b"x" * len(found[2]), found[3])
    return found[1] + seeming.replace(b"<<", b"xx").replace(b"\\$", b"xx") + found[4]


def _crossed(found: re.Match[bytes]) -> bytes:
    return b"x" * len(found[0])


def _blanked(found: re.Match[bytes]) -> bytes:
    return b" " * len(found[0])


FORMS: Final[tuple[Form, ...]] = (
    # `cat <<END | while read -r line; do`; the tree puts the text back
    (TORN, as_word),
    # lines and values that Jinja and its kin put in
    (regex(rb"^[ \t]*\{%[^\n]*%\}[ \t]*$|\{#[^#\n]*#\}", re.MULTILINE), _blanked),
    (regex(rb"\{\{ [^{}\n]* \}\}|\{%[^{}\n]*%\}"), _crossed),
    # `${text:$i:1}`, `${line: +2}`, `${wheel:i++%${#wheel}:1}`, `${*:$#}`
    (regex(rb"(" + _NAME + rb":)(?![-=+?])((?:[^{}$`\"'\n]|\$#|" + _VALUE + rb")+)(?=\})"), _numbers),
    # `${1//$/}`, `${line%%]*}`, `${word#\'}`, `${path/${old}\//${new}\/}`, `${found#*{\"name\":}`, `${name/ '[a/b]'}`
    (regex(rb"(" + _NAME + rb"(?:##?|%%?|//?[#%]?))((?:[^}$`\\\n]|\\.|\$(?![\w{(])|" + _VALUE + rb")+)(?=\})"), _pattern),
    # `${name:+$name\n}`, `${count:+ ($((count + 1)))}`
    (regex(rb"(" + _NAME + rb":?[-=+?])((?:[^{}\"'`\\$\n]|\\.|" + _SUM + rb"|" + _VALUE + rb")+)(?=\})"), _default),
    # `table[$row,$column]=1`, `found[$id/$key]=1`
    (regex(rb"(?<=\w)(\[(?:\$?\w|\$\{\w+\})+)[,/](?=(?:\$?\w|\$\{\w+\})+\])"), lambda found: found[1] + b"_"),
    # `$((16#${high:0:2}${low:0:2}))`, `$((10#0${month}))`, `$((0x${mask}))`
    (regex(rb"(?<![\w${])(?:\d+#\d*|0[xX])(?:\$\{[^{}\n]*\}){2,}"), _crossed),
    (regex(rb"(?<![\w${])(?:\d+#\d*|0[xX])(?=\$\{)"), _blanked),
    # `$((10#$month))`, `$((0x$mask))`, `$((2#0$bits))`
    (regex(rb"(?<![\w${])(?:\d+#\d*|0[xX])\$(?=\w)"), _crossed),
    # `sed s/2$//`, `$(grep -v done$)`, `sed s/\\$/\\$\\$/g`
    (regex(rb"\$(?=[/)\\])"), _crossed),
    # `[ "$a" '>' "$b" ]`, `[ "$a" \> "$b" ]`, `[ \( -z "$a" \) -o -z "$b" ]`
    (regex(rb"(?<=[ \t])'[<>]'(?=[ \t])"), lambda _found: b" = "),
    (regex(rb"(?<=[ \t])\\[<>](?=[ \t])"), lambda _found: b"=="),
    (regex(rb"(?<![^\s;&|(!{])\[[ \t](?:\\\n|[^\]\n;]){0,1000}[ \t]\]"), lambda found: _GROUP.sub(b" ", found[0])),
    # `[[ "$one" == \\  ]]`
    (regex(rb"(?<=[ \t])\\[ ](?=[ \t]+\]\])"), _crossed),
    # `[ -w / ]`, `[ $place != ~ ]`, `[[ $disk = hd* || $disk = sd* ]]`
    (regex(rb"(?<=[ \t])[/~](?=[ \t]+\])"), _crossed),
    (regex(rb"(?<![^\s;&|(!{])\[\[[ \t](?:\\\n|[^\]\n;]){0,1000}[ \t]\]\]"), lambda found: _EQUALS.sub(b" ==", found[0])),
    # `[[ " $* " =~ " "(-h|--help)" " ]]`, `[[ "$*" =~ .*" -x ".* ]]`
    (regex(rb"(=~[ \t]+)((?:\"[^\"\n]*\"|'[^'\n]*'|[^\s\"'&]|&(?!&))+)(?=[ \t]+(?:\]\]|&&|\|\|))"), _expression),
    # `[[ -n $a && ("$b" =~ 1[01]) ]]`
    (
        regex(rb"=~([ \t]+)((?:[^\s()\"'&|]|\([^()\n]*\)|\"[^\"\n]*\"|'[^'\n]*')+)(?=\)+[ \t]*(?:\]\]|&&|\|\|))"),
        _last,
    ),
    # `a; \` and `then \` at the end of a line
    (regex(rb"(;|\b(?:then|else|do))([ \t]*)\\(?=\n)"), lambda found: found[1] + found[2] + b" "),
    # `cat <<END` around `mail "$to" <<END_OF_MAIL`
    (regex(rb"(<<-?[ \t]*[\"']?(\w+)[\"']?[^\n]*\n)((?:[^\n]*\n){0,400}?)([ \t]*\2$)", re.MULTILINE), _body),
    # `python3 - <<END >log 2>&1 &`; the reader takes the mark from the file
    (
        regex(
            rb"(<<-?[ \t]*(?:\\?\w+|\"\w+\"|'\w+')(?:[ \t|](?:[^\n;&#\"']|\"[^\"\n]*\"|'[^'\n]*'|&(?=[>&])|(?<=[>&])&(?![>&])){0,300})?)"
            rb"(?<!&)[;&](?=[ \t]*(?:#[^\n]*)?$)",
            re.MULTILINE,
        ),
        lambda found: found[1] + b" ",
    ),
    # `cc - <<END 2>/dev/null | sed s/a/b/`
    (regex(rb"(<<-?[ \t]*(?:\\?\w+|\"\w+\"|'\w+'))" + _REDIRECTS + rb"(?=[ \t]*\|)"), lambda found: found[1] + b" " * len(found[2])),
    # `jq . 2>&1 <<< "$text"`, `run 8>&- <&6`
    (regex(_REDIRECTS + rb"(?=[ \t]*<<<)"), _blanked),
    (regex(rb"(?<=[ \t]\d)(?:(?<=\d)<&(?=\d)|[<>]&(?=-))"), lambda found: found[0][:1] + b"x"),
    # `{ read_all; } <<<"$text"`, `(read_all) <<<"$text"`
    (regex(rb"(?<=[;\s]\})([ \t]*)<<<"), lambda found: found[1] + b"<  "),
    (
        regex(rb"(?<![$<>=\w\"'@*?!+\\])(\((?:[^()'\"\n\\]|\\.|'[^'\n]*'|\"(?:[^\"\n\\]|\\.)*\"|\([^()\n]*\)){1,1000}\)[ \t]*)<<<"),
        lambda found: found[1] + b"<  ",
    ),
    # `! > file`
    (regex(rb"((?:^|[;&|({]|\b(?:then|do|else|if|while))[ \t]*)!(?=[ \t]+>)", re.MULTILINE), lambda found: found[1] + b":"),
    # `found=$(run) 2>>"$log" || stop`
    (
        regex(
            rb"^([ \t]*(?:(?:local|export|declare|readonly)[ \t]+)?\w+=\"?(?:\$\([^\n]*\)|`[^`\n]*`)\"?)" + _REDIRECTS + _STOPS,
            re.MULTILINE,
        ),
        lambda found: found[1] + b" " * len(found[2]),
    ),
    # `: ${name=`run`}`, `"${1:?usage: program <file> 'text'}"`
    (regex(rb"(" + _NAME + rb":?[-=+?])(`[^`\n]*`)(?=\})"), lambda found: found[1] + b"x" * len(found[2])),
    (regex(rb"(?<=\")(" + _NAME + rb":?[-=+?])((?:[^{}\"`\\$\n]|\$\w)+)(?=\}\")"), lambda found: found[1] + _QUOTE.sub(b"_", found[2])),
    # `stop)return;;`, `*"one"*"two"*)` and `?*' '?*)` in a `case`
    (regex(rb"^([ \t]*)[\w*?@.](?=[\w|*.-]*\)[^\s;)])", re.MULTILINE), lambda found: found[1] + b"-"),
    (regex(rb"^[ \t]*(?:[\w*|]|\"[^\"$`\n]*\")+(?:\)|\|\\?$)", re.MULTILINE), lambda found: _BETWEEN.sub(b"xxx", found[0])),
    (regex(rb"^([ \t]*[\w?*]+)'[ \t]'(?=[\w?*\[])", re.MULTILINE), lambda found: found[1] + b"xxx"),
    # `start() {(`, `{(` and `)}`
    (regex(rb"(?:(?<=\))|^)([ \t]*)\{\((?=[ \t]*$)", re.MULTILINE), lambda found: found[1] + b" ("),
    (regex(rb"^([ \t]*\))\}(?=[ \t]*$)", re.MULTILINE), lambda found: found[1] + b" "),
    # `rm -f !(*.txt)`, and of zsh `${(f)lines}` and `$+commands[git]`
    (
        regex(rb"(\b(?:rm|ls|cp|mv|cat|chown|chmod|find)[ \t](?:[^\n;|&]*[ \t/])?)(!\([^()\n]*\))"),
        lambda found: found[1] + b"x" * len(found[2]),
    ),
    (regex(rb"(?<=\$\{)\([^()\n]*\)(?=\w)"), lambda found: b"_" * len(found[0])),
    (regex(rb"\$\+[a-z]+\[[\w-]+\]"), _crossed),
    # `${(f)"$(list)"}` of zsh
    (
        regex(rb"\$\{\([^()\n]*\)(\"\$\([^()\"\n]*\)\")\}"),
        lambda found: b"_" * (len(found[0]) - len(found[1]) - 1) + found[1] + b"_",
    ),
    # `exec 3<>"/dev/tcp/$host/$port"`, `exec {file}<> <(:)`
    (regex(rb"(?<=[ \t\d}])<>(?=[ \t]*[\w\"'$/&<])"), lambda _found: b"> "),
    # `local words+=" $1"`
    (
        regex(rb"(?<![\w$.-])((?:local|declare|typeset|readonly|export)(?:[ \t]+-\w+)*[ \t]+\w+)\+(?==)"),
        lambda found: found[1] + b"_",
    ),
    # `for ((at[0] = 1; at[0] < 3; at[0]++))`
    (regex(rb"\bfor[ \t]*\(\([^\n]{0,300}?\)\)(?=[ \t]*(?:;|\n|do\b|\{))"), _subscripts),
    # `for argument do`
    (regex(rb"^([ \t]*for[ \t]+\w+)[ \t](?=do\b)", re.MULTILINE), lambda found: found[1] + b";"),
    # `;;&` in a `case`, `{ a || { b; } }`, `say() { if loud; then echo; fi }`
    (regex(rb";;&"), lambda _found: b";; "),
    (
        regex(rb"(?<=[;\s]\})[ \t](?=\}[ \t]*$)|(?<=[;\s]fi)[ \t](?=\})|(?<=[;\s](?:done|esac))[ \t](?=\})", re.MULTILINE),
        lambda _found: b";",
    ),
    # `run &!` of zsh
    (regex(rb"(?<=[ \t]&)[!|](?=[ \t]*$)", re.MULTILINE), _blanked),
    # a last line that goes on
    (regex(rb"\\\s*\Z"), lambda found: b" " + found[0][1:]),
)
