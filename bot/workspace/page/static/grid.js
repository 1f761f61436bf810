// Data tables: sorted and turned in the client, as in Slack.

export function sort(button) {
  const grid = button.closest(".grid");
  const head = button.closest("th");
  const column = Number(button.dataset.column);
  const numbers = button.dataset.numbers === "1";
  const down = head.getAttribute("aria-sort") === "ascending";
  for (const other of grid.querySelectorAll("thead th")) other.setAttribute("aria-sort", "none");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  const body = grid.querySelector("tbody");
  const value = (row) => (numbers ? Number(row.cells[column].dataset.value) : row.cells[column].textContent);
  const order = (a, b) => (numbers ? value(a) - value(b) : value(a).localeCompare(value(b)));
  body.append(...[...body.rows].sort((a, b) => (down ? -order(a, b) : order(a, b))));
  grid.dataset.page = 0;
  turn(grid, 0);
}

export function turn(grid, by) {
  const size = Number(grid.dataset.pageSize);
  const rows = [...grid.querySelectorAll("tbody tr")];
  const last = Math.ceil(rows.length / size) - 1;
  const page = Math.max(0, Math.min(last, Number(grid.dataset.page || 0) + by));
  grid.dataset.page = page;
  rows.forEach((row, index) => { row.hidden = index < page * size || index >= (page + 1) * size; });
  const pager = grid.querySelector(".pager");
  if (!pager) return;
  pager.querySelector(".at").textContent = page + 1;
  pager.querySelector('[data-turn="-1"]').disabled = page === 0;
  pager.querySelector('[data-turn="1"]').disabled = page === last;
}
