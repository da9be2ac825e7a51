"""What is said of copies between crates of Rust: a trait for a type of others, a crate of others, what may be changed and is only looked at."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ssot_check.model.config import Config
from ssot_check.model.finding import Finding
from ssot_check.model.verdict import Severity
from ssot_check.pipeline.check import checked
from tests.repositories import write

REGISTRY = "schema_version: 2\ndomains:\n  runs: {paths: [core/src/run.rs]}\n"
MANIFEST = "[package]\nname = '%s'\n\n[dependencies]\n%s"
TRAIT = """use std::process::Command;

pub trait Piped {
    fn piped(&mut self) -> std::io::Result<Status>;
}

impl Piped for Command {
    fn piped(&mut self) -> std::io::Result<Status> {
        self.stdin(os_pipe::dup_stdin()?);
        self.stdout(os_pipe::dup_stdout()?);
        let program = self.get_program().to_string_lossy().into_owned();
        log::debug!("Command {}", program);
        self.status().map_err(Into::into)
    }
}
"""
HEAD = """pub fn with_head<F: FnOnce(&Node)>(document: %s Node, change: F) {
    if let Some(node) = document.select_first("head") {
        change(&node);
        document.keep(node.name(), "head-was-there");
    } else {
        let node = Node::new_element(QualName::new(None, ns!(html), LocalName::from("head")), None);
        change(&node);
        document.prepend(node);
    }
}
"""


def told(root: Path, files: Mapping[str, str], path: str) -> list[Finding]:
    base = {
        "SSOT_LOCK.yml": REGISTRY,
        "core/Cargo.toml": MANIFEST % ("shop-core", ""),
        "core/src/lib.rs": "pub mod run;\n",
        "web/Cargo.toml": MANIFEST % ("shop-web", "shop-core = { path = '../core' }\n"),
        "web/src/lib.rs": "pub mod page;\n",
    }
    _, report = checked(Config(root=write(root, {**base, **files})))
    return [item for item in report.findings if item.location.path == path]


def test_a_trait_for_a_type_of_others_goes_with_its_methods(tmp_path: Path) -> None:
    found = told(tmp_path, {"core/src/run.rs": TRAIT, "web/src/page.rs": TRAIT}, "web/src/page.rs")
    wanted = "delete the trait `Piped` and its `impl` for `Command` here and write instead: use shop_core::run::Piped;"
    assert wanted in [item.help for item in found]


def test_what_may_be_changed_may_be_looked_at(tmp_path: Path) -> None:
    copy = (HEAD % "&mut").replace("with_head", "with_html_head")
    (found,) = told(tmp_path, {"core/src/run.rs": HEAD % "&", "web/src/page.rs": copy}, "web/src/page.rs")
    assert found.help == "replace `with_html_head` by `with_head`: use shop_core::run::with_head;"
    assert (found.severity, found.fix) == (Severity.ERROR, None)


def test_what_is_only_looked_at_may_not_be_changed(tmp_path: Path) -> None:
    copy = (HEAD % "&").replace("with_head", "with_html_head")
    (found,) = told(tmp_path, {"core/src/run.rs": HEAD % "&mut", "web/src/page.rs": copy}, "web/src/page.rs")
    assert "with a type parameter" in found.help


def test_a_crate_of_others_needs_nothing_of_the_owner(tmp_path: Path) -> None:
    registry = "schema_version: 2\ndomains:\n  output:\n    paths: [web/src/page.rs]\n    bans: [{symbol: println!, use: '%s'}]\n"
    files = {"web/src/page.rs": "pub fn show() {\n    log::info!(\"a\");\n}\n", "core/src/run.rs": "pub fn run() {\n    println!(\"b\");\n}\n"}
    theirs, ours = (
        told(tmp_path / name.partition(":")[0], {**files, "SSOT_LOCK.yml": registry % name}, "core/src/run.rs")[0].help
        for name in ("log::info!", "shop_web::page::show")
    )
    assert theirs == "use log::info! instead"
    assert "`shop-web` depends on `shop-core`" in ours
