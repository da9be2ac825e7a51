"""Imports of Go packages and Rust modules are followed to their files."""

from __future__ import annotations

from ssot_check.languages import go, rust
from ssot_check.matching.fingerprint import fingerprint
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.source import SourceFile
from ssot_check.rules.support.footing import uses_of
from tests.builders import a_project, a_tree


def targets(texts: dict[str, str], into: str) -> list[str]:
    files: list[ParsedFile] = []
    for path, text in texts.items():
        language = rust if path.endswith(".rs") else go
        files.append(language.parse(SourceFile(path, language.LANGUAGE.name, text, "0"), fingerprint))
    project = a_project(tree=a_tree(*texts), files=files)
    return sorted({target.path for target in uses_of(project).targets(project.files[into])})


def test_a_go_package_is_the_files_of_its_folder() -> None:
    texts = {
        "svc/go.mod": "module example.com/shop\n",
        "svc/internal/log/log.go": "package log\nfunc Setup() {}\n",
        "svc/internal/log/more.go": "package log\n",
        "svc/internal/log/log_test.go": "package log\n",
        "internal/log/other.go": "package log\n",
        "svc/cmd/main.go": 'package main\nimport "example.com/shop/internal/log"\nimport "example.com/shopping/cmd"\n',
    }
    assert targets(texts, "svc/cmd/main.go") == ["svc/internal/log/log.go", "svc/internal/log/more.go"]


def test_a_rust_module_is_its_file() -> None:
    texts = {
        "core/src/lib.rs": "mod log;\npub mod api;\npub struct App;\n",
        "core/src/log.rs": "pub fn setup() {}\n",
        "core/src/api/mod.rs": "use super::log::setup;\nuse crate::App;\n",
    }
    assert targets(texts, "core/src/lib.rs") == ["core/src/api/mod.rs", "core/src/log.rs"]
    assert targets(texts, "core/src/api/mod.rs") == ["core/src/lib.rs", "core/src/log.rs"]
