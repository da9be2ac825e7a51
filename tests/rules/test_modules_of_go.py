"""Two modules of Go in one repository: no folder is what keeps them apart, and what a module has itself it need not take."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.pipeline.check import checked
from tests.repositories import write

REGISTRY = "schema_version: 2\ndomains:\n  files: {paths: [v3/internal/s/s.go]}\n"
BODY = """
func checkError(err error, where string) {
	if err == nil {
		return
	}
	println("stopped at", where, "with", err.Error())
	os.Exit(exitCodeOf(err))
}
"""
TEXT = 'package %s\n\nimport "os"\n' + BODY


@pytest.mark.parametrize(
    ("needs", "more", "begins"),
    [
        ("", {}, "first put it into a module that both require, and export it as `CheckError` (v2/go.mod does not require `a.test/shop/v3`; "),
        ("require a.test/shop/v3 v3.0.0\n", {}, "first move `checkError` out of `internal`, which v2/tools cannot import"),
        ("", {"v2/internal/s/s.go": TEXT % "s"}, "first see that v2/internal/s/s.go of this module has the same, or put it into a module "),
    ],
    ids=["not required", "required", "the module has it"],
)
def test_the_module_is_said_before_the_folder(needs: str, more: dict[str, str], begins: str, tmp_path: Path) -> None:
    files = {
        "SSOT_LOCK.yml": REGISTRY,
        "v2/go.mod": f"module a.test/shop/v2\n{needs}",
        "v3/go.mod": "module a.test/shop/v3\n",
        "v3/internal/s/s.go": TEXT % "s",
        "v2/tools/tools.go": TEXT % "tools",
        **more,
    }
    _, report = checked(Config(root=write(tmp_path, files)))
    (found,) = (item.help for item in report.findings if item.location.path == "v2/tools/tools.go" and item.code == "SSOT201")
    assert found.startswith(begins)


@pytest.mark.parametrize(("name", "exported"), [("envPattern", ", export `envPattern` as `EnvPattern`"), ("EnvPattern", "")])
def test_a_constant_that_stays_is_exported(name: str, exported: str, tmp_path: Path) -> None:
    pattern = "regexp.MustCompile(`^{{\\s*(\\w+)\\s*:(\\w+)\\s*}}$`)"
    files = {
        "SSOT_LOCK.yml": "schema_version: 2\ndomains:\n  k8s: {paths: [k8s/deployer.go]}\n",
        "go.mod": "module a.test/shop\n",
        "k8s/deployer.go": f'package k8s\n\nimport (\n\t"regexp"\n\n\t"a.test/shop/fn"\n)\n\nvar evRegex = {pattern}\n\nvar _ = fn.Run\n',
        "fn/function.go": f'package fn\n\nimport "regexp"\n\nvar {name} = {pattern}\n\nfunc Run() {{}}\n',
    }
    _, report = checked(Config(root=write(tmp_path, files)))
    (found,) = (item.help for item in report.findings if item.code == "SSOT206")
    assert found == f"own this one instead (k8s imports fn){exported}, and let k8s/deployer.go take it from here"
