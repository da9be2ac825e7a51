"""What sort of config file this is: by its name where the name is fixed, else by what is in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from ssot_check.languages.support.config.tree import Node, Shape

_BY_PATH: Final[tuple[tuple[re.Pattern[str], str], ...]] = tuple(
    (re.compile(pattern), kind)
    for pattern, kind in (
        (r"(.*/)?\.(github|gitea|forgejo)/workflows/[^/]+\.ya?ml", "github-workflow"),
        (r"(.*/)?\.gitlab-ci[^/]*\.ya?ml|(.*/)?[^/]*\.gitlab-ci\.ya?ml|(.*/)?\.gitlab/(ci/)?.*\.ya?ml", "gitlab-ci"),
        (r"(.*/)?(docker-)?compose([.-][^/]*)?\.ya?ml", "compose"),
        (r"(.*/)?\.pre-commit-(config|hooks)\.ya?ml", "pre-commit"),
        (r"(.*/)?\.circleci/[^/]+\.ya?ml", "circleci"),
        (r"(.*/)?\.?azure-pipelines?[^/]*\.ya?ml|(.*/)?\.azure-pipelines/.*\.ya?ml", "azure-pipelines"),
        (r"(.*/)?\.travis\.ya?ml", "travis"),
        (r"(.*/)?[Tt]askfile(\.dist)?\.ya?ml", "taskfile"),
        (r"(.*/)?\.github/dependabot\.ya?ml", "dependabot"),
        (r"(.*/)?roles/[^/]+/meta/main\.ya?ml", "ansible-role"),
        (r"(.*/)?Chart\.ya?ml", "helm-chart"),
        (r"(.*/)?mkdocs\.ya?ml", "mkdocs"),
        (r"(.*/)?package\.json", "package-json"),
        (r"(.*/)?[tj]sconfig([.-][^/]*)?\.json", "tsconfig"),
        (r"(.*/)?\.?eslintrc(\.(json|ya?ml))?", "eslint"),
        (r"(.*/)?\.?prettierrc(\.(json|ya?ml|toml))?", "prettier"),
        (r"(.*/)?\.?devcontainer(/[^/]+)?(/devcontainer)?\.json", "devcontainer"),
        (r"(.*/)?composer\.json", "composer-json"),
        (r"(.*/)?pyproject\.toml", "pyproject"),
        (r"(.*/)?Cargo\.toml", "cargo"),
        (r"(.*/)?Pipfile", "pipfile"),
        (r"(.*/)?\.?ruff\.toml", "ruff"),
    )
)

_PIPELINE: Final = frozenset(("steps", "pipeline", "jobs", "stages", "when", "kind"))
"""Keys at the top of a file that tells a build server what to do."""
_BUILDS: Final = re.compile(r"(.*/)?\.(woodpecker|drone)(/.*|[^/]*)\.ya?ml")
"""Such files, by their name; nothing more is known of them."""


def by_path(path: str) -> str:
    """The kind that the file's name fixes, or ""."""
    return next((kind for pattern, kind in _BY_PATH if pattern.fullmatch(path)), "")


def recognise(path: str, documents: Sequence[Node]) -> str:
    """Kind of a YAML, JSON or TOML file; "" when nothing is known of it.

    A name that promises a kind is believed only where the content does not speak against it.
    """
    if _BUILDS.fullmatch(path):
        return ""
    kind = by_path(path)
    root = next((node for node in documents if node.entries), None)
    if root is None:
        return kind
    if kind:
        return kind if kind not in _SHAPES or _SHAPES[kind](root) else _by_content(path, root)
    return _by_content(path, root)


def _by_content(path: str, root: Node) -> str:
    if root.shape is Shape.LIST:
        return "ansible" if _ansible(path, root) else ""
    return next((kind for kind, test in _CONTENT if test(root)), "")


def _has(*keys: str) -> Callable[[Node], bool]:
    wanted = frozenset(keys)
    return lambda root: wanted <= root.keys


def _compose(root: Node) -> bool:
    services = root.get("services")
    if root.keys & _PIPELINE:
        return False  # what a build starts beside its steps is no deployment
    return services is not None and any(node.keys & {"image", "build"} for _key, node in services.pairs)


def _compose_like(root: Node) -> bool:
    return bool(root.keys & {"services", "version", "include", "networks", "volumes", "name", "configs", "secrets"} or _extensions(root))


def _extensions(root: Node) -> bool:
    return all(key.startswith("x-") for key in root.keys)


def _workflow(root: Node) -> bool:
    jobs = root.get("jobs")
    return jobs is not None and "on" in root.keys and any(node.keys & {"steps", "uses", "runs-on"} for _key, node in jobs.pairs)


def _action(root: Node) -> bool:
    return bool(root.value("runs", "using"))


def _dashboard(root: Node) -> bool:
    """As Grafana exports it, or wrapped as its interface takes it."""
    inner = root.get("dashboard") or root
    return "schemaVersion" in inner.keys and bool(inner.keys & {"panels", "rows"})


def _rules(root: Node) -> bool:
    rules = [rule for group in root.listed("groups") for rule in group.listed("rules")]
    return any(rule.keys & {"alert", "record"} for rule in rules)


def _ansible(path: str, root: Node) -> bool:
    items = [item for item in root.items if item.shape is Shape.MAP]
    if not items or len(items) < len(root.items):
        return False
    if any(item.keys & {"tasks", "roles", "import_playbook"} and item.keys & {"hosts", "import_playbook"} for item in items):
        return True
    in_role = bool(re.search(r"(^|/)(tasks|handlers)/", path))
    return in_role and any("name" in item.keys or "block" in item.keys for item in items)


_SHAPES: Final[dict[str, Callable[[Node], bool]]] = {
    "compose": _compose_like,
    "github-workflow": _has("jobs"),
}

_CONTENT: Final[tuple[tuple[str, Callable[[Node], bool]], ...]] = (
    ("kubernetes", _has("apiVersion", "kind")),
    ("openapi", _has("openapi", "paths")),
    ("openapi", _has("swagger", "paths")),
    ("github-workflow", _workflow),
    ("github-action", _action),
    ("compose", _compose),
    ("prometheus-rules", _rules),
    ("prometheus", _has("scrape_configs")),
    ("alertmanager", _has("route", "receivers")),
    ("cloudformation", _has("AWSTemplateFormatVersion")),
    ("grafana-dashboard", _dashboard),
    ("logging-config", _has("version", "handlers", "formatters")),
    ("json-schema", _has("$schema", "properties")),
)
