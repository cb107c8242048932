
"use strict";
// A value that is undefined, or an empty cell, comes last whichever way the table is sorted.
const valueOf = (row, column, isNumber) => {
  const cell = row.cells[column];
  const text = isNumber ? cell.dataset.value ?? "" : cell.textContent.trim();
  return text === "" ? null : isNumber ? Number(text) : text;
};
const compare = (a, b) => typeof a === "string" ? a.localeCompare(b, "en", { numeric: true }) : a > b ? 1 : b > a ? -1 : 0;
const sort = header => {
  const table = header.closest("table");
  const direction = header.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
  const sign = direction === "ascending" ? 1 : -1;
  const rows = [...table.tBodies[0].rows].map(row => ({ row, value: valueOf(row, header.cellIndex, header.dataset.sort === "number") }));
  rows.sort((a, b) => a.value === null ? (b.value === null ? 0 : 1) : b.value === null ? -1 : sign * compare(a.value, b.value));
  table.tBodies[0].append(...rows.map(entry => entry.row));
  for (const other of header.parentElement.cells) { other.setAttribute("aria-sort", "none"); }
  header.setAttribute("aria-sort", direction);
};
for (const header of document.querySelectorAll("th[data-sort]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...header.childNodes);
  button.addEventListener("click", () => sort(header));
  header.append(button);
  header.setAttribute("aria-sort", "none");
}
const open = hash => {
  const target = document.getElementById(decodeURIComponent(hash.slice(1)));
  if (target instanceof HTMLDetailsElement) {
    target.open = true;
    target.scrollIntoView();
  }
};
document.addEventListener("click", event => {
  const link = event.target.closest("a[href^='#']");
  if (link !== null) { open(link.hash); }
});
addEventListener("hashchange", () => open(location.hash));
open(location.hash);
