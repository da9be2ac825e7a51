"""A module that does its work when it is loaded is a program, and nobody is told to import it."""

from __future__ import annotations

import pytest

from ssot_check.languages import typescript
from ssot_check.languages.support.typescript.program import work_of
from ssot_check.model.plugins import Use
from tests.builders import a_unit

MAIN = "async function main() {\n  await copy();\n}\n"


@pytest.mark.parametrize(
    ("end", "work"),
    [
        ("main().catch((error) => {\n  process.exit(1);\n});\n", "main()"),
        ("export const KIND = 1;\nawait main();\n", "main()"),
        ("const build = async () => {};\nbuild();\n", "build()"),
        ("module.exports = { main };\nconst args = process.argv.slice(2);\n", "process.argv"),
        ("exports.main = main;\nprocess.exit(main());\n", "process.exit"),
        ("(async () => {\n  process.exit(await main());\n})();\n", "a function"),
        ("", ""),
        ("module.exports = { main };\n", ""),
        ("if (require.main === module) {\n  main();\n}\nmodule.exports = { main };\n", ""),
        ("export function setUp() {\n  process.exit(1);\n}\nsetUp();\n", ""),
        ("describe('it', () => {\n  main();\n});\n", ""),
        ("export function leave() {\n  process.exit(1);\n}\n", ""),
    ],
)
def test_a_program_works_when_it_is_loaded(end: str, work: str) -> None:
    assert work_of(MAIN + end) == work


def test_what_stands_in_a_program_moves_before_another_takes_it() -> None:
    use = Use(a_unit("dirname", "return $a", path="tools/build.js"), "lib/a.js", frozenset(), owner_text=f"{MAIN}main();\n")
    assert typescript.LANGUAGE.spell_use is not None
    assert typescript.LANGUAGE.apart is not None
    assert typescript.LANGUAGE.spell_use(use) == ""
    assert typescript.LANGUAGE.apart(use) == (
        "move `dirname` to a module that both can import, for tools/build.js calls `main()` as soon as it is loaded"
    )
