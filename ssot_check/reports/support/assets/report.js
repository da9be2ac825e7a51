"use strict";
(() => {
  const list = document.getElementById("list");
  const tools = document.getElementById("tools");
  if (!list || !tools) { return; }
  const [words, weight, order, told] = ["words", "weight", "order", "told"].map((id) => document.getElementById(id));
  const all = Array.from(list.children);
  const texts = new Map(all.map((item) => [item, item.dataset.text.toLowerCase()]));
  const narrow = () => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const item of all) {
      const fits = wanted.every((word) => texts.get(item).includes(word)) && (!weight.value || item.dataset.weight === weight.value);
      item.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    told.textContent = `${shown} of ${all.length} shown`;
  };
  const sort = () => {
    const key = order.value;
    const sorted = key ? all.slice().sort((a, b) => (a.dataset[key] < b.dataset[key] ? -1 : a.dataset[key] > b.dataset[key] ? 1 : 0)) : all;
    list.append(...sorted);
  };
  const value = (row, column) => { const said = row.cells[column].textContent; const number = parseFloat(said.replace(/,/g, "")); return Number.isNaN(number) ? said : number; };
  for (const table of document.querySelectorAll("table.sortable")) {
    Array.from(table.tHead.rows[0].cells).forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        for (const other of table.tHead.rows[0].cells) { other.removeAttribute("aria-sort"); }
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const rows = Array.from(table.tBodies[0].rows).sort((a, b) => {
          const [x, y] = [value(a, column), value(b, column)];
          const less = typeof x === typeof y ? x < y : typeof x === "number";
          return x === y ? 0 : (less ? -1 : 1) * (down ? -1 : 1);
        });
        table.tBodies[0].append(...rows);
      });
    });
  }
  words.addEventListener("input", narrow);
  weight.addEventListener("change", narrow);
  order.addEventListener("change", sort);
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) { event.preventDefault(); words.focus(); }
  });
  tools.hidden = false;
  narrow();
})();
