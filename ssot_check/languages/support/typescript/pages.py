"""Scripts that a page loads as they stand: they import and export nothing, and see what the page loaded before them.

After the HTML standard ("the script element"): a classic script is no module, and an `import` in it is a syntax error. Which files a page
loads is not read. It is seen by what they lack: a script that no module is beside, in a folder that is served or in no package.
"""

from __future__ import annotations

import re
from typing import Final

from ssot_check.model.manifests import package_of
from ssot_check.model.match import OF_A_PAGE
from ssot_check.model.plugins import Use
from ssot_check.model.unit import UNNAMED, Trait

_PLAIN: Final = ".js"
_SERVED: Final = re.compile(r"(?:^|/)(?:static|public|assets|wwwroot|htdocs)/")
_MODULE: Final = re.compile(r"^(?:import\b|export\b)", re.MULTILINE)
_OF_NODE: Final = re.compile(r"\A#!|\brequire\s*\(|\bimport\s*\(|\bmodule\.exports\b|\bprocess\.")
_LIBRARY: Final = re.compile(r"\d+\.\d+|[.-](?:min|bundle)\.")
"""A versioned or built file of others, whatever it is, says nothing of those beside it."""
_MOST: Final = 40
"""So many files beside it are asked."""


def first_on_the_page(use: Use) -> str:
    """What comes first where the copy stands in such a script, which can write no import; "" for any other."""
    copy, owner, name = use.copy, use.unit.location.path, use.unit.scope.partition(".")[0] or use.unit.name
    if copy is None or name == UNNAMED or Trait.NESTED in use.unit.traits or not _is_of_a_page(use, use.into, use.text):
        return ""
    if _is_of_a_page(use, owner, use.owner_text):
        return f"{OF_A_PAGE[0]}{owner} before {use.into}, for scripts of a page import nothing and call what was loaded before"
    return f"{OF_A_PAGE[1]}{name}` in what pages load of {owner} before {use.into}, for a script of a page can import nothing"


def _is_of_a_page(use: Use, path: str, text: str) -> bool:
    if not (text and path.endswith(_PLAIN)) or _MODULE.search(text) or _OF_NODE.search(text):
        return False
    if not _SERVED.search(path) and package_of(path, use.roots.packages) is not None:
        return False
    folder = path.rpartition("/")[0]
    beside = [file for file in use.files if file.endswith(_PLAIN) and file != path and file.rpartition("/")[0] == folder]
    asked = [file for file in sorted(beside) if not _LIBRARY.search(file.rpartition("/")[2])]
    return not any(_MODULE.search(use.read(file)) for file in asked[:_MOST])
