import { fitBatches } from "./batches.js";
import { make } from "./dom.js";
import { findRanges, markFound, markOne } from "./found.js";

/**
 * Hides the steps that do not fit, dims their messages, and marks what was searched for.
 *
 * @param show opens a step and shows where a text is in it
 */
export function addFilters(steps, articles, participants, show) {
  const search = document.querySelector("#search");
  const who = document.querySelector("#participant");
  const status = document.querySelector("#status");
  const count = document.querySelector("#count");
  const arrows = [...document.querySelectorAll(".arrow")];
  const nothing = make("p", { className: "nothing", hidden: true, textContent: "No matching steps." });
  document.querySelector(".steps").append(nothing);
  who.append(...participants.map(({ id, label }) => make("option", { value: id, textContent: label })));
  const texts = steps.map(toSearchable);
  const wanted = () => search.value.toLowerCase();
  let place = { step: -1, range: -1 };

  const apply = () => {
    const shown = new Set();
    for (const [index, step] of steps.entries()) {
      const isShown = fits(step, texts[index], { wanted: wanted(), who: who.value, status: status.value });
      articles[index].hidden = !isShown;
      if (isShown) shown.add(step.id);
    }
    fitBatches();
    for (const arrow of arrows) arrow.classList.toggle("off", !shown.has(arrow.dataset.step));
    nothing.hidden = shown.size > 0;
    count.textContent = `${shown.size} of ${steps.length}`;
    place = { step: -1, range: -1 };
    markFound(wanted());
    markOne(undefined);
  };

  /** Goes to the next place in the step that was shown last, else to the next step that fits. */
  const goOn = (by) => {
    const fitting = articles.flatMap(({ hidden }, index) => (hidden ? [] : [index]));
    if (wanted() === "" || fitting.length === 0) return;
    let ranges = place.step === -1 ? [] : findRanges(articles[place.step], wanted());
    let range = place.range + by;
    if (ranges[range] === undefined) {
      const at = fitting.indexOf(place.step) + (place.step === -1 && by < 0 ? 0 : by);
      place.step = fitting.at(at % fitting.length);
      show(place.step, wanted());
      ranges = findRanges(articles[place.step], wanted());
      range = by > 0 ? 0 : ranges.length - 1;
    }
    place.range = range;
    markFound(wanted());
    markOne(ranges[range]);
    (ranges[range]?.startContainer.parentElement ?? articles[place.step]).scrollIntoView({ block: "center" });
  };

  for (const control of [search, who, status]) control.addEventListener("input", apply);
  search.addEventListener("keydown", ({ key, shiftKey }) => key === "Enter" && goOn(shiftKey ? -1 : 1));
  document.querySelector(".steps").addEventListener("toggle", () => markFound(wanted()), true);
  document.querySelector(".steps").addEventListener("click", () => markFound(wanted()));
  apply();
}

/** Whether a step is among those that the reader wants to see. */
export function fits(step, text, { wanted, who, status }) {
  if (!text.includes(wanted)) return false;
  if (who !== "" && ![step.clientId, step.serverId].includes(who)) return false;
  return status === "" || (status === "failed" ? step.failed === true : classOf(step.status) === status);
}

/** As the step shows it. */
export function toSearchable({ call, method, url, path, error = "", request, response }) {
  const messages = [request, response].flatMap(({ headers, trailers, informational, body }) => {
    const pairs = [...informational.flatMap((one) => one.headers), ...headers, ...trailers];
    return [pairs.map(([name, value]) => `${name}: ${value}`).join("\n"), body.text];
  });
  return [call, `${method} ${url}`, `${method} ${path}`, error, ...messages].join("\n").toLowerCase();
}

function classOf(status) {
  return status === 0 ? "none" : `${Math.floor(status / 100)}xx`;
}
