import { fitBatches, toBatches } from "./batches.js";
import { makeCommand } from "./command.js";
import { drawDiagram } from "./diagram.js";
import { make, showTime } from "./dom.js";
import { addFilters } from "./filters.js";
import { makeStep, setOpen, showPlaces } from "./steps.js";

const report = JSON.parse(document.querySelector("#report").textContent);
const total = Math.max(0, ...report.steps.map(({ start, duration }) => start + duration));
document.title = report.title;
document.querySelector("h1").textContent = report.title;
document.querySelector(".facts").textContent = report.facts.join(" · ");
const articles = report.steps.map((step) => makeStep(step, total));
const byId = new Map(report.steps.map((step, index) => [step.id, index]));

const list = document.querySelector(".steps");
if (report.command !== undefined) list.append(makeCommand(report.command));
list.append(makeScale(), ...toBatches(articles));
const markArrows = drawDiagram(report, openStep);
addFilters(report.steps, articles, report.participants, (index, wanted) => {
  setOpen(articles[index], report.steps[index], true);
  markArrows(report.steps[index].id);
  showPlaces(articles[index], wanted);
});if (report.failure !== undefined) {
  const place = document.querySelector(".failure");
  const link = place.querySelector("a");
  place.hidden = false;
  link.textContent = report.failure.text;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    openStep(report.failure.step);
  });
}
list.addEventListener("focusin", ({ target }) => {
  const index = articles.indexOf(target.closest(".step"));
  if (index >= 0) markArrows(report.steps[index].id);
});

function openStep(id) {
  const index = byId.get(id);
  if (index === undefined) return;
  articles[index].hidden = false;
  fitBatches();
  setOpen(articles[index], report.steps[index], true);
  articles[index].scrollIntoView({ block: "start" });
  articles[index].querySelector("button").focus({ preventScroll: true });
}

/** The times that the bars of the steps stand under. */
function makeScale() {
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((part) => make("span", { textContent: showTime(part * total) }));
  return make("div", { className: "scale soft mono", ariaHidden: "true" }, ...ticks);
}

document.querySelector("#theme").addEventListener("click", () => {
  const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
  const { dataset } = document.documentElement;
  dataset.theme = (dataset.theme ?? (isDark ? "dark" : "light")) === "dark" ? "light" : "dark";
});

document.addEventListener("keydown", (event) => {
  const search = document.querySelector("#search");
  if (event.key === "Escape" && event.target === search) {
    search.value = "";
    search.dispatchEvent(new Event("input"));
  }
  if (event.target.matches("input, select") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/") {
    event.preventDefault();
    search.focus();
  }
  if (event.key === "j" || event.key === "k") moveFocus(event.key === "j" ? 1 : -1);
});

function moveFocus(by) {
  const shown = articles.filter(({ hidden }) => !hidden);
  const at = shown.findIndex((article) => article.contains(document.activeElement));
  const next = at === -1 ? 0 : Math.min(shown.length - 1, Math.max(0, at + by));
  shown[next]?.querySelector("button").focus();
}

addEventListener("beforeprint", () => {
  for (const [index, article] of articles.entries()) if (!article.hidden) setOpen(article, report.steps[index], true);
});
