"""Folders in which a repository keeps the packages of other projects, whatever it calls them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from ssot_check.pipeline.answers.candidates import word_set

_CARRIED: Final = word_set(
    "annotated_types attr attrs bs4 certifi cffi chardet charset_normalizer click colorama dateutil distlib distro docopt"
    " httpx idna jinja2 jsonschema lxml markupsafe msgpack packaging pexpect pip pkg_resources platformdirs pyasn1 pydantic"
    " pygments pyparsing pytz requests rich ruamel setuptools simplejson six soupsieve tenacity tomli tomlkit toml"
    " typing_extensions tzlocal urllib3 webencodings websocket werkzeug yaml zipp"
)
"""Packages that others carry along most."""
_SURE: Final = word_set("certifi chardet charset_normalizer idna pkg_resources requests setuptools six urllib3")
"""Those of them that nobody's own modules are called like: `yaml`, `toml` and `packaging` may be three readers of one program."""
_LEAST: Final = 3
_PATCHED: Final = "patched"
"""A folder of this name needs no more than one of them: what is patched is somebody else's."""
_PYTHON: Final = ".py"


def foreign(paths: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The folders in which packages of others lie side by side, each ending with a slash, with the packages that show it, sorted."""
    held: dict[str, set[str]] = defaultdict(set)
    for path in paths:
        parts = path.split("/") if path.endswith(_PYTHON) else ()
        for depth, part in enumerate(parts[1:], 1):
            name = part.removesuffix(_PYTHON)
            if name in _CARRIED and not (part != name and parts[depth - 1] == _PATCHED):  # a module that patches one is the project's own
                held["/".join(parts[:depth]) + "/"].add(name)
                break
    return {folder: tuple(sorted(names)) for folder, names in sorted(held.items()) if _is_foreign(folder, names)}


def _is_foreign(folder: str, names: set[str]) -> bool:
    if folder.rstrip("/").rpartition("/")[2] == _PATCHED:
        return True
    return len(names) >= _LEAST and not _SURE.isdisjoint(names)
