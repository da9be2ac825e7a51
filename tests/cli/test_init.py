"""`ssot-check init` from end to end: what it proposes, that it is a registry as soon as the `#` is gone, and what it never touches."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from ssot_check.cli.init import render
from ssot_check.cli.main import run
from ssot_check.model.config import Config
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.plugins import Language
from ssot_check.model.proposal import Proposal, Proposals, Side
from ssot_check.model.source import SourceFile
from ssot_check.pipeline.answers.propose import once_each, propose
from ssot_check.pipeline.reading import read
from tests.repositories import repository, write

SETUP = """
import logging


def {name}(service, level):
    root = logging.getLogger(service)
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    root.addHandler(handler)
    root.setLevel(level)
    return root
"""
FILES = {
    "app/__init__.py": "",
    "app/log.py": SETUP.format(name="setup_logging"),
    "app/api.py": "from app.log import setup_logging\n\nsetup_logging('api', 'INFO')\n",
    "app/jobs.py": SETUP.format(name="init_job_log"),
    "tests/test_log.py": SETUP.format(name="log_for_tests"),
}


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository without a registry, and the current folder of the test."""
    root = repository(tmp_path / "repo", FILES)
    monkeypatch.chdir(root)
    return root


def uncommented(text: str) -> str:
    """The registry after somebody took the `#` from all proposals."""
    return re.sub(r"(?m)^  # ", "  ", text)


def test_the_used_file_is_proposed_and_the_other_one_is_named(repo: Path) -> None:
    assert run(["init"]) == 0
    text = (repo / "SSOT_LOCK.yml").read_text()
    assert text.endswith(
        "domains:\n"
        "  # logging:\n"
        "  #   paths: [app/log.py]\n"
        "  #   exports: [setup_logging]\n"
        "  #   # used by 1 file; code of this kind is also in app/jobs.py\n"
    )


def test_nothing_counts_before_somebody_decides_and_then_it_is_a_registry(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["init"]) == 0
    assert run(["registry", "validate"]) == 2
    target = repo / "SSOT_LOCK.yml"
    target.write_text(uncommented(target.read_text()))
    assert run(["registry", "validate"]) == 0
    capsys.readouterr()
    assert run(["check", "--no-cache", "--format", "concise"]) == 1
    assert "app/jobs.py:5:5: SSOT202 error" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["SSOT_LOCK.yml", "SSOT_LOCK.yaml", ".ssot/SSOT_LOCK.yml"])
def test_a_registry_is_never_changed(repo: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    write(repo, {name: "mine"})
    assert run(["-C", "app", "init"]) == 2
    assert "there is a registry already" in capsys.readouterr().err
    assert (repo / name).read_text() == "mine"
    assert [path.name for path in repo.rglob("SSOT_LOCK*")] == [Path(name).name]


def test_a_link_in_its_place_is_not_followed(repo: Path, tmp_path: Path) -> None:
    (repo / "SSOT_LOCK.yml").symlink_to(tmp_path / "elsewhere")
    assert run(["init"]) == 2
    assert not (tmp_path / "elsewhere").exists()


def test_stdout_writes_nothing(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(repo.iterdir())
    assert run(["init", "--stdout"]) == 0
    assert "  # logging:\n" in capsys.readouterr().out
    assert sorted(repo.iterdir()) == before


def test_what_was_read_is_not_read_again_by_the_first_check(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(["init"]) == 0
    (repo / "SSOT_LOCK.yml").write_text(uncommented((repo / "SSOT_LOCK.yml").read_text()))
    parsed: list[str] = []
    parse = read._parse

    def seen(language: Language, source: SourceFile, note: str) -> ParsedFile:
        parsed.append(source.path)
        return parse(language, source, note)

    monkeypatch.setattr(read, "_parse", seen)
    assert run(["check"]) in (0, 1)
    assert parsed == ["app/log.py"]  # an owner is read otherwise than another file


def test_a_folder_that_cannot_be_written_is_one_clear_message(
    repo: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_target: Path, _text: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("ssot_check.workspace.write.write_atomically", full)
    assert run(["init"]) == 2
    assert "SSOT_LOCK.yml cannot be written: No space left on device" in capsys.readouterr().err


def test_an_empty_repository_gets_an_example_that_is_a_registry(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in ("app/log.py", "app/jobs.py", "app/api.py"):
        (repo / path).unlink()
    assert run(["init", "--stdout"]) == 0
    text = capsys.readouterr().out
    assert "nothing of a known kind was found" in text
    found = yaml.safe_load(uncommented(text))
    assert found == {"schema_version": 2, "domains": {"logging": {"paths": ["src/app/log.py"], "exports": ["setup_logging"]}}}


LIBRARY = """
log_info() {
  printf '%s %s\\n' "$(date -u)" "$*"
}

log_error() {
  printf '%s ERROR %s\\n' "$(date -u)" "$*" >&2
}
"""
SCRIPT = '#!/bin/bash\nsource "$(dirname "$0")/lib/logs.sh"\nlog_info {0}\n'
COMPOSE = "services:\n  {0}:\n    image: acme/{0}:1.0\n"
WORKFLOW = "on: push\njobs:\n  test:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: make test\n"


def test_the_library_of_another_language_is_a_component_and_the_compose_file_owns_the_deployment(
    repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scripts = {f"scripts/{name}.sh": SCRIPT.format(name) for name in ("build", "deploy")}
    compose = {"docker-compose.yml": COMPOSE.format("web"), "tools/docker-compose.yml": COMPOSE.format("old")}
    write(repo, {"scripts/lib/logs.sh": LIBRARY, ".github/workflows/ci.yml": WORKFLOW, **scripts, **compose})
    assert run(["init", "--stdout"]) == 0
    text = capsys.readouterr().out
    assert "# every other compose file is then a finding; take out what should go" in text
    found = yaml.safe_load(uncommented(text))["domains"]
    assert found["logging"]["components"] == {"shell": {"paths": ["scripts/lib/logs.sh"], "exports": ["log_error", "log_info"]}}
    assert found["deployment"]["paths"] == ["docker-compose.yml", ".github/workflows/ci.yml"]
    assert found["deployment"]["variants"] == {"kind": "compose", "allowed": ["docker-compose.yml", "tools/docker-compose.yml"]}
    write(repo, {"SSOT_LOCK.yml": uncommented(text)})
    assert run(["registry", "validate"]) == 0


def test_a_file_that_is_only_called_like_a_kind_is_no_owner(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    flags = "def opt_flags(level):\n    return [f'-O{level}']\n\n\ndef warn_flags():\n    return ['-Wall']\n"
    write(
        repo, {"app/flags.py": flags, "app/gcc.py": "from app.flags import opt_flags\n", "app/cc.py": "from app.flags import warn_flags\n"}
    )
    assert run(["init", "--stdout"]) == 0
    assert "flags" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("path", "name", "users", "proposed"),
    [
        ("app/net.py", "http_fetch", 2, True),
        ("app/net.py", "http_fetch", 1, False),
        ("app/http.py", "fetch_page", 1, True),
        ("app/http_pages.py", "fetch_page", 2, True),
        ("app/http_pages.py", "fetch_page", 1, False),
        ("app/net.py", "fetch_page", 2, False),
    ],
    ids=["by its name", "used once", "the file", "of several words", "used once too", "neither"],
)
def test_an_owner_is_called_after_its_kind_and_used(
    path: str, name: str, users: int, proposed: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    module = path.removesuffix(".py").replace("/", ".")
    text = f"import requests\n\n\ndef {name}(url, timeout):\n    answer = requests.get(url, timeout=timeout)\n"
    text += "    answer.raise_for_status()\n    return answer.status_code, answer.headers\n"
    using = {f"app/use_{number}.py": f"from {module} import {name}\n\n{name}('page', 3)\n" for number in range(users)}
    root = repository(tmp_path / "other", {"app/__init__.py": "", path: text, **using})
    assert run(["-C", str(root), "init", "--stdout"]) == 0
    assert (f"  #   paths: [{path}]\n" in capsys.readouterr().out) is proposed


def test_no_file_is_proposed_for_two_kinds(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    probe = """
import urllib.request


def check_http(url, timeout):
    request = urllib.request.Request(url, headers={"Accept": "application/json"})
    with urllib.request.urlopen(request, timeout=timeout) as answer:
        if answer.status_code != 200:
            raise ConnectionError(f"{url} is unhealthy: health {answer.status_code}")
        return answer.status_code
"""
    users = {f"app/user{number}.py": "from app.health import check_http\n\ncheck_http('x', 1)\n" for number in range(2)}
    write(repo, {"app/health.py": probe, **users})
    assert run(["init", "--stdout"]) == 0
    assert capsys.readouterr().out.count("paths: [app/health.py]") == 1


def test_no_file_is_a_component_of_two_kinds() -> None:
    side = Side("shell", "scripts/metrics.sh", ("metrics_push",))
    found = [
        Proposal("metrics", "app/metrics.py", (), 3, (), sides=(side,)),
        Proposal("monitoring", "app/monitor.py", (), 3, (), sides=(side, Side("go", "app/metrics.py", ()))),
    ]
    assert [(item.domain, item.sides) for item in once_each(found)] == [("metrics", (side,)), ("monitoring", ())]


def test_an_empty_folder_is_told_that_nothing_was_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["init"]) == 0
    assert "no code of a known kind was found here, so it holds an example" in capsys.readouterr().err


def test_names_that_yaml_would_misread_are_quoted() -> None:
    owner = 'a b/\N{FIRE}"x": #y\n.py'
    text = render(Proposals((Proposal("retry", owner, ("no", "1e3", "fine"), 2, (owner,)),)))
    assert yaml.safe_load(uncommented(text))["domains"]["retry"] == {"paths": [owner], "exports": ["no", "1e3", "fine"]}


def test_the_registry_that_the_message_shows_is_one(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check"]) == 2
    shown = capsys.readouterr().err.partition("top folder of the repository:\n")[2]
    write(repo, {"SSOT_LOCK.yml": shown.replace("src/app", "app")})
    assert run(["registry", "validate"]) == 0
    assert run(["check", "--no-cache"]) == 1


CACHE = """
export function createCache(prefix: string, options: Options) {
  return {
    get(key: string) { return client.get(prefix + key); },
    set(key: string, value: string) { report("cache", key); client.setex(prefix + key, options.ttl, value); },
    keep(key: string) { client.expire(prefix + key, options.ttl); },
  };
}
"""


def test_a_file_that_stands_for_its_folder_is_called_like_it_and_no_component_is_an_owner(tmp_path: Path) -> None:
    files = {
        "web/src/cache/index.ts": CACHE,
        "web/src/a.ts": 'import { createCache } from "./cache";\ncreateCache("a", 1);\n',
    }
    proposed = {item.domain: item.owner for item in propose(Config(root=repository(tmp_path / "r", files))).domains}
    assert proposed == {"caching": "web/src/cache/index.ts"}
    markup = {path.replace("cache/index.ts", "cache.tsx"): text for path, text in files.items()}
    assert propose(Config(root=repository(tmp_path / "s", markup))).domains == ()


def test_what_many_share_is_proposed_whatever_it_is_for(tmp_path: Path) -> None:
    package = "package util\n\nfunc Clamp(value, most int) int {\n\tif value > most {\n\t\treturn most\n\t}\n\treturn value\n}\n"
    using = 'package {0}\n\nimport "acme/shop/internal/util"\n\nfunc Run() int {{\n\treturn util.Clamp(1, 2)\n}}\n'
    script = '#!/bin/bash\ncd "$(dirname "$0")/.."\nsource hack/steps.sh\nstep_in {0}\n'
    action = "name: set up\nruns:\n  using: composite\n  steps:\n    - run: make tools\n      shell: bash\n"
    workflow = "on: push\njobs:\n  {0}:\n    runs-on: ubuntu\n    steps:\n      - uses: ./.github/actions/set-up\n"
    files = {
        "go.mod": "module acme/shop\n",
        "internal/util/clamp.go": package,
        "internal/util/clamp_test.go": package.replace("Clamp", "TestClamp"),
        **{f"{name}/{name}.go": using.format(name) for name in ("cart", "price", "stock")},
        "tools/hack/steps.sh": 'step_in() {\n  cd "$1" || exit 1\n}\n',
        **{f"tools/hack/{name}.sh": script.format(name) for name in ("build", "ship")},
        ".github/actions/set-up/action.yml": action,
        **{f".github/workflows/{name}.yml": workflow.format(name) for name in ("lint", "test")},
    }
    found = propose(Config(root=repository(tmp_path / "r", files)))
    assert {item.domain: (item.owner, item.exports, item.users) for item in found.domains} == {
        "internal_util": ("internal/util/", (), 3),
        "steps": ("tools/hack/steps.sh", ("step_in",), 2),
        "ci": (".github/actions/set-up/action.yml", (), 2),
    }
    write(tmp_path / "r", {"SSOT_LOCK.yml": uncommented(render(found))})
    assert run(["-C", str(tmp_path / "r"), "registry", "validate"]) == 0
    assert run(["-C", str(tmp_path / "r"), "check", "--no-cache"]) == 0


@pytest.mark.parametrize(
    ("place", "users"),
    [("app/text_utils.py", 2), ("app/text.py", 4), ("tests/utils.py", 4), ("docs/utils.py", 4)],
    ids=["of few", "not called so", "of tests", "beside the code"],
)
def test_what_few_share_or_nobody_calls_shared_is_not_proposed(place: str, users: int, tmp_path: Path) -> None:
    module = place.removesuffix(".py").replace("/", ".")
    text = "def clip(text, width):\n    return text if len(text) <= width else text[: width - 1] + '.'\n"
    using = {f"app/use_{number}.py": f"from {module} import clip\n\nclip('page', 3)\n" for number in range(users)}
    root = repository(tmp_path / "r", {f"{module.partition('.')[0]}/__init__.py": "", "app/__init__.py": "", place: text, **using})
    assert propose(Config(root=root)).domains == ()


def test_what_is_proposed_as_a_kind_is_not_proposed_again(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    users = {f"app/user{number}.py": "from app.common.log import setup_logging\n\nsetup_logging('x', 1)\n" for number in range(4)}
    write(repo, {"app/common/__init__.py": "", "app/common/log.py": SETUP.format(name="setup_logging"), **users})
    assert run(["init", "--stdout"]) == 0
    shown = capsys.readouterr().out
    assert "paths: [app/common/log.py]" in shown
    assert "paths: [app/common/]" not in shown


def test_a_file_of_which_one_function_in_many_is_of_a_kind_is_no_owner(repo: Path) -> None:
    others = "".join(f"def {name}(text):\n    return text.{name}()\n\n\n" for name in ("strip", "title", "upper", "lower"))
    (repo / "app/log.py").rename(repo / "app/terminal.py")
    write(repo, {"app/api.py": "from app.terminal import setup_logging\n", "app/shop.py": "from app.terminal import setup_logging\n"})
    assert [item.owner for item in propose(Config(root=repo)).domains] == ["app/terminal.py"]
    write(repo, {"app/terminal.py": others + SETUP.format(name="setup_logging")})
    assert propose(Config(root=repo)).domains == ()


RETRY_IN_GO = """package retry

import (
	"log/slog"
	"time"
)

func RetryWithBackoff(task func() error, attempts int) error {
	for attempt := 0; attempt < attempts; attempt++ {
		slog.Warn("retrying", "attempt", attempt, "jitter", true)
		if err := task(); err == nil {
			return nil
		}
		time.Sleep(backoffDelay(attempt))
	}
	return nil
}

func backoffDelay(attempt int) time.Duration {
	delay := time.Duration(attempt) * time.Second
	if delay > time.Minute {
		return time.Minute
	}
	return delay
}
"""
RETRY_IN_TYPESCRIPT = """
export async function retryWithBackoff(task: () => Promise<void>, attempts: number): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    console.warn("retrying", attempt, "jitter");
    try {
      return await task();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, backoffDelay(attempt)));
    }
  }
}

function backoffDelay(attempt: number): number {
  const delay = attempt * 1000;
  return Math.min(delay, 60000);
}
"""


GO_USER = (
    'package {name}\n\nimport "shop/internal/retry"\n\nfunc Run(task func() error) error {{\n\treturn retry.RetryWithBackoff(task, 3)\n}}\n'
)
TYPESCRIPT_USER = 'import {{ retryWithBackoff }} from "./utils";\n\nexport const {name} = () => retryWithBackoff(async () => {{}}, 3);\n'


@pytest.mark.parametrize(
    ("path", "text", "user", "name"),
    [
        ("internal/retry/retry.go", RETRY_IN_GO, ("cmd/{name}/{name}.go", GO_USER), "RetryWithBackoff"),
        ("src/utils.ts", RETRY_IN_TYPESCRIPT, ("src/{name}.ts", TYPESCRIPT_USER), "retryWithBackoff"),
    ],
    ids=["go", "typescript"],
)
def test_what_a_file_keeps_to_itself_is_not_proposed_as_exported(
    tmp_path: Path, path: str, text: str, user: tuple[str, str], name: str
) -> None:
    users = {user[0].format(name=shop): user[1].format(name=shop) for shop in ("orders", "stores", "offers", "goods", "carts")}
    root = repository(tmp_path / "other", {"go.mod": "module shop\n", path: text, **users})
    proposals = {item.owner: item for item in propose(Config(root=root)).domains}
    assert proposals[path].exports == (name,)


def test_packages_of_others_are_no_owners_and_the_registry_is_offered_to_leave_them_out(tmp_path: Path) -> None:
    taken = "from carried.retry import retry_call\n\nretry_call()\n"
    files = {
        **FILES,
        "lib/carried/retry.py": SETUP.format(name="setup_logging"),
        **{f"lib/{name}/__init__.py": taken for name in ("certifi", "idna", "urllib3")},
        "app/patched/pip/log.py": SETUP.format(name="setup_logging"),
        "src/six/__init__.py": "",  # one alone may be the project itself
        **{f"app/readers/{name}.py": "" for name in ("packaging", "toml", "yaml")},
    }
    found = propose(Config(root=repository(tmp_path / "r", files)))
    assert dict(found.foreign) == {"app/patched/": ("pip",), "lib/": ("certifi", "idna", "urllib3")}
    assert [(item.domain, item.owner, item.others) for item in found.domains] == [("logging", "app/log.py", ("app/jobs.py",))]
    text = render(found)
    assert (
        "# # packages of others lie there, among them pip, certifi, idna and 1 more\n# scan:\n#   exclude: [app/patched/, lib/]\n" in text
    )
    write(tmp_path / "r", {"SSOT_LOCK.yml": re.sub(r"(?m)^# (scan|  exclude)", r"\1", uncommented(text))})
    assert run(["-C", str(tmp_path / "r"), "registry", "validate"]) == 0
    assert run(["-C", str(tmp_path / "r"), "check", "--no-cache"]) == 1  # the other one of the application


def test_the_example_is_in_the_language_of_the_repository(tmp_path: Path) -> None:
    text = render(propose(Config(root=repository(tmp_path / "r", {"run.sh": "echo one\necho two\n", "ci/up.py": "up = 1\n"}))))
    assert "  #   paths: [lib/log.sh]\n  #   exports: [log_info]\n" in text
