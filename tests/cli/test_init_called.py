"""What `ssot-check init` proposes because it is called after its kind and used, and what is called so and is no owner."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.cli.init import render
from ssot_check.cli.main import run
from ssot_check.model.config import Config
from ssot_check.model.proposal import Proposal, Proposals
from ssot_check.pipeline.answers.propose import propose
from tests.cli.test_init import uncommented
from tests.repositories import repository, write


def proposed(root: Path, files: dict[str, str]) -> dict[str, Proposal]:
    """What is proposed for a repository of these files, by domain."""
    return {item.domain: item for item in propose(Config(root=repository(root, files))).domains}


CONFIG = """package config

type Values struct {
	Home string
	Port int
}

func LoadValues(path string) (*Values, error) {
	values := &Values{Home: path, Port: 8080}
	if path == "" {
		values.Home = "/srv"
	}
	return values, nil
}
"""


def go_user(name: str, path: str = "shop/internal/config") -> str:
    return f'package {name}\n\nimport "{path}"\n\nfunc Run() error {{\n\t_, err := config.LoadValues("x")\n\treturn err\n}}\n'


def test_a_package_of_go_that_is_called_after_a_kind_is_its_owner(tmp_path: Path) -> None:
    users = {f"{name}/{name}.go": go_user(name) for name in ("cart", "price")}
    more = CONFIG.replace("LoadValues", "MergeValues").replace("type Values", "type Merged")
    found = proposed(
        tmp_path / "r", {"go.mod": "module shop\n", "internal/config/config.go": CONFIG, "internal/config/merge.go": more, **users}
    )
    assert (found["configuration"].owner, found["configuration"].users) == ("internal/config/", 2)
    alone = proposed(tmp_path / "s", {"go.mod": "module shop\n", "internal/config/config.go": CONFIG, **users})
    assert (alone["configuration"].owner, alone["configuration"].exports) == ("internal/config/config.go", ("LoadValues", "Values"))


def test_within_one_package_of_go_a_file_is_used_by_those_that_say_its_names(tmp_path: Path) -> None:
    text = CONFIG.replace("package config", "package cmd").replace("LoadValues", "loadConfig")
    user = 'package cmd\n\nfunc run{0}() error {{\n\t_, err := loadConfig("x")\n\treturn err\n}}\n'
    other = "package cmd\n\nfunc show() string {\n\treturn nothing\n}\n"
    users = {f"cmd/{name}.go": user.format(name.title()) for name in ("copy", "list", "move")}
    found = proposed(tmp_path / "r", {"go.mod": "module shop\n", "cmd/config.go": text, "cmd/show.go": other, **users})
    assert (found["configuration"].owner, found["configuration"].users) == ("cmd/config.go", 3)


LOGGER = 'import logging\n\nLOGGER = logging.getLogger("shop")\nPROGRESS = logging.getLogger("shop.progress")\n'


def python_users(module: str, name: str, folder: str = "shop", number: int = 2) -> dict[str, str]:
    return {f"{folder}/use_{count}.py": f"from {module} import {name}\n\nprint({name})\n" for count in range(number)}


def test_a_module_of_constants_that_is_called_after_a_kind_is_its_owner(tmp_path: Path) -> None:
    files = {"shop/__init__.py": "", "shop/log.py": LOGGER, **python_users("shop.log", "LOGGER")}
    assert proposed(tmp_path / "r", files)["logging"].owner == "shop/log.py"


SETTINGS = "class Settings:\n    def __init__(self, path):\n        self.path = path\n\n    def read(self):\n        return self.path\n"


@pytest.mark.parametrize(
    "place",
    [
        "shop/views/settings.py",
        "shop/commands/config.py",
        "shop/models/config.py",
        "shop/contrib/config.py",
        "tests_e2e/config.py",
        "e2e/config.py",
    ],
)
def test_a_part_of_the_application_that_is_about_a_kind_is_no_owner(place: str, tmp_path: Path) -> None:
    folder = str(Path(place).parent)
    module = place.removesuffix(".py").replace("/", ".")
    packages = {"shop/__init__.py": "", f"{folder}/__init__.py": ""}
    assert "configuration" not in proposed(tmp_path / "r", {**packages, place: SETTINGS, **python_users(module, "Settings")})


def test_of_two_that_are_used_alike_neither_is_the_one_owner(tmp_path: Path) -> None:
    packages = {
        "shop/__init__.py": "",
        "bank/__init__.py": "",
        "shop/settings.py": SETTINGS,
        "bank/settings.py": SETTINGS + "\nLEVEL = 3\n",
    }
    users = {**python_users("shop.settings", "Settings"), **python_users("bank.settings", "Settings", "bank")}
    assert "configuration" not in proposed(tmp_path / "r", {**packages, **users})
    more = python_users("shop.settings", "Settings", "shop", 5)
    assert proposed(tmp_path / "s", {**packages, **users, **more})["configuration"].owner == "shop/settings.py"


REPORT = """
import logging
import sys

LOGGER = logging.getLogger()


def setup_report(verbosity, show_pid):
    handler = logging.StreamHandler(stream=sys.stdout)
    handler.setFormatter(logging.Formatter("%(message)s"))
    LOGGER.addHandler(handler)
    LOGGER.setLevel(verbosity)
    return show_pid
"""


def test_the_only_file_that_sets_logging_up_owns_it_whatever_it_is_called(tmp_path: Path) -> None:
    files = {"shop/__init__.py": "", "shop/report.py": REPORT, **python_users("shop.report", "setup_report", number=1)}
    found = proposed(tmp_path / "r", files)["logging"]
    assert (found.owner, found.exports, found.users) == ("shop/report.py", ("setup_report",), 1)
    assert "logging" not in proposed(tmp_path / "s", {**files, "shop/other.py": REPORT})


def test_a_shell_library_behind_a_variable_is_used_by_those_that_source_it_in_turn(tmp_path: Path) -> None:
    library = 'function log() {\n  local level="$1"; shift\n  echo "$(date) [${level}] $*" >&2\n}\n'
    helpers = 'source "${ROOT}/lib/bashlog.sh"\n\ncleanup() {\n  rm -rf "${1:?}/tmp"\n  log debug "removed $1"\n}\n'
    scripts = {f"libexec/{name}.sh": f'#!/bin/bash\nsource "$ROOT/lib/helpers.sh"\nlog info {name}\n' for name in ("build", "ship")}
    found = proposed(tmp_path / "r", {"lib/bashlog.sh": library, "lib/helpers.sh": helpers, **scripts})
    assert (found["logging"].owner, found["logging"].users) == ("lib/bashlog.sh", 3)
    assert found["helpers"].owner == "lib/helpers.sh"


CLIENT = """
import socket


class {name}:
    def __init__(self, path, timeout):
        self.path, self.timeout, self.headers = path, timeout, []

    def request(self, text):
        return self.connect().send(text)

    def connect(self):
        return {connect}


class {name}Session:
    def close(self):
        self.closed = True
"""


@pytest.mark.parametrize(
    ("connect", "owned"), [("socket.create_connection(self.path)", False), ("requests.Session()", True)], ids=["socket", "http"]
)
def test_a_client_of_a_protocol_of_its_own_is_no_client_of_http(connect: str, owned: bool, tmp_path: Path) -> None:
    text = CLIENT.format(name="ApiClient", connect=connect)
    text = text.replace("import socket", "import requests") if owned else text
    files = {"shop/__init__.py": "", "shop/client.py": text, **python_users("shop.http_client", "ApiClient")}
    assert ("http_clients" in proposed(tmp_path / "r", files)) is owned


def test_what_a_repository_is_about_by_its_name_is_no_utility_of_it(tmp_path: Path) -> None:
    cache = "class Cache:\n    def get(self, key):\n        return key\n"
    files = {"shop/__init__.py": "", "shop/cache.py": cache, **python_users("shop.cache", "Cache", number=3)}
    assert "caching" in proposed(tmp_path / "shop", files)
    assert "caching" not in proposed(tmp_path / "disk-cache", files)


def test_a_shared_folder_leaves_out_what_is_proposed_below_it_and_the_first_check_is_quiet(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clip = "def clip(text, width):\n    return text if len(text) <= width else text[: width - 1] + '.'\n"
    folder = {"shop/__init__.py": "", "shop/utils/__init__.py": "", "shop/utils/text.py": clip, "shop/utils/log.py": LOGGER}
    users = {f"shop/use_{number}.py": "from shop.utils.log import LOGGER\nfrom shop.utils.text import clip\n" for number in range(3)}
    found = proposed(tmp_path / "r", {**folder, **users})
    assert found["logging"].owner == "shop/utils/log.py"
    assert (found["shop_utils"].owner, found["shop_utils"].files) == ("shop/utils/", ("!shop/utils/log.py",))
    write(tmp_path / "r", {"SSOT_LOCK.yml": uncommented(render(Proposals(tuple(found.values()))))})
    assert run(["-C", str(tmp_path / "r"), "check", "--no-cache", "--format", "concise"]) == 0
    assert "SSOT105" not in capsys.readouterr().out


@pytest.mark.parametrize("folder", ["contrib/compose", "docker/compose/gitea"])
def test_a_compose_file_that_shows_how_it_can_be_run_is_no_deployment(folder: str, tmp_path: Path) -> None:
    compose = "services:\n  web:\n    image: acme/web:1.0\n"
    assert "deployment" not in proposed(tmp_path / "r", {f"{folder}/docker-compose.yml": compose})
    assert "deployment" in proposed(tmp_path / "s", {"deploy/docker-compose.yml": compose})


def test_what_builds_images_for_an_application_about_images_is_no_deployment(tmp_path: Path) -> None:
    text = "import docker\n\n\ndef build_image(tag, path):\n    client = docker.from_env()\n"
    text += "    image = client.images.build(path=path, tag=tag)\n    return image, 'docker image tag'\n"
    files = {"shop/__init__.py": "", "shop/docker.py": text, **python_users("shop.docker", "build_image")}
    assert "deployment" not in proposed(tmp_path / "r", files)
    deploy = {path.replace("docker", "deploy"): each.replace("shop.docker", "shop.deploy") for path, each in files.items()}
    assert "deployment" in proposed(tmp_path / "s", deploy)


ORDERS = "package nflog\n\ntype Log struct {\n\tpath string\n}\n\nfunc (l *Log) Query(key string) string {\n\treturn l.path + key\n}\n"
MAIN = (
    'package cli\n\nimport "log"\n\nfunc Execute(version string) int {\n\tlog.SetFlags(0)\n\tlog.SetOutput(nil)\n\treturn len(version)\n}\n'
)


def test_a_log_of_something_and_a_program_that_sets_its_log_by_the_way_own_no_logging(tmp_path: Path) -> None:
    users = {f"{name}/a.go": f'package {name}\n\nimport "shop/nflog"\n\nvar kept nflog.Log\n' for name in ("cart", "price")}
    main = 'package main\n\nimport "shop/cli"\n\nfunc main() {\n\tcli.Execute("1")\n}\n'
    files = {"go.mod": "module shop\n", "nflog/nflog.go": ORDERS, "cli/cli.go": MAIN, "main.go": main, **users}
    assert "logging" not in proposed(tmp_path / "r", files)


def test_a_package_that_is_called_so_stands_before_a_file_in_another_package(tmp_path: Path) -> None:
    logger = "package {0}\n\ntype {1}Logger struct{{ name string }}\n\n"
    logger += "func New{1}Logger(name string) *{1}Logger {{\n\treturn &{1}Logger{{name}}\n}}\n"
    user = (
        'package {0}\n\nimport (\n\t"shop/log"\n\t"shop/visits"\n)\n\nvar a = log.NewShopLogger("a")\nvar b = visits.NewVisitLogger("b")\n'
    )
    more = 'package page{0}\n\nimport "shop/visits"\n\nfunc Run() any {{\n\treturn visits.NewVisitLogger("b")\n}}\n'
    files = {
        "go.mod": "module shop\n",
        "log/zap.go": logger.format("log", "Shop"),
        "visits/logger.go": logger.format("visits", "Visit"),
        "visits/store.go": "package visits\n\nfunc Store() int {\n\treturn 1\n}\n",
        **{f"{name}/a.go": user.format(name) for name in ("cart", "price")},
        **{f"page{number}/a.go": more.format(number) for number in range(4)},
    }
    assert proposed(tmp_path / "r", files)["logging"].owner == "log/zap.go"


def test_a_package_that_is_called_like_a_folder_of_templates_is_code(tmp_path: Path) -> None:
    files = {"cookiecutter/__init__.py": "", "cookiecutter/config.py": SETTINGS}
    users = python_users("cookiecutter.config", "Settings", "cookiecutter")
    assert proposed(tmp_path / "r", {**files, **users})["configuration"].owner == "cookiecutter/config.py"


def test_tests_in_a_folder_of_their_own_are_no_package_to_ask(tmp_path: Path) -> None:
    check = "package tests\n\nfunc TestConfig() bool {\n\treturn true\n}\n"
    users = {f"{name}/{name}.go": go_user(name) for name in ("cart", "price")}
    files = {"go.mod": "module shop\n", "internal/config/config.go": CONFIG, "tests/config_test.go": check, **users}
    assert proposed(tmp_path / "r", files)["configuration"].owner == "internal/config/config.go"


CALL = """import requests


class {name}Client:
    def fetch(self, path):
        answer = requests.get(f"https://shop.example/{{path}}", timeout=10)
        answer.raise_for_status()
        return answer.json()
"""


@pytest.mark.parametrize(("folder", "name", "owns"), [("net", "Http", True), ("hub", "Hub", False)])
def test_the_client_of_one_service_owns_no_http(folder: str, name: str, owns: bool, tmp_path: Path) -> None:
    path = f"app/{folder}/client.py"
    users = {f"app/{user}.py": f"from app.{folder}.client import {name}Client\n\n{name}Client().fetch('x')\n" for user in "abc"}
    found = proposed(tmp_path / "r", {"app/__init__.py": "", f"app/{folder}/__init__.py": "", path: CALL.format(name=name), **users})
    assert ("http_clients" in found) is owns


SHIP = """import subprocess


{head}    subprocess.run(["kubectl", "apply", "-f", path], check=True)
    subprocess.run(["helm", "upgrade", path], check=True)
"""


@pytest.mark.parametrize(
    ("path", "head", "owns"),
    [
        ("ops/deploy.py", "def deploy(path):\n", True),
        ("shop/commands/deploy.py", "def deploy(path):\n", False),
        ("shop/deployment.py", "class Deployment:\n  def apply(self, path):\n", False),
    ],
    ids=["a tool", "a command of the program", "what the program is about"],
)
def test_a_program_that_deploys_is_about_it(path: str, head: str, owns: bool, tmp_path: Path) -> None:
    module, name = path.removesuffix(".py").replace("/", "."), "Deployment" if "class" in head else "deploy"
    users = {f"shop/{user}.py": f"from {module} import {name}\n\n{name}('x')\n" for user in "abc"}
    folder = path.rpartition("/")[0]
    found = proposed(tmp_path / "r", {"shop/__init__.py": "", f"{folder}/__init__.py": "", path: SHIP.format(head=head), **users})
    assert ("deployment" in found) is owns
