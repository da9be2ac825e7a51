"""Kubernetes objects and their containers, Prometheus rules and scrape jobs."""

from __future__ import annotations

from typing import Final

from ssot_check.languages.support.config import values as config_values
from ssot_check.languages.support.config.blocks import Block, Found, Path, Reading
from ssot_check.languages.support.config.tree import Node, Shape
from ssot_check.languages.support.config.use import Form
from ssot_check.model.unit import Token

# Objects that are little more than a name and a selector: any two of a kind look alike and mean different things.
_FORMAL: Final = frozenset(
    (
        "APIService", "ClusterRoleBinding", "CustomResourceDefinition", "Endpoints", "Kustomization", "LimitRange", "Namespace",
        "PersistentVolume", "PersistentVolumeClaim", "PodDisruptionBudget", "PriorityClass", "RoleBinding", "Secret", "Service",
        "ServiceAccount", "ServiceMonitor", "PodMonitor", "StorageClass",
    )
)  # fmt: skip
_NAMING: Final = frozenset(("name", "namespace", "labels", "matchLabels", "selector", "app", "serviceName", "claimName"))
_POD: Final = (("spec", "template", "spec"), ("spec", "jobTemplate", "spec", "template", "spec"), ("spec",))


def _value(path: Path, text: str) -> tuple[Token, ...]:
    """As everywhere, but a name or a label says which application this is, and that is what two manifests differ in."""
    if _NAMING.intersection(path[-2:]):
        return (config_values.meant(text),)
    return config_values.value(path, text)


CLUSTER: Final = Reading(
    value=_value,
    unordered=frozenset(
        (
            "env", "envFrom", "ports", "volumes", "volumeMounts", "imagePullSecrets", "accessModes", "verbs", "resources", "apiGroups",
            "finalizers", "policyTypes", "tolerations", "containers", "initContainers",
        )
    ),
)  # fmt: skip


def _rule_value(path: Path, text: str) -> tuple[Token, ...]:
    return config_values.query(text) if path[-1] == "expr" else config_values.value(path, text)


RULES: Final = Reading(value=_rule_value)


def kubernetes(path: str, root: Node) -> Found:
    """The objects of one document (a `List` holds many): workloads and what has content, each with its containers."""
    found = Found()
    for node in [root] if not root.value("kind").endswith("List") or root.get("items") is None else _items(root, "items"):
        kind, name = node.value("kind"), node.get("metadata", "name")
        if not kind:
            continue
        title = f"{kind}/{name.text}" if name is not None and name.text else kind
        place = name.span if name is not None else node.span
        found.definitions.append((title, place))
        if kind in _FORMAL:
            continue
        if kind == "PrometheusRule":
            _groups(found, node.get("spec"), title)
        else:
            found.blocks.append(Block(title, node, node.head, CLUSTER, reuse=Form.OBJECT))
            _containers(found, node, title)
    return found


def _containers(found: Found, node: Node, scope: str) -> None:
    spec = next((pod for pod in (node.get(*way) for way in _POD) if pod is not None and pod.get("containers") is not None), None)
    if spec is None:
        return
    for key in ("containers", "initContainers"):
        for container in _items(spec, key):
            if container.value("name"):
                found.blocks.append(Block(container.value("name"), container, container.head, CLUSTER, scope))


def rules(path: str, root: Node) -> Found:
    """Alerting and recording rules of a Prometheus rule file; `scope` is their group."""
    found = Found()
    _groups(found, root, "", Form.ALERT)
    return found


def _groups(found: Found, node: Node | None, scope: str, reuse: str = "") -> None:
    for group in _items(node, "groups"):
        name = group.value("name")
        for rule in _items(group, "rules"):
            key = rule.get("alert") or rule.get("record")
            if key is not None and key.text:
                found.definitions.append((key.text, key.span))
                found.blocks.append(Block(key.text, rule, rule.head, RULES, f"{scope}.{name}" if scope else name, reuse=reuse))


def scrapes(path: str, root: Node) -> Found:
    """Scrape jobs of a Prometheus configuration."""
    found = Found()
    for key, _node in root.pairs:
        found.define(key)
    for job in _items(root, "scrape_configs"):
        if job.value("job_name"):
            found.blocks.append(Block(job.value("job_name"), job, job.head, CLUSTER, "scrape_configs"))
    return found


def _items(node: Node | None, key: str) -> list[Node]:
    return [item for item in node.listed(key) if item.shape is Shape.MAP] if node is not None else []
