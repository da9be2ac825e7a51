"""Right forms that a grammar does not know yet, written so that it reads them, in as many bytes: every place stays where it is.

What is blanked or exchanged says nothing to any rule, and what a token says is taken from the file itself. Asked only of a text in which
the grammar met an error, since most have none of these.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final, TypeAlias

from ssot_check.model.regex import regex

Form: TypeAlias = tuple[re.Pattern[bytes], Callable[[re.Match[bytes]], bytes]]


def _blanked(found: re.Match[bytes]) -> bytes:
    """All but group 1, which stays."""
    return found[1] + re.sub(rb"[^\n]", b" ", found[0][len(found[1]) :])


def _as_constant(found: re.Match[bytes]) -> bytes:
    return b"(" + b" " * len(found[1] or b"") + b"const"


def _ended(found: re.Match[bytes]) -> bytes:
    """The last blank before a signature becomes the `;` that ends the member above."""
    return found[0][:-1] + b";"


def _named(found: re.Match[bytes]) -> bytes:
    """What follows group 1 becomes a name."""
    return found[1] + b"_" * (len(found[0]) - len(found[1]))


def _joined(found: re.Match[bytes]) -> bytes:
    return found[0].replace(b"&", b"+")


def _unescaped(found: re.Match[bytes]) -> bytes:
    """A template with a tag before it, which is group 1, without what begins like a letter by its number."""
    return re.sub(rb"\\(?=[ux0-9])", b"_", found[0]) if found[1] else found[0]


def _as_call(found: re.Match[bytes]) -> bytes:
    """Another name in the place of `new`, which the grammar takes for a call of anything."""
    return b"ptr" + found[0][3:]


def _as_name(found: re.Match[bytes]) -> bytes:
    return b"_" * len(found[0])


_LABEL: Final = regex(rb"(?<=[\[,.\s])(?:this|new|default|function|class|in|import|export|enum|delete|typeof|void)(?=\??:)")
_MODIFIERS: Final = rb"^[ \t]*(?:(?:public|private|protected|static|abstract|override|declare|readonly)[ \t]+)+"
_FORMS: Final[Mapping[str, tuple[Form, ...]]] = {
    "typescript": (
        # `for (using x of xs)`: `const` binds the same name
        (regex(rb"\((await[ \t]+)?using(?=[ \t]+[A-Za-z_$][\w$]*[ \t]+of\b)"), _as_constant),
        # a variable called `using`
        (regex(rb"(?<![\w$.])using(?=[ \t]*(?:[=;,.)\]}:?|&<>!+*/%\[-]|$))", re.MULTILINE), lambda found: b"usin_"),
        # `export type * from "m"`
        (regex(rb"^([ \t]*export)[ \t]+type(?=[ \t]*\*)", re.MULTILINE), _blanked),
        # `export … from "m" with { type: "json" }`
        (regex(rb"""^([ \t]*export\b[^;"'`]*\bfrom[ \t]*(?:"[^"\n]*"|'[^'\n]*'))\s*\bwith\s*\{[^{}]*\}""", re.MULTILINE), _blanked),
        # `import defer * as n from "m"`, `import source x from "m"`
        (regex(rb"^([ \t]*import)[ \t]+(?:defer(?=[ \t]*\*)|source(?=[ \t]+[A-Za-z_$][\w$]*[ \t]+from\b))", re.MULTILINE), _blanked),
        # `class Box<in out T>`
        (
            regex(
                rb"([<,]\s*(?:/\*[^\n]{0,99}\*/\s*|//[^\n]{0,99}\n\s*)?)(?:in[ \t]+out|in|out)(?=[ \t]+[A-Z_$][\w$]*\s*(?:[,>=]|extends\b))"
            ),
            _blanked,
        ),
        # `static accessor x`
        (regex(rb"(" + _MODIFIERS + rb")accessor(?=[ \t]+[#\w$])", re.MULTILINE), _blanked),
        # a generic call signature below a member that no `;` ends, or below its remark
        (
            regex(
                rb"(?<=[\w)\]>}\"'/])[ \t]*\n[ \t]+"
                rb"(?=<\s*[A-Z]\w*(?:\s+extends\b|\s*=\s*\w|(?:,[^(){};]{0,200})?>\())"
            ),
            _ended,
        ),
        # an index signature below a member that no `;` ends: `useState<{ … }>()`
        (regex(rb"(?<=[\w)\]>}\"'`/])\s*\n[ \t]+(?=\[\s*\w+\s*:[^\[\]\n]+\]\??\s*:)"), _ended),
        # `pick<<T extends Row>(row: T) => void>(…)`
        (regex(rb"([\w$]<)<(?:[^<>(){};]|<[^<>(){};]*>){1,300}>(?=\()"), _blanked),
        # `actual<typeof import("m")>()`, `request<import("m").Request>()`
        (regex(rb"""(<\s*(?:typeof[ \t]+)?)import\([ \t]*(?:"[^"\n]*"|'[^'\n]*')[ \t]*\)"""), _named),
        # `type Row = import("m").Row<T>`, `import("m").Row[]`, `import("m").Config["row"]`
        (regex(rb"""()\bimport\([ \t]*(?:"[^"\n]*"|'[^'\n]*')[ \t]*\)(?=(?:\s*\.\s*\w+)+[<\[])"""), _named),
        # `type Given = [this: Page, ...rest: Row[]]`
        (regex(rb"\[\s*(?:\.\.\.)?\w+\??:(?:[^\[\](){};=]|\[\])*\]"), lambda found: _LABEL.sub(_as_name, found[0])),
        # `load<Row>?.(one)`: the grammar takes `load?.<Row>(one)`
        (regex(rb"([\w$\])])<(?:[^<>(){};=]|<[^<>(){};=]*>){1,300}>(?=\?\.\()"), _blanked),
        # `(string) => void`: a parameter may be called like a type
        (regex(rb"(:\s*\()(?:any|boolean|number|object|string|unknown)(?=\)\s*=>)"), _named),
        # a member `in_reply_to: string` below one that no `;` ends
        (regex(rb"^([ \t]+)in(?=\w+\??:)", re.MULTILINE), _named),
        # String.raw`\u00`: what a tag is given need be no escape
        (regex(rb"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|(?:(?<=([\w$)\]]))|)`(?:[^`\\]|\\.)*`", re.DOTALL), _unescaped),
        # `<a href="/?a=1&b=2">`, `<p>Drag & drop</p>`
        (regex(rb"""(?<=\s)[\w-]+=(?:"[^"\n]*&[^"\n]*"|'[^'\n]*&[^'\n]*')"""), _joined),
        (regex(rb"(?<=>)[^<>{}()=;&]*&[^<>{}()=;]*(?=</)"), _joined),
        (regex(rb"(?<=[>}])(?:[^<>{}()=;&]|&#?\w+;)*(?: & (?:[^<>{}()=;&]|&#?\w+;)*)+(?=[<{])"), _joined),
        # `({ a, b }?: T) => U`: what is taken apart may be left out
        (regex(rb"(\})\?(?=\s*:)"), _blanked),
        # `.pragma library` and `.import "rows.js" as Rows` of a script for QML
        (regex(rb"^()\.(?:pragma[ \t]+library|import[ \t]+[\w.\" /-]+)[ \t]*;?[ \t]*$", re.MULTILINE), _blanked),
        # `declare module "m" { global { … } }`
        (regex(rb"^([ \t]+)global(?=[ \t]*\{)", re.MULTILINE), _blanked),
    ),
    "rust": (
        # the manifest of a script, between `---` at its head
        (regex(rb"\A((?:#![^\n]*\n)?\s*)(?P<mark>-{3,20})[^\n]*\n(?:[^\n]*\n)*?(?P=mark)[ \t]*$", re.MULTILINE), _blanked),
        # `let Token::<_> { id } = token`
        (regex(rb"(\b[A-Z]\w*)::<[\w\s,]*>(?=\s*\{)"), _blanked),
        # `(id, #[allow(unused)] Point { x })`
        (regex(rb"([(,]\s*)#\[(?:allow|expect)\([^\]\n]*\)\]"), _blanked),
        # `Request { slice, #[cfg(test)] done } => …`
        (regex(rb"([{,]\s*)#\[cfg\([^\]\n]*\)\](?=\s*[a-z_]\w*\s*[,}])"), _blanked),
        # `fn adds(#[case] #[with(3)] x: u32)`: the grammar takes one attribute of a parameter
        (regex(rb"([(,]\s*#\[\w+(?:\([^()\[\]\n]*\))?\])(?:\s*#\[\w+(?:\([^()\[\]\n]*\))?\])+(?=\s*(?:mut\s|\(|[a-z_]))"), _blanked),
        # `default @ 0 => default`, `bool @ Value::Bool(_)`, `str![[text]]`: a name may be called like what the grammar knows
        (regex(rb"\b()(?:default|union|bool|char|str|[iu](?:8|16|32|64|128|size)|f32|f64)(?=\s*@|![ \t]*[\[({])"), _named),
        # `T![<~]` and `(~) => …` and `($) => …` in a macro
        (regex(rb"(?<=[(\[<])~(?=[)\]])"), lambda found: b"-"),
        (regex(rb"(?<=\()\$(?=\))"), lambda found: b"_"),
        # `chunk! { if one ~= two then … end }`: Lua in a macro
        (regex(rb"~=(?=[ \t])"), lambda found: b"!="),
    ),
    "go": (
        # `new(time.Now())`, `new(1)`, `new(app.Spec.Name)`, `new((*row).Key())`: since Go 1.26 of a value, too
        (
            regex(
                rb"(?<![\w.])new\((?=\s*(?:[\d\"'`&!^+-]|\(\**[\w.]+\)\s*[.(\[]|\**(?!(?:func|struct|interface|map|chan)\b)"
                rb"(?:\[[^\]\n]*\])*[A-Za-z_](?:[\w.]|\[[^\]\n]*\])*(?:[({]|\s*[-+/%|^<>=!]|\[[\d\"`])"
                rb"|\w+(?:\.\w+){2,}\s*\)))"
            ),
            _as_call,
        ),
    ),
}


def forms_of(wheel: str) -> tuple[Form, ...]:
    """The forms that the grammars in a wheel lack."""
    return _FORMS.get(wheel, ())


def exchanged(data: bytes, forms: Iterable[Form]) -> bytes:
    """The text with each of the forms put otherwise, in turn."""
    for pattern, put in forms:
        data = pattern.sub(put, data)
    return data
