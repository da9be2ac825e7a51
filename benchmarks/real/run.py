"""Run ssot-check on public code and hold its findings against the judgements that people wrote down.

    python benchmarks/real/run.py [--work DIR] [--bans] [NAME ...]

Downloads each source distribution of `sources.toml` (once), unpacks it, puts `registries/<name>.yml` in as SSOT_LOCK.yml, runs the
command-line tool and writes `results.md`. Every duplicate finding is looked up in `judgements.csv` by repository and key: true, accepted,
false or unsure, with a word of reason. A finding without a judgement is listed as such; nothing is counted that nobody read.

With `--bans` the registries `bans-<name>.yml` are used, which ban primitives. What rules 301 to 304, 307, 308 and 312 find is looked up
by code and place in `bans.csv`, and `bans.md` is written. `bans-wide-<name>.yml` bans more; what the first registry finds, too, is not
counted again.
"""

from __future__ import annotations

import argparse
import csv
import json
import shutil
import subprocess
import sys
import tarfile
import time
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
BANS = "bans-"
WIDE = "wide-"
BYPASS = ("SSOT301", "SSOT302", "SSOT303", "SSOT304", "SSOT307", "SSOT308", "SSOT312")
BANS_HEAD = """# Bans on public code

Written by `python benchmarks/real/run.py --bans` on {date} with commit {commit}.
Precision = (true + accepted + unsure / 2) / read. What the words of judgement mean, how was drawn and by whom: `README.md`.
Of the findings under few bans every one was read. "Wide" is the same code under more bans, without what the few find; 100 places drawn.

| source | lines of Python and others | verdict | seconds | findings | true | accepted | unsure | false | unread | precision |
|---|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|
"""
Place = tuple[str, str, str]
"""Repository, code, path and line."""
WEIGHT = {"true": 1.0, "accepted": 1.0, "unsure": 0.5, "false": 0.0}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--work", type=Path, default=HERE / ".work", help="folder for the downloads")
    parser.add_argument("--list", action="store_true", help="print every finding with its judgement")
    parser.add_argument("--bans", action="store_true", help="try the bans of registries/bans-*.yml instead")
    parser.add_argument("names", nargs="*", help="repositories of sources.toml, default all")
    arguments = parser.parse_args()
    sources = tomllib.loads((HERE / "sources.toml").read_text(encoding="utf-8"))
    if arguments.bans:
        told: set[Place] = set()
        registries = sorted((HERE / "registries").glob(f"{BANS}*.yml"), key=lambda path: (WIDE in path.stem, path.stem))
        text = ban_table([ban_row(path, sources, arguments.work, told) for path in registries])
        (HERE / "bans.md").write_text(text, encoding="utf-8")
        sys.stdout.write(text)
        return
    judged = read_judgements("judgements.csv")
    rows = []
    for name in arguments.names or sorted(sources):
        root = unpack(sources[name]["package"], arguments.work)
        shutil.copyfile(HERE / "registries" / f"{name}.yml", root / "SSOT_LOCK.yml")
        rows.append(summarise(name, sources[name]["package"], check(root), judged, show=arguments.list))
    if not arguments.names:
        (HERE / "results.md").write_text(table(rows), encoding="utf-8")
    sys.stdout.write(table(rows))


def unpack(package: str, work: Path) -> Path:
    """Download and unpack one source distribution; returns its folder."""
    folder = work / package.replace("==", "-")
    if not folder.is_dir():
        archives = work / "archives" / folder.name
        command = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "--quiet",
            "--no-deps",
            "--no-binary",
            ":all:",
            "--dest",
            str(archives),
            package,
        ]
        subprocess.run(command, check=True)
        with tarfile.open(next(archives.glob("*.tar.gz"))) as archive:
            archive.extractall(folder, filter="data")
    return next(path for path in folder.iterdir() if path.is_dir())


def check(root: Path, *options: str) -> dict[str, Any]:
    """The tool's JSON report, with its seconds of wall time."""
    started = time.monotonic()
    command = [sys.executable, "-m", "ssot_check", "-C", str(root), "check", "--format", "json", *options]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode not in (0, 1, 2) or not done.stdout:
        sys.exit(f"ssot-check failed on {root.name}: exit {done.returncode}\n{done.stderr}")
    report: dict[str, Any] = json.loads(done.stdout)
    report["seconds"] = time.monotonic() - started
    return report


def ban_row(registry: Path, sources: dict[str, Any], work: Path, told: set[Place]) -> dict[str, Any]:
    """What the bans of one registry find that was not told before, and what was said of it."""
    kind = registry.stem.removeprefix(BANS)
    name = kind.removeprefix(WIDE)
    root = unpack(sources[name]["package"], work)
    shutil.copyfile(registry, root / "SSOT_LOCK.yml")
    report = check(root)
    places = [(place(name, item), item) for item in report["findings"] if item["code"] in BYPASS]
    found = [(at, item) for at, item in places if at not in told]
    told.update(at for at, _ in found)
    judged = read_places("bans.csv")
    answers = [judged.get(at, ("unread", "")) for at, _ in found]
    said = Counter(word for word, _ in answers)
    doubts = [answer for answer in answers if answer[0] in ("false", "unsure")]
    kinds = Counter((item["domain"], item["code"]) for _, item in found)
    title = sources[name]["package"] + (", wide" if kind != name else "")
    return {"title": title, "report": report, "found": len(found), "said": said, "doubts": doubts, "kinds": kinds}


def place(name: str, item: dict[str, Any]) -> Place:
    """Where a finding stands."""
    return name, item["code"], f"{item['location']['path']}:{item['location']['start']['line']}"


def ban_table(rows: list[dict[str, Any]]) -> str:
    """The results as Markdown."""
    total: Counter[str] = sum((row["said"] for row in rows), Counter())
    lines = []
    for row in rows:
        report = row["report"]
        cells = [row["title"], f"{report['completeness']['lines']:,}", report["verdict"], f"{report['seconds']:.0f}", row["found"]]
        lines.append("| " + " | ".join(str(cell) for cell in (*cells, *shares(row["said"]))) + " |")
    cells = ["all", "", "", "", sum(row["found"] for row in rows), *shares(total)]
    lines += ["| " + " | ".join(str(cell) for cell in cells) + " |", "", "| source | domain | rule | findings |", "|---|---|---|--:|"]
    for row in rows:
        lines += [f"| {row['title']} | {domain} | {code} | {count} |" for (domain, code), count in sorted(row["kinds"].items())]
    reasons = Counter((said, why) for row in rows for said, why in row["doubts"])
    lines += ["", "| judgement | reason | findings |", "|---|---|--:|"]
    lines += [f"| {said} | {why} | {count} |" for (said, why), count in sorted(reasons.items())]
    commit = subprocess.run(["git", "-C", str(HERE), "rev-parse", "--short", "HEAD"], check=True, capture_output=True, text=True).stdout
    return BANS_HEAD.format(date=time.strftime("%Y-%m-%d"), commit=commit.strip()) + "\n".join(lines) + "\n"


def read_places(file: str) -> dict[Place, tuple[str, str]]:
    """Judgement and reason by place."""
    with (HERE / file).open(encoding="utf-8", newline="") as stream:
        return {(row["repository"], row["code"], row["place"]): (row["judgement"], row["reason"]) for row in csv.DictReader(stream)}


def read_judgements(file: str) -> dict[tuple[str, str], str]:
    """Judgement by (repository, finding key)."""
    path = HERE / file
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as stream:
        return {(row["repository"], row["key"]): row["judgement"] for row in csv.DictReader(stream)}


def summarise(name: str, package: str, report: dict[str, Any], judged: dict[tuple[str, str], str], *, show: bool) -> dict[str, Any]:
    """One row of the table."""
    duplicates = [item for item in report["findings"] if item["code"].startswith("SSOT2")]
    said = Counter(judged.get((name, item["key"]), "unread") for item in duplicates)
    if show:
        writer = csv.writer(sys.stdout)
        for item in duplicates:
            place = f"{item['location']['path']}:{item['location']['start']['line']}"
            writer.writerow(
                [name, item["key"], judged.get((name, item["key"]), ""), item["code"], item.get("score"), place, item["message"]]
            )
    return {"name": name, "package": package, "report": report, "count": len(duplicates), "said": said}


def table(rows: list[dict[str, Any]]) -> str:
    """The results as Markdown."""
    lines = [
        "# Findings on public code",
        "",
        "Written by `python benchmarks/real/run.py`. Precision = (true + accepted + unsure / 2) / read.",
        "",
        (
            "| source | files analysed | lines | verdict | errors in reading "
            "| duplicates | true | accepted | unsure | false | unread | precision |"
        ),
        "|---|--:|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    total: Counter[str] = Counter()
    for row in rows:
        total.update(row["said"])
        complete = row["report"]["completeness"]
        errors = sum(1 for problem in row["report"]["problems"] if problem["severity"] == "error")
        cells = [
            row["package"],
            complete["analysed"],
            complete["lines"],
            row["report"]["verdict"],
            errors,
            row["count"],
            *shares(row["said"]),
        ]
        lines.append("| " + " | ".join(f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in cells) + " |")
    cells = ["all", "", "", "", "", sum(row["count"] for row in rows), *shares(total)]
    lines.append("| " + " | ".join(str(cell) for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def shares(said: Counter[str]) -> list[int | str]:
    """Counts in column order, and the precision over what was read."""
    read = sum(said[word] for word in WEIGHT)
    precision = sum(said[word] * weight for word, weight in WEIGHT.items()) / read if read else 0.0
    return [said["true"], said["accepted"], said["unsure"], said["false"], said["unread"], f"{precision:.0%}" if read else "-"]


if __name__ == "__main__":
    main()
