"""The page as its readers take it: the HTML checker of the W3C, axe, and, where one is installed, a real browser under Jenkins' policy."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ssot_check.model.standing import History, Standing
from ssot_check.reports import badge_svg, html, html_linked, stylesheet
from tests.reports.canned import ALLOWED, CLEAN, EXACT, KNOWN, REPORT, UNTRUSTED
from tests.reports.extremes import HOSTILE
from tests.reports.official import Published, fetch_path, install, program

pytestmark = pytest.mark.network
RUNS = tuple(Standing(f"2026-11-{day}", "day", "findings", 70 + day, 20 - day) for day in (12, 13, 14))
PAGES = {
    "trend": replace(REPORT, history=History("h.jsonl", RUNS), day="2026-11-21"),
    "alike": replace(REPORT, findings=(EXACT, replace(EXACT, scope="again"), replace(EXACT, code="SSOT204"))),
    "known": KNOWN,
    "allowed": ALLOWED,
    "clean": CLEAN,
    "untrusted": UNTRUSTED,
    "hostile": HOSTILE,
}
CHECKER = Published(
    "HTML", "vnu-jar@26.9.27", "package/build/dist/vnu.jar", "22f15dd39a33bed929d2a5c0cddf5946849a647eca9272bf4d5d00bc7e7a4d47"
)
IN_JSDOM = """
const {JSDOM} = require("jsdom"), fs = require("fs"), source = require("axe-core").source, found = [];
(async () => {
  for (const file of process.argv.slice(1)) {
    const page = new JSDOM(fs.readFileSync(file, "utf8"), {runScripts: "outside-only", pretendToBeVisual: true});
    page.window.eval(source);
    const {violations, passes} = await page.window.axe.run({rules: {"color-contrast": {enabled: false}}});
    found.push([passes.length, violations.map(item => [item.id, item.nodes[0].html])]);
  }
  console.log(JSON.stringify(found));
})();
"""
IN_CHROMIUM = """
const {chromium} = require("playwright-core"), http = require("http"), fs = require("fs"), axe = require("axe-core").source;
const [executablePath, folder] = process.argv.slice(1), found = {};
const policy = "sandbox; default-src 'none'; img-src 'self'; style-src 'self';";
const server = http.createServer((asked, answer) => {
  const name = asked.url.slice(1), file = folder + "/" + name;
  if (!fs.existsSync(file)) { answer.writeHead(404); answer.end(); return; }
  const strict = name.startsWith("index") ? {"content-security-policy": policy} : {};
  answer.writeHead(200, {"content-type": name.endsWith(".css") ? "text/css" : "text/html; charset=utf-8", ...strict});
  answer.end(fs.readFileSync(file));
});
server.listen(0, "127.0.0.1", async () => {
  const browser = await chromium.launch({executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run"]});
  const open = async (name, options) => {
    const page = await (await browser.newContext(options)).newPage(), asked = [];
    page.on("request", request => asked.push(new URL(request.url()).pathname));
    await page.goto(`http://127.0.0.1:${server.address().port}/${name}`);
    return [page, asked];
  };
  for (const [width, colorScheme] of [[1440, "light"], [1440, "dark"], [390, "light"], [390, "dark"]]) {
    const [page, asked] = await open("page.html", {viewport: {width, height: 900}, colorScheme, bypassCSP: true});
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    const drawn = await page.evaluate(() => [...document.querySelectorAll("svg")].map(item => item.getBoundingClientRect())
      .filter(box => box.width).map(box => box.left >= 0 && box.right <= innerWidth && box.width > 300));
    await page.evaluate(axe);
    const said = await page.evaluate(async () => (await axe.run()).violations.map(item => [item.id, item.nodes[0].html]));
    found[`${width} ${colorScheme}`] = {asked, said, fits: wide <= width, drawn};
  }
  const [page] = await open("page.html", {viewport: {width: 1440, height: 900}});
  await page.keyboard.press("/");
  await page.keyboard.type("warning");
  found.filtered = await page.evaluate(() => [told.textContent, [...list.children].filter(item => !item.hidden).length]);
  const key = await page.evaluate(() => [...list.children].find(item => item.hidden).id);
  await page.evaluate(id => { location.hash = id; }, key);
  await page.waitForFunction(id => !document.getElementById(id).hidden, key);
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press("j");
  found.stepped = await page.evaluate(() => document.activeElement.tagName);
  await page.locator("th button", {hasText: "debt"}).first().focus();
  await page.keyboard.press("Enter");
  found.sorted = await page.evaluate(() => [...document.querySelectorAll("#domains tbody")][0].rows[0].cells[10].textContent);
  const [strict, asked] = await open("index.html", {viewport: {width: 1440, height: 900}});
  found.strict = {asked, shot: (await strict.screenshot()).length, plain: (await (await open("index-plain.html"))[0].screenshot()).length};
  console.log(JSON.stringify(found));
  await browser.close();
  server.close();
});
"""


@pytest.fixture
def pages(tmp_path: Path) -> list[str]:
    """Every page in both forms, in a folder with the style."""
    for name, report in PAGES.items():
        (tmp_path / f"{name}.html").write_text(html.render(report), encoding="utf-8")
        (tmp_path / f"{name}.svg").write_text(badge_svg.render(report), encoding="utf-8")
        (tmp_path / f"{name}-linked.html").write_text(html_linked.render(report), encoding="utf-8")
    (tmp_path / "ssot-check.css").write_text(stylesheet.render(REPORT), encoding="utf-8")
    return sorted(map(str, tmp_path.iterdir()))


def node(script: str, modules: Path, *arguments: str) -> Any:
    done = subprocess.run(
        [program("node", "the page"), "-e", script, *arguments],
        env={"NODE_PATH": str(modules), "PATH": "/usr/bin:/bin"}, capture_output=True, text=True, check=False, timeout=600,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def test_the_checker_of_the_w3c_finds_no_error(pages: list[str], kept: Path, tmp_path: Path) -> None:
    (tmp_path / "wrong.html").write_text(html.render(CLEAN).replace("</h1>", "</h1><td>"), encoding="utf-8")
    command = [program("java", "HTML"), "-jar", str(fetch_path(CHECKER, kept)), "--errors-only", "--format", "gnu"]
    for kind in ("html", "svg", "css"):
        part = [f"--{kind}", *(name for name in pages if name.endswith(f".{kind}"))]
        done = subprocess.run([*command, *part], capture_output=True, text=True, check=False, timeout=300)
        assert (done.returncode, done.stderr) == (0, "")
    assert subprocess.run([*command, str(tmp_path / "wrong.html")], capture_output=True, check=False, timeout=300).returncode == 1


def test_axe_finds_no_violation(pages: list[str], kept: Path) -> None:
    """Without layout: contrast is computed in `test_html`."""
    modules = install("the page", "axe-core@4.14.1 jsdom@26.1.0", kept)
    found = node(IN_JSDOM, modules, *(name for name in pages if name.endswith(".html")))
    assert [violations for _, violations in found] == [[]] * (2 * len(PAGES))
    assert all(passes > 20 for passes, _ in found)


def test_a_browser_shows_it_as_it_is_meant(tmp_path: Path, kept: Path) -> None:
    browser = next(filter(None, map(shutil.which, ("chromium", "google-chrome", "chromium-browser"))), None)
    if browser is None:
        pytest.skip("THE PAGE WAS NOT SHOWN BY A BROWSER: neither chromium nor google-chrome is installed")
    modules = install("the page", "playwright-core@1.64.1 axe-core@4.14.1", kept)
    several = PAGES["trend"]
    (tmp_path / "page.html").write_text(html.render(several), encoding="utf-8")
    (tmp_path / "index.html").write_text(html_linked.render(several), encoding="utf-8")
    (tmp_path / "index-plain.html").write_text(html.render(several), encoding="utf-8")
    (tmp_path / "ssot-check.css").write_text(stylesheet.render(several), encoding="utf-8")
    found = node(IN_CHROMIUM, modules, browser, str(tmp_path))
    for look in ("1440 light", "1440 dark", "390 light", "390 dark"):
        assert found[look] == {"asked": ["/page.html"], "said": [], "fits": True, "drawn": [True] * 3}, look
    warnings = sum(item.severity.value == "warning" for item in (*several.findings, *several.problems))
    assert found["filtered"] == [f"{warnings} of {len(several.findings) + len(several.problems)} shown", warnings]
    assert found["stepped"] == "ARTICLE"
    assert found["sorted"] == "0"
    assert found["strict"]["asked"] == ["/index.html", "/ssot-check.css"]
    assert found["strict"]["shot"] != found["strict"]["plain"]
