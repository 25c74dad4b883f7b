import { make } from "../dom.js";
import { makeLadders } from "./ladders.js";

const report = JSON.parse(document.querySelector("#report").textContent);
const ladders = document.querySelector(".ladders");
const bodies = document.querySelector(".bodies");
const only = document.querySelector("#only");
const differing = report.rows.flatMap(({ change, differences }, place) =>
  (change === "same" || change === "repeated") && differences.length === 0 ? [] : [place],
);
let current = -1;

document.title = report.headline;
document.querySelector("h1").append(
  report.first === null
    ? report.headline
    : make("button", { type: "button", className: "cause", textContent: report.headline, onclick: () => open(report.first) }),
);
document.querySelector(".counts").textContent = report.counts.join(" ");
document.querySelector("#count").textContent = `${differing.length} of ${report.rows.length} calls differ`;
fill();
// What the headline is about may be far from the top.
if (report.first !== null) {
  current = report.first;
  mark()?.scrollIntoView({ block: "center" });
}

function fill() {
  const differs = new Set(differing);
  const rows = report.rows.map((row, place) => ({ row, place })).filter(({ place }) => !only.checked || differs.has(place));
  ladders.replaceChildren(...makeLadders(report.sides, rows));
  mark();
}

function open(place) {
  const row = report.rows[place];
  if (row === undefined) return;
  current = place;
  bodies.hidden = false;
  bodies.replaceChildren(make("p", { className: "mono", textContent: `${row.change}: ${row.call}` }), ...makeFound(row), makeSides(row));
  bodies.scrollTop = 0;
  mark()?.scrollIntoView({ block: "nearest" });
}

function close() {
  bodies.hidden = true;
  current = -1;
  mark();
}

/** Gives the first of the marked places. */
function mark() {
  for (const one of ladders.querySelectorAll(".call.current")) one.classList.remove("current");
  const marked = [...ladders.querySelectorAll(`.call[data-place="${current}"]`)];
  for (const one of marked) one.classList.add("current");
  return marked[0];
}

function makeFound({ differences }) {
  if (differences.length === 0) return [];
  const rows = differences.map(({ place, before, after }) =>
    make(
      "tr",
      {},
      make("th", { className: "soft", textContent: place }),
      make("td", { className: "mono", textContent: before ?? "" }),
      make("td", { className: "mono", textContent: after ?? "" }),
    ),
  );
  return [make("table", { className: "found" }, make("tbody", {}, ...rows))];
}

function makeSides({ sides }) {
  const [left, right] = sides;
  return make("div", { className: "pair" }, makeSide(left, right, report.sides[0].name), makeSide(right, left, report.sides[1].name));
}

function makeSide(step, other, name) {
  if (step === null || step === undefined) return make("div", { className: "side" }, make("p", { className: "soft", textContent: `not in ${name}` }));
  return make("div", { className: "side" }, ...makeMessage("Request", step, other, 0), ...makeMessage("Response", step, other, 1));
}

function makeMessage(title, step, other, side) {
  const key = title.toLowerCase();
  const [own, others] = [step[key], other?.[key]];
  return [
    make("h3", { textContent: `(${step.numbers[side]}) ${title}` }),
    makeText(own.head.join("\n"), others?.head.join("\n")),
    ...(own.body === "" ? [] : [makeText(own.body, others?.body)]),
  ];
}

/** Lines that the other side has not are marked; without another side none is. */
function makeText(text, other) {
  const pre = make("pre");
  const known = other === undefined ? undefined : new Set(other.split("\n").map(withoutComma));
  const lines = text.split("\n").map((line) => {
    const isOther = known !== undefined && !known.has(withoutComma(line));
    return isOther ? make("span", { className: "other", textContent: line || " " }) : `${line}\n`;
  });
  pre.append(...lines);
  return pre;
}

/** The last member has none, whatever it is. */
function withoutComma(line) {
  return line.replace(/,$/, "");
}

function goOn(by) {
  if (differing.length === 0) return;
  if (by > 0 && bodies.hidden && current >= 0) return open(current);
  const at = by > 0 ? differing.find((place) => place > current) : differing.findLast((place) => place < current);
  open(at ?? (by > 0 ? differing[0] : differing.at(-1)));
}

ladders.addEventListener("click", ({ target }) => {
  const call = target.closest(".call");
  if (call !== null) open(Number(call.dataset.place));
});
only.addEventListener("input", fill);
document.querySelector("#next").addEventListener("click", () => goOn(1));
document.addEventListener("keydown", ({ key, ctrlKey, metaKey, altKey }) => {
  if (ctrlKey || metaKey || altKey) return;
  if (key === "n" || key === "p") goOn(key === "n" ? 1 : -1);
  if (key === "Escape") close();
});
