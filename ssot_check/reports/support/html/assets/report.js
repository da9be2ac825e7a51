"use strict";
(() => {
  const list = document.getElementById("list");
  const tools = document.getElementById("tools");
  const names = new Intl.Collator("en", { numeric: true });
  const value = (row, column) => {
    const said = row.cells[column].textContent.trim();
    return said === "none" ? 0 : /^[-+]?[\d,]+(\.\d+)?(?= |$)/.test(said) ? parseFloat(said.replace(/,/g, "")) : said;
  };
  const sortTable = (table, head, column) => {
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) { other.removeAttribute("aria-sort"); }
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const rows = Array.from(table.tBodies[0].rows).sort((a, b) => {
      const [x, y] = [value(a, column), value(b, column)];
      const less = typeof x === typeof y ? (typeof x === "number" ? x - y : names.compare(x, y)) : typeof x === "number" ? -1 : 1;
      return less * (down ? -1 : 1);
    });
    table.tBodies[0].append(...rows);
  };
  for (const table of document.querySelectorAll("table.sortable")) {
    Array.from(table.tHead.rows[0].cells).forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.replaceChildren(button);
      button.addEventListener("click", () => sortTable(table, head, column));
    });
  }
  if (!list || !tools) { return; }
  const [words, weight, domain, code, order, told] = ["words", "weight", "domain", "code", "order", "told"].map((id) => document.getElementById(id));
  const all = Array.from(list.children);
  const texts = new Map();
  const text = (item) => {
    if (!texts.has(item)) {
      const parts = Array.from(item.querySelectorAll("h3, h3 + p"), (part) => part.textContent);
      texts.set(item, [item.dataset.domain, ...parts].join(" ").toLowerCase());
    }
    return texts.get(item);
  };
  const narrow = () => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const item of all) {
      const fits = wanted.every((word) => text(item).includes(word)) && [weight, domain, code].every((choice) => !choice.value || item.dataset[choice.id] === choice.value);
      item.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    told.textContent = `${shown.toLocaleString("en")} of ${all.length.toLocaleString("en")} shown`;
  };
  const clear = () => { for (const choice of [words, weight, domain, code]) { choice.value = ""; } };
  const sort = () => {
    const key = order.value;
    list.append(...(key ? all.slice().sort((a, b) => names.compare(a.dataset[key], b.dataset[key])) : all));
  };
  const arrive = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target || target.parentElement !== list) { return; }
    if (target.hidden) { clear(); narrow(); }
    for (const part of target.querySelectorAll("details")) { part.open = true; }
    target.scrollIntoView();
  };
  const step = (by) => {
    const shown = all.filter((item) => !item.hidden).sort((a, b) => (a.compareDocumentPosition(b) & 4 ? -1 : 1));
    const next = shown[Math.min(shown.length - 1, Math.max(0, shown.indexOf(document.activeElement.closest("article")) + by))];
    if (next) { next.focus(); next.scrollIntoView({ block: "nearest" }); }
  };
  for (const choice of [weight, domain, code]) { choice.addEventListener("change", narrow); }
  for (const link of document.querySelectorAll("[data-show]")) {
    link.addEventListener("click", () => { clear(); domain.value = link.dataset.show; narrow(); });
  }
  words.addEventListener("input", narrow);
  order.addEventListener("change", sort);
  window.addEventListener("hashchange", arrive);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) { return; }
    if (event.key === "/") { event.preventDefault(); words.focus(); }
    if (event.key === "j") { step(1); }
    if (event.key === "k") { step(-1); }
  });
  tools.hidden = false;
  narrow();
  arrive();
})();
