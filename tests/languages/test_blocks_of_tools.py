"""Panels of dashboards and targets of Makefiles as units, and copies of them from end to end."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ssot_check.languages import makefile
from ssot_check.matching.fingerprint import fingerprint
from ssot_check.model.source import SourceFile
from ssot_check.model.unit import Unit, UnitKind
from tests.languages.config_reading import read
from tests.languages.tree_reading import codes

QUERY = 'histogram_quantile(0.99, sum by (le, route) (rate(acme_http_request_seconds_bucket{job="gateway"}[5m])))'
DEPLOY = """deploy: build ## roll out
\t@echo "deploying $(TAG)"
\tkubectl --namespace acme set image deployment/gateway gateway=registry.acme.internal/gateway:$(TAG)
\tkubectl --namespace acme rollout status deployment/gateway --timeout 120s
\tcurl --fail --silent https://gateway.acme.internal/health | grep --quiet ok
"""
LOCK = "schema_version: 2\ndomains:\n  operations:\n    paths: [%s]\n"


def panel(title: str, query: str = QUERY, **more: Any) -> dict[str, Any]:
    targets = [{"expr": query, "legendFormat": "{{route}}", "refId": "A"}]
    defaults = {
        "unit": "s",
        "thresholds": {"mode": "absolute", "steps": [{"color": "green", "value": None}, {"color": "red", "value": 0.5}]},
    }
    return {"id": 4, "title": title, "type": "timeseries", "targets": targets, "fieldConfig": {"defaults": defaults}, **more}


def board(*panels: dict[str, Any], **more: Any) -> str:
    return json.dumps({"title": "Gateway", "schemaVersion": 39, "panels": list(panels), **more}, indent=2)


def targets(text: str) -> list[Unit]:
    return list(makefile.parse(SourceFile("Makefile", "makefile", text, "0" * 16), fingerprint).units)


def test_panels_are_units_and_their_place_on_the_screen_does_not_count() -> None:
    row = {"type": "row", "title": "More", "panels": [panel("Inner")]}
    units = read("a.json", board(panel("Latency"), row, {"type": "text", "title": "Notes"})).units
    assert [(unit.qualified_name, unit.kind) for unit in units] == [
        ("Gateway.Latency", UnitKind.CONFIG),
        ("Gateway.Inner", UnitKind.CONFIG),
    ]
    placed = read("a.json", board(panel("Latency", gridPos={"h": 8, "w": 12, "x": 0, "y": 3}, datasource={"uid": "x"}))).units
    assert placed[0].fingerprint.exact == units[0].fingerprint.exact
    (other,) = read("a.json", board(panel("Latency", "sum(rate(acme_errors_total[5m]))"))).units
    assert other.fingerprint.renamed != units[0].fingerprint.renamed


def test_a_dashboard_may_be_wrapped_for_the_interface() -> None:
    text = json.dumps({"dashboard": json.loads(board(panel("Latency"))), "overwrite": True})
    assert [unit.qualified_name for unit in read("a.json", text).units] == ["Gateway.Latency"]


def test_rows_of_old_dashboards_hold_panels() -> None:
    text = json.dumps({"title": "Old", "schemaVersion": 12, "rows": [{"title": "r", "panels": [panel("Latency")]}]})
    assert [unit.name for unit in read("a.json", text).units] == ["Latency"]


def test_targets_with_a_recipe_are_units() -> None:
    (unit,) = targets("TAG = 1\n.PHONY: deploy\nclean:\n\trm -rf build\n" + DEPLOY)
    assert (unit.name, unit.kind, unit.location.line, unit.location.end_line) == ("deploy", UnitKind.CONFIG, 5, 9)
    (silent,) = targets("TAG = 1\n" + DEPLOY.replace("@echo", "echo"))
    assert silent.fingerprint.exact == unit.fingerprint.exact


def test_a_copied_panel_and_a_copied_target_are_found(tmp_path: Path) -> None:
    files = {
        "SSOT_LOCK.yml": LOCK % "dashboards/gateway.json, Makefile",
        "dashboards/gateway.json": board(panel("Latency"), panel("Errors", "sum(rate(acme_errors_total[5m])) by (route) / 60")),
        "dashboards/team.json": board({**dict(reversed(panel("Our latency").items())), "id": 9}, title="Team"),
        "Makefile": "TAG = 1\n" + DEPLOY,
        "services/a/Makefile": DEPLOY.replace("deploy:", "ship:").replace("120s", "60s"),
        "services/b/Makefile": "test:\n\tpytest --quiet --maxfail 1 tests/unit tests/integration --durations 5\n",
    }
    found = [item for item in codes(tmp_path, files) if item[0] == "SSOT210"]
    assert found == [("SSOT210", "dashboards/team.json"), ("SSOT210", "services/a/Makefile")]
