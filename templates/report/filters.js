import { make } from "./dom.js";

/** Hides the steps that do not fit, dims their arrows, and marks what was searched for. */
export function addFilters(steps, articles, participants) {
  const search = document.querySelector("#search");
  const who = document.querySelector("#participant");
  const status = document.querySelector("#status");
  const count = document.querySelector("#count");
  who.append(...participants.map(({ id, label }) => make("option", { value: id, textContent: label })));
  const texts = steps.map((step) => JSON.stringify([step.method, step.url, step.path, step.request, step.response]).toLowerCase());

  const apply = () => {
    const wanted = JSON.stringify(search.value.toLowerCase()).slice(1, -1);
    const shown = new Set();
    for (const [index, step] of steps.entries()) {
      const fits =
        texts[index].includes(wanted) &&
        (who.value === "" || [step.clientId, step.serverId].includes(who.value)) &&
        (status.value === "" || classOf(step.status) === status.value);
      articles[index].hidden = !fits;
      if (fits) shown.add(step.id);
    }
    for (const arrow of document.querySelectorAll(".arrow")) arrow.classList.toggle("off", !shown.has(arrow.dataset.step));
    document.querySelector(".nothing").hidden = shown.size > 0;
    count.textContent = `${shown.size} of ${steps.length}`;
    markFound(search.value);
  };
  for (const control of [search, who, status]) control.addEventListener("input", apply);
  document.querySelector(".steps").addEventListener("toggle", () => markFound(search.value), true);
  document.querySelector(".steps").addEventListener("click", () => markFound(search.value));
  apply();
}

function classOf(status) {
  return status === 0 ? "none" : `${Math.floor(status / 100)}xx`;
}

/** By the browser's own highlights: the text itself is not touched. */
function markFound(text) {
  if (typeof Highlight === "undefined") return;
  const ranges = text === "" ? [] : findRanges(text.toLowerCase());
  CSS.highlights.set("found", new Highlight(...ranges));
}

/** More marks than a reader looks through would only slow the page down. */
const MARKS = 2000;

function findRanges(wanted) {
  const ranges = [];
  const walker = document.createTreeWalker(document.querySelector(".steps"), NodeFilter.SHOW_TEXT);
  while (ranges.length < MARKS && walker.nextNode()) {
    const node = walker.currentNode;
    const content = node.data.toLowerCase();
    for (let at = content.indexOf(wanted); at >= 0 && ranges.length < MARKS; at = content.indexOf(wanted, at + wanted.length)) {
      const range = new Range();
      range.setStart(node, Math.min(at, node.length));
      range.setEnd(node, Math.min(at + wanted.length, node.length));
      ranges.push(range);
    }
  }
  return ranges;
}
