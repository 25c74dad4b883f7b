import { BATCH, fitBatches } from "../batches.js";
import { make } from "../dom.js";
import { fits, toSearchable } from "../filters.js";
import { makeStep, setOpen } from "../steps.js";
import { createLadder } from "./ladder.js";

/** Steps that are added before the browser may draw again. */
const MOST_A_FRAME = 50;

const { title } = JSON.parse(document.querySelector("#report").textContent);
document.title = title;
document.querySelector("h1").textContent = title;
const [search, who, status, count, pause, state] = ["search", "participant", "status", "count", "pause", "state"].map((id) =>
  document.getElementById(id),
);
const list = document.querySelector(".steps");
const ladder = createLadder(openStep);
const shown = new Map();
const waiting = [];
let fitting = 0;
let isDue = false;

const events = new EventSource("events");
events.addEventListener("step", ({ data }) => {
  waiting.push(JSON.parse(data));
  plan();
});
events.addEventListener("full", ({ data }) => tell(JSON.parse(data).text, "over"));
events.addEventListener("end", ({ data }) => {
  events.close();
  const { text, report } = JSON.parse(data);
  tell(text, "over");
  // It shows the same and more, and needs nobody to serve it.
  if (report !== undefined) location.replace(report);
});
events.addEventListener("failed", ({ data }) => {
  events.close();
  tell(JSON.parse(data).text, "bad");
});
// Nobody else may come to listen there and be asked.
events.addEventListener("error", () => {
  events.close();
  tell("The connection to wirewalk was lost.", "bad");
});

function tell(text, tone) {
  state.textContent = text;
  state.className = `state ${tone}`;
}

function plan() {
  countSteps();
  if (isDue || pause.ariaPressed === "true" || waiting.length === 0) return;
  isDue = true;
  requestAnimationFrame(() => {
    isDue = false;
    if (pause.ariaPressed === "true") return;
    const panes = [list, document.querySelector(".drawing")];
    const atEnd = panes.filter((pane) => pane.scrollTop + pane.clientHeight >= pane.scrollHeight - 60);
    for (const step of waiting.splice(0, MOST_A_FRAME)) addStep(step);
    fitBatches(list.querySelectorAll(".batch:last-child"));
    for (const pane of atEnd) pane.scrollTop = pane.scrollHeight;
    plan();
  });
}

function addStep(step) {
  for (const [id, label] of [[step.clientId, step.client], [step.serverId, step.server]]) {
    if (ladder.join(id, label)) who.append(make("option", { value: id, textContent: label }));
  }
  const { id, clientId, serverId, call, request, response } = step;
  const answer = step.status === 0 ? (step.error ?? "no response") : `${step.status} ${step.reason}`.trim();
  ladder.add({ number: request.number, kind: "request", from: clientId, to: serverId, label: call, step: id });
  ladder.add({
    number: response.number,
    kind: "response",
    failed: step.failed,
    from: serverId,
    to: clientId,
    label: answer,
    step: id,
    status: step.status,
  });
  const article = makeStep(step, 0);
  if (shown.size % BATCH === 0) {
    if (list.lastElementChild !== null) fitBatches([list.lastElementChild]);
    list.append(make("div", { className: "batch" }));
  }
  list.lastElementChild.append(article);
  const one = { step, article, text: toSearchable(step) };
  shown.set(id, one);
  filter(one);
  countSteps();
}

function filter({ step, article, text }) {
  const isShown = fits(step, text, { wanted: search.value.toLowerCase(), who: who.value, status: status.value });
  if (isShown) fitting += 1;
  article.hidden = !isShown;
  ladder.dim(step.id, !isShown);
}

function countSteps() {
  const more = waiting.length === 0 ? "" : `, ${waiting.length} more to show`;
  count.textContent = `${fitting} of ${shown.size}${more}`;
}

function openStep(id) {
  const one = shown.get(id);
  if (one === undefined) return;
  one.article.hidden = false;
  setOpen(one.article, one.step, true);
  one.article.scrollIntoView({ block: "start" });
  one.article.querySelector("button").focus({ preventScroll: true });
}

for (const control of [search, who, status]) {
  control.addEventListener("input", () => {
    fitting = 0;
    for (const one of shown.values()) filter(one);
    fitBatches();
    countSteps();
  });
}
pause.addEventListener("click", () => {
  pause.ariaPressed = String(pause.ariaPressed !== "true");
  pause.textContent = pause.ariaPressed === "true" ? "Resume" : "Pause";
  plan();
});
list.addEventListener("focusin", ({ target }) => {
  const article = target.closest(".step");
  if (article !== null) ladder.mark(article.id.replace(/^step-/, ""));
});
