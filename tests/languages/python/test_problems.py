from __future__ import annotations

import pytest

from ssot_check.model.verdict import Severity
from tests.languages.python.python_reading import read


@pytest.mark.parametrize(
    ("text", "line", "cause"),
    [
        ("a = 1\nb = (1,\nc = 2\nd = [3]\n", 2, "`(` is never closed"),
        ("a = 1\nb = 1]\n", 2, "`]` closes nothing that is open"),
        ("if 10L in b: print 'x'\nexec 'x' in a, b\nprint >>f, 'x' % 3 if\n", 3, "Python 2 print statement"),
        ("a = 1\n<<<<<<< HEAD\nb = 1\n=======\nb = 2\n>>>>>>> other\n", 2, "a merge conflict was left in the file"),
        ("a = '{{x}}'\nb = (1,\nc = 2\nd = [3]\n", 2, "`(` is never closed"),
        ("a = '{% x %}'\nclass = f'{{{a}}}'\n", 2, ""),
        ("a = 1\nb = '\0'\0\n", 2, "the file holds a NUL byte: is it binary, or UTF-16?"),
        ("a = 1\nclass = 3\n", 2, ""),
        ('a = 1\n"""text"""import b\n', 2, ""),
    ],
)
def test_a_file_that_is_not_python(text: str, line: int, cause: str) -> None:
    (problem,) = read(text).problems
    assert (problem.code, problem.severity, problem.location.line, problem.cause) == ("SSOT007", Severity.ERROR, line, cause)
    assert problem.excerpt[-1] == (line, text.split("\n")[line - 1])
    assert "scan.exclude" in problem.remedy


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\ufeffa = 1\n",
        "print 'x'\nexec 'y'\nx = `a` <> 0777L\nraise Error, 'x'\n",
        "try:\n    pass\nexcept Error, e:\n    pass\n",
        "def f[T](x: T) -> T:\n    return x\n\ntype A = int\n",
        "x = f'{'a' + f'{1}'}'\n",
        "match = 1\nmatch[0] = case = type = 3\n",
        "def f(a, /, b, *, c): pass\n",
        "async def f():\n    return [x async for x in y if await z]\n",
        "if x:\n\ty = 1\n\x0c\nz = 2\n",
    ],
)
def test_a_file_that_is_python_of_some_version(text: str) -> None:
    assert read(text).problems == ()


@pytest.mark.parametrize(
    "text",
    [
        "a = 1\n{% if x %}\nb = 2\n{% endif %}\n",
        "import {{ cookiecutter.module }}\n",
        "from {{package}}.core import run\n\ndef main():\n    return run({{ port }}, '{{ host }}')\n",
        "{# head #}\nclass {{ name|title }}Config:\n    pass\n",
        "{%- if cli %}\nimport click\n{%- endif %}\ndef f():\n{% for x in y %}\n    {{ x }} = 1\n{% endfor %}\n",
    ],
)
def test_a_template_of_python_is_a_gap_and_no_error(text: str) -> None:
    (problem,) = read(text).problems
    assert (problem.code, problem.severity, problem.message) == ("SSOT007", Severity.WARNING, "template, not Python yet")
    assert problem.cause == "it becomes Python only when it is rendered"


def test_what_stands_around_an_error_is_still_read() -> None:
    units = read("def before():\n    return 1\n\nx = = 2\n\ndef after():\n    return 2\n").units
    assert [unit.name for unit in units if unit.kind == "function"] == ["before", "after"]


def test_blocks_nested_beyond_reason_are_a_warning() -> None:
    text = "".join(f"{' ' * depth}if x:\n" for depth in range(400)) + " " * 400 + "y = 1\n"
    (problem,) = read(text).problems
    assert problem.severity in (Severity.WARNING, Severity.ERROR)
    assert problem.location.line > 1
