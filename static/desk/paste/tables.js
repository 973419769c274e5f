// Tables: those that hold data stay, with their merged cells; those that only hold a page or a
// box together are opened.

const SPAN = /^(?:[2-9]|[1-9]\d)$/;

export function openFrames(page, tally) {
  // From the inside: a table around others has become a frame only by what is left in it.
  for (const table of [...page.body.querySelectorAll("table")].reverse()) {
    if (!table.textContent.trim() && !table.querySelector("img")) {
      table.remove();
    } else if (isFrame(table)) {
      tally.add("frames");
      const pieces = cellsOf(table).map((cell) => {
        const piece = page.createElement("div");
        piece.append(...cell.childNodes);
        return piece;
      });
      table.replaceWith(...pieces);
    }
  }
}

function isFrame(table) {
  const role = table.getAttribute("role");
  if (role === "presentation" || role === "none") return true;
  return cellsOf(table).length === 1 || table.querySelector("table") !== null;
}

function cellsOf(table) {
  const own = [...table.querySelectorAll("td, th")];
  return own.filter((cell) => cell.closest("table") === table);
}

export function spansOf(cell) {
  const kept = {};
  for (const name of ["colspan", "rowspan"]) {
    const given = cell.getAttribute(name)?.trim() ?? "";
    if (SPAN.test(given)) kept[name] = given;
  }
  const scope = cell.getAttribute("scope")?.toLowerCase();
  if (cell.localName === "th" && /^(?:row|col)(?:group)?$/.test(scope ?? "")) kept.scope = scope;
  return kept;
}

// The parts of a table in the order in which they are shown.
export function partsOf(table) {
  const sections = { thead: [], tbody: [], tfoot: [] };
  for (const row of table.rows) {
    if (!row.cells.length) continue;
    const name = row.parentElement.localName;
    (sections[name] ?? sections.tbody).push(row);
  }
  return [
    ["thead", sections.thead],
    ["tbody", sections.tbody.concat(sections.tfoot)],
  ].filter(([, rows]) => rows.length);
}
