"""What lets a run of the tool pass whatever it finds: its options, settings and variables, the flags of make, a namesake."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from ssot_check.discovery import rules
from ssot_check.model.dataclass import dataclass
from ssot_check.model.location import Location
from ssot_check.model.registry import REGISTRY_NAMES
from ssot_check.model.wiring import Mask
from ssot_check.pipeline.judging.judge import is_selected
from ssot_check.pipeline.wiring.files import Texts

VALUED: Final = frozenset((
    "-C", "--registry", "--baseline", "--select", "--ignore", "--domain", "--format", "--output", "-o", "--fail-on", "--jobs",
    "--since", "--baseline-ref", "--stdin-filename", "--color", "--token-budget", "--cache-dir",
    "--history", "--period", "--folder", "--notify", "--keep",
))  # fmt: skip
"""Options of `check`, `report` and `daily` that take a value."""
_TOLD_ANYWAY: Final = ("SSOT0", "SSOT1", "SSOT7", "SSOT8", "SSOT9")
"""Families about the run, the registry, its people, its exceptions and its wiring."""
_SETTINGS: Final = "pyproject.toml"
_VARIABLE: Final = re.compile(r"\bSSOT_CHECK_(FAIL_ON|REGISTRY|BASELINE|SELECT|IGNORE|DOMAIN)\b[\"']?\s*[:=]\s*[\"']?([^\s\"'},]+)")
_NAMESAKE: Final = re.compile(r"(?:^|[\s;&|])(?:function[ \t]+)?ssot-check[ \t]*\(\)|\balias[ \t]+ssot-check=", re.MULTILINE)
_LENIENT: Final = re.compile(r"-(?!-)\w*[int]\w*|--(?:ignore-errors|just-print|dry-run|recon|touch)")


@dataclass(frozen=True)
class Masks:
    """Asks of options and files. `registry` and `baseline` are the paths that the repository's own run uses."""

    text: Texts
    registry: str
    baseline: str

    def of_options(self, arguments: Sequence[str], place: Location) -> Iterator[Mask]:
        """What the options of one command line let pass."""
        if "--exit-zero" in arguments:
            yield Mask("`--exit-zero` lets findings pass", place)
        given = {name: _given(arguments, f"--{name}") for name in ("fail-on", "registry", "baseline", "select", "ignore", "domain")}
        yield from (Mask(f"`{reason('--', ' ')}", place) for reason in self._reasons(given))
        paths = [word for word in _operands(arguments) if word.rstrip("/") != "." and not word.startswith("$")]
        if paths:
            yield Mask(f"only findings in `{paths[0]}` are reported", place)

    def of_file(self, path: str) -> Iterator[Mask]:
        """What a pipeline or script sets for the command in it."""
        text = self.text(path)
        for found in _VARIABLE.finditer(text):
            name = found[1].lower().replace("_", "-")
            for reason in self._reasons({name: [found[2]]}):
                yield Mask(f"`SSOT_CHECK_{reason('', '=', variable=True)}", _place(path, text, found.start(), found.end()))
        for found in _NAMESAKE.finditer(text):
            yield Mask("something else is called `ssot-check` here", _place(path, text, found.start(), found.end()))

    def of_settings(self, paths: frozenset[str]) -> Iterator[Mask]:
        """What `[tool.ssot-check]` lets pass in every run."""
        text = self.text(_SETTINGS) if _SETTINGS in paths else ""
        try:
            settings = tomllib.loads(text).get("tool", {}).get("ssot-check", {}) if "ssot-check" in text else {}
        except (tomllib.TOMLDecodeError, RecursionError):
            return
        given = {name: _texts(value) for name, value in settings.items() if name in ("fail-on", "select", "ignore", "domain")}
        usual = next((name for name in REGISTRY_NAMES if name in paths), "")
        reasons = list(self._reasons(given))
        set_aside = settings.get("registry") and usual and self.registry != usual
        at = text.find("[tool.ssot-check]")
        place = _place(_SETTINGS, text, max(at, 0), max(at, 0) + len("[tool.ssot-check]"))
        yield from (Mask(f"`{reason('', ' = ')}", place) for reason in reasons)
        if set_aside:
            yield Mask(f"`registry = {self.registry}` sets `{usual}` aside", place)

    def _reasons(self, given: Mapping[str, Sequence[str]]) -> Iterator[_Reason]:
        if "never" in given.get("fail-on", ()):
            yield _Reason("fail-on", "never", "lets findings pass")
        for name, own in (("registry", self.registry), ("baseline", self.baseline)):
            for value in given.get(name, ()):
                if own and "$" not in value and value.removeprefix("./") != own:
                    yield _Reason(name, value, f"is not the {name} of the repository, `{own}`")
        for value in given.get("domain", ())[:1]:
            yield _Reason("domain", value, "reports nothing of the other domains")
        select, ignore = _codes(given.get("select", ())), _codes(given.get("ignore", ()))
        code = [rule.code for rule in rules() if rule.code[:5] not in _TOLD_ANYWAY] if select or ignore else []
        if code and not any(is_selected(item, select, ignore) for item in code):
            name = "select" if select else "ignore"
            yield _Reason(name, ",".join(select or ignore), "leaves out every rule about copies, bans and deprecated use")


@dataclass(frozen=True, slots=True)
class _Reason:
    name: str
    value: str
    why: str

    def __call__(self, before: str, between: str, *, variable: bool = False) -> str:
        name = self.name.upper().replace("-", "_") if variable else self.name
        return f"{before}{name}{between}{self.value}` {self.why}"


def lenient_make(words: Sequence[str], place: Location) -> Iterator[Mask]:
    """`make -i` goes on, and ends well; `make -n` only prints. Options: GNU make manual, section 9.8."""
    flag = next((word for word in words if _LENIENT.fullmatch(word)), "")
    if flag:
        yield Mask(f"`make {flag}` ignores or runs no recipe", place)


def _given(arguments: Sequence[str], option: str) -> list[str]:
    """The values of an option, in both its spellings."""
    given = [after for word, after in pairwise(arguments) if word == option]
    return given + [word.partition("=")[2] for word in arguments if word.startswith(f"{option}=")]


def _operands(arguments: Sequence[str]) -> list[str]:
    return [
        word for word, before in zip(arguments, ("", *arguments), strict=False) if word and word[0] not in "-<>|" and before not in VALUED
    ]


def _codes(values: Sequence[str]) -> list[str]:
    return [code for item in values for code in item.replace(" ", "").split(",") if code]


def _texts(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else [str(value)]


def _place(path: str, text: str, start: int, end: int) -> Location:
    line, first = text.count("\n", 0, start) + 1, text.rfind("\n", 0, start) + 1
    return Location(path, line, start - first + 1, line, min(end, len(text)) - first + 1)
