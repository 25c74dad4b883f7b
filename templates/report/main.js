import { drawDiagram } from "./diagram.js";
import { addFilters } from "./filters.js";
import { makeStep, setOpen } from "./steps.js";

const report = JSON.parse(document.querySelector("#report").textContent);
document.title = report.title;
document.querySelector("h1").textContent = report.title;
const total = Math.max(0, ...report.steps.map(({ start, duration }) => start + duration));
const articles = report.steps.map((step) => makeStep(step, total));
const byId = new Map(report.steps.map((step, index) => [step.id, index]));

function openStep(id) {
  const index = byId.get(id);
  if (index === undefined) return;
  articles[index].hidden = false;
  setOpen(articles[index], report.steps[index], true);
  articles[index].scrollIntoView({ block: "start" });
  articles[index].querySelector("button").focus({ preventScroll: true });
}

document.querySelector(".steps").append(...articles);
drawDiagram(report, openStep);
addFilters(report.steps, articles, report.participants);

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
