"""Dockerfiles: every build stage is a unit, every value that other files repeat is a setting.

Keys of settings: `from.<image>.tag`, `from.<image>.digest` and `from.<image>.image` (the whole reference as written),
`arg.<name>`, `env.<name>`, `label.<name>`, `expose.<port>`, `workdir`, `user`, `healthcheck`. The name of an image has no tag
(`ghcr.io/org/app`). Where the tag is nothing but a build argument, the setting stands at the argument's default.
So do exposed ports.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence

from ssot_check.languages.support.comments import dockerfile_comments
from ssot_check.languages.support.config.use import Form, spell_use
from ssot_check.languages.support.dockerfile.images import expand, only_variable, split_image
from ssot_check.languages.support.dockerfile.lines import Dockerfile, Instruction, pairs, read_instructions
from ssot_check.languages.support.dockerfile.tokens import InstructionReader, operands, split_flags
from ssot_check.languages.support.dockerfile.touch import dockerfile_touches
from ssot_check.languages.support.shell.facts import in_order
from ssot_check.languages.support.templates import is_template_line, template_problem
from ssot_check.languages.support.tree_errors import joined, not_understood
from ssot_check.languages.support.treesitter import Text
from ssot_check.model.dataclass import dataclass, field, replace
from ssot_check.model.location import Location, repository_path
from ssot_check.model.parsed import Definition, ParsedFile, Reference, ReferenceKind, Setting
from ssot_check.model.plugins import Language, Use
from ssot_check.model.problem import Problem
from ssot_check.model.source import SourceFile
from ssot_check.model.unit import Fingerprinter, Unit, UnitKind
from ssot_check.model.verdict import Severity

_PAIRED = {"ENV": "env", "ARG": "arg", "LABEL": "label"}
_TEMPLATES = (".j2", ".jinja", ".jinja2", ".erb", ".mustache", ".tmpl", ".tpl")
_SINGLE = {"WORKDIR": "workdir", "USER": "user", "HEALTHCHECK": "healthcheck"}


def parse(source: SourceFile, fingerprint: Fingerprinter) -> ParsedFile:
    """Read one Dockerfile. Lines that begin with no instruction become Problems; never raises."""
    lines = source.text.count("\n") + (not source.text.endswith("\n") and bool(source.text))
    if source.path.endswith(".dockerignore"):
        return ParsedFile(source.path, source.language, source.digest, lines=lines)
    file = read_instructions(source.text)
    facts = _Facts(source.path)
    for item in file.instructions:
        facts.read(item)
    units = []
    stages = list(_stages(file))
    for stage in stages:
        reader = InstructionReader(source.path)
        units.append(_unit(source.path, stage, reader, fingerprint, final=stage is stages[-1]))
        facts.references.extend(reader.references)
    return ParsedFile(
        path=source.path,
        language=source.language,
        digest=source.digest,
        kind="dockerfile",
        units=tuple(units),
        definitions=tuple(facts.definitions),
        references=tuple(in_order(facts.references)),
        settings=tuple(facts.settings),
        problems=tuple(_problems(source, file)),
        test=source.test,
        lines=lines,
    )


def foreign(path: str, text: str) -> bool:
    """True for a template that a Dockerfile is written from: a copy of what it gives, and none that could take anything."""
    return path.endswith(_TEMPLATES) and any(map(is_template_line, text.split("\n")))


def slight(use: Use) -> bool:
    """True for a stage that shares too little; asked of copies only."""
    from ssot_check.languages.support.dockerfile.work import is_slight

    return is_slight(use)


def _stages(file: Dockerfile) -> Iterator[list[Instruction]]:
    """Instructions from one FROM to the next; arguments before the first belong to no stage."""
    stage: list[Instruction] = []
    begun = not any(item.word == "FROM" for item in file.instructions)
    for item in file.instructions:
        if item.word == "FROM":
            if begun and stage:
                yield stage
            stage, begun = [], True
        if begun:
            stage.append(item)
    if stage:
        yield stage


def _unit(path: str, stage: Sequence[Instruction], reader: InstructionReader, fingerprint: Fingerprinter, *, final: bool) -> Unit:
    first, last = stage[0], stage[-1]
    statements = [statement for item in stage for statement in reader.statements(item)]
    image, alias = _from_words(first) if first.word == "FROM" else ("", "")
    return Unit(
        name=alias or split_image(image).name or posixpath.basename(path),
        kind=UnitKind.CONFIG,
        location=Location(path, first.line, 1, last.end_line, last.end_column),
        signature=Location(path, first.line, 1, first.end_line, first.end_column),
        fingerprint=fingerprint(statements),
        reuse=Form.STAGE if alias else Form.LONE_STAGE if final else "",
        calls=tuple(sorted(reader.calls)),
    )


def _from_words(item: Instruction) -> tuple[str, str]:
    """Image and alias of a FROM instruction, "" for what is missing."""
    words = operands(split_flags(item.text)[1])
    return (words[0] if words else ""), (words[2] if len(words) == 3 and words[1].upper() == "AS" else "")


@dataclass(slots=True)
class _Facts:
    """Settings, references and definitions, collected instruction by instruction."""

    path: str
    settings: list[Setting] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    definitions: list[Definition] = field(default_factory=list)
    defaults: dict[str, str] = field(default_factory=dict)  # arguments before the first stage: FROM sees only these
    stage: dict[str, str] = field(default_factory=dict)
    begun: bool = False
    places: dict[str, Location] = field(default_factory=dict)

    def read(self, item: Instruction) -> None:
        """Take in one instruction."""
        if item.word == "FROM":
            self._from(item)
        elif item.word in _PAIRED:
            self._pairs(item)
        elif item.word in _SINGLE:
            text = item.text.replace("\\\n", " ").strip()
            self.settings.append(Setting((_SINGLE[item.word],), text, self._place(item, 0, len(item.text))))
        elif item.word == "EXPOSE":
            for word in operands(item.text):
                port = expand(word, {**self.defaults, **self.stage})
                place = self.places.get(only_variable(word)) or self._find(item, word)
                self.settings.append(Setting(("expose", port.partition("/")[0]), port, place))
        elif item.word in ("COPY", "ADD"):
            self._copy(item)

    def _from(self, item: Instruction) -> None:
        written, alias = _from_words(item)
        self.begun, self.stage = True, {}
        if not written:
            return
        place = self._find(item, written)
        if alias:
            self.definitions.append(Definition(alias, self._find(item, alias, last=True)))
        stages = {definition.name.lower() for definition in self.definitions} - {alias.lower()}
        if written.lower() in stages or written == "scratch":
            return
        raw, image = split_image(written), split_image(expand(written, self.defaults))
        self.references.append(Reference(ReferenceKind.IMPORT, image.name, place, alias))
        self.settings.append(Setting(("from", image.name, "image"), written, place))
        if image.tag:
            self.settings.append(Setting(("from", image.name, "tag"), image.tag, self._tag_place(item, written, image.tag)))
        if image.digest:
            self.settings.append(Setting(("from", image.name, "digest"), image.digest, self._find(item, raw.digest or written)))

    def _tag_place(self, item: Instruction, written: str, tag: str) -> Location:
        """Where the tag is written: in the image reference, or in the default of the argument that stands for it."""
        raw = split_image(written).tag
        default = self.places.get(only_variable(raw or written))
        if default is None:
            return self._find(item, raw or written, last=bool(raw))
        return default if raw else replace(default, column=default.end_column - len(tag))

    def _pairs(self, item: Instruction) -> None:
        for key, value, offset in pairs(item.text):
            if offset < 0:
                continue
            quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
            raw = value[1:-1] if quoted else value
            place = self._place(item, offset + quoted, len(raw))
            self.settings.append(Setting((_PAIRED[item.word], key), raw, place))
            if item.word != "LABEL":
                known = self.stage if self.begun else self.defaults
                known[key] = expand(raw, {**self.defaults, **self.stage})
                self.places[key] = place

    def _copy(self, item: Instruction) -> None:
        """Sources of COPY and ADD; they count from the build context: the repository's root, or the file's own folder."""
        flags, rest = split_flags(item.text)
        if any(text == "--from" for _, text in flags):
            return
        for word in operands(rest)[:-1]:
            if "://" in word or "$" in word or word.startswith(("<<", "git@")):
                continue
            context = (posixpath.dirname(self.path), "")
            found = [repository_path(posixpath.join(folder, word.lstrip("/"))) for folder in context]
            place = self._find(item, word)
            self.references.extend(Reference(ReferenceKind.FILE, path, place) for path in found if path and path != ".")

    def _find(self, item: Instruction, word: str, *, last: bool = False) -> Location:
        at = item.text.rfind(word) if last else item.text.find(word)
        return self._place(item, max(at, 0), len(word) if at >= 0 else len(item.text))

    def _place(self, item: Instruction, offset: int, length: int) -> Location:
        """Span of a piece of an instruction's argument."""
        return Location(self.path, *_point(item, offset), *_point(item, offset + length))


def _point(item: Instruction, offset: int) -> tuple[int, int]:
    before = item.text[:offset]
    column = len(before) - before.rfind("\n") if "\n" in before else item.text_column + offset
    return item.line + before.count("\n"), column


def _problems(source: SourceFile, file: Dockerfile) -> Iterator[Problem]:
    lines = source.text.split("\n")
    marks = [line for line in file.unknown if is_template_line(lines[line - 1])]
    if marks:
        place = Location(source.path, marks[0], 1, marks[0], len(lines[marks[0] - 1]) + 1)
        yield template_problem(place, "Dockerfile", "template; its instructions were read as they stand")
    unknown = joined((line, line) for line in set(file.unknown) - set(marks))
    if unknown:
        lost = sum(end - start + 1 for start, end in unknown)
        severity = Severity.ERROR if lost > len(file.instructions) else Severity.WARNING
        said = (
            "no Dockerfile instruction begins " + ("this line" if lost == 1 else "these lines"),
            "check the file with `docker build --check`",
        )
        yield not_understood(source.path, Text(source.text), unknown, severity, said)


LANGUAGE = Language(
    name="dockerfile",
    parse=parse,
    suffixes=(".dockerfile", ".Dockerfile", ".containerfile"),
    names=("Containerfile", "Containerfile.*", "Dockerfile", "Dockerfile-*", "Dockerfile.*", "Dockerfile_*", "dockerfile"),
    family="dockerfile",
    comments=dockerfile_comments,
    spell_use=spell_use,
    slight=slight,
    foreign=foreign,
    touch=dockerfile_touches,
)
