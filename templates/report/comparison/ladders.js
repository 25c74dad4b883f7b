import { draw, make } from "../dom.js";

const ROW = 54;
/** Rows in one drawing: the browser skips the drawings that are out of sight. */
const CHUNK = 40;
const COLUMN = 200;
const LEFT = 46;
/** Pixels of a letter in labels. */
const LETTER = 7.3;

/** Draws both ladders, a row for each call in both. `rows` are those to show, with their places in all of them. */
export function makeLadders(sides, rows) {
  const looks = sides.map(({ participants }) => ({
    places: new Map(participants.map(({ id }, index) => [id, LEFT + COLUMN / 2 + index * COLUMN])),
    width: LEFT + Math.max(1, participants.length) * COLUMN,
  }));
  const chunks = [];
  for (let start = 0; start < rows.length; start += CHUNK) {
    const some = rows.slice(start, start + CHUNK);
    chunks.push(
      make(
        "div",
        { className: "pair ladder-chunk" },
        ...looks.map((look, side) => make("div", {}, drawSide(some, side, look))),
      ),
    );
    chunks.at(-1).style.containIntrinsicSize = `auto ${some.length * ROW}px`;
  }
  return [makeTitles(sides, looks), ...chunks];
}

function makeTitles(sides, looks) {
  const titles = sides.map(({ name, participants }, side) => {
    const { places, width } = looks[side];
    const names = participants.map(({ id, label }) => {
      const text = draw("text", { class: "name", x: places.get(id), y: 20 }, shorten(label, COLUMN / 8));
      text.append(draw("title", {}, label));
      return text;
    });
    return make("div", {}, make("h2", { textContent: name }), drawing(width, 28, names, "Participants"));
  });
  return make("div", { className: "pair titles" }, ...titles);
}

function drawing(width, height, children, label) {
  const viewBox = `0 0 ${width} ${height}`;
  return draw("svg", { viewBox, width, height, role: "group", "aria-label": label }, ...children);
}

function drawSide(rows, side, { places, width }) {
  const height = rows.length * ROW;
  const lives = [...places.values()].map((x) => draw("line", { class: "life", x1: x, x2: x, y1: 0, y2: height }));
  const calls = rows.map(({ row, place }, index) => drawCall(row, { side, place, y: index * ROW, places, width }));
  return drawing(width, height, [...calls.map(({ back }) => back), ...lives, ...calls.map(({ front }) => front)], "Calls");
}

/** The ground lies below the lifelines, the arrows above them. */
function drawCall(row, { side, place, y, places, width }) {
  const step = row.sides[side];
  const name = step === null || step === undefined ? "lacking" : row.change;
  const attributes = { class: `call ${name}`, "data-place": place };
  const back = draw("g", attributes, draw("rect", { class: "back", x: 2, y: y + 1, width: width - 4, height: ROW - 2 }));
  if (name === "lacking") return { back, front: draw("g", attributes) };
  const [x1, x2] = [places.get(step.from) ?? LEFT, places.get(step.to) ?? LEFT];
  const [asked, answered] = [y + 22, y + 46];
  const label = `${step.call}: ${step.outcome}`;
  const front = draw(
    "g",
    { ...attributes, role: "button", tabindex: -1, "aria-label": label },
    draw("text", { x: 6, y: asked + 3 }, String(step.numbers[0])),
    draw("text", { x: 6, y: answered + 3 }, String(step.numbers[1])),
    writeLabel(step.call, { x1, x2, y: asked }),
    draw("line", { x1, x2: x1 === x2 ? x1 + 30 : x2, y1: asked, y2: asked }),
    draw("path", { class: "head", d: `M${x2} ${asked}l${x2 >= x1 ? -8 : 8} -4v8z` }),
    writeLabel(step.outcome, { x1, x2, y: answered, failed: step.failed }),
    draw("line", { class: "answer", x1, x2: x1 === x2 ? x1 + 30 : x2, y1: answered, y2: answered }),
    drawHead(step.failed, x1, x2 >= x1 ? 8 : -8, answered),
    draw("title", {}, label),
  );
  return { back, front };
}

function drawHead(failed, x, side, y) {
  if (failed) return draw("path", { class: "cross", d: `M${x + side / 2} ${y - 4}l${side} 8m0 -8l${-side} 8` });
  return draw("path", { class: "head", d: `M${x} ${y}l${side} -4v8z` });
}

function writeLabel(label, { x1, x2, y, failed = false }) {
  const room = x1 === x2 ? 160 : Math.abs(x2 - x1) - 12;
  const x = (x1 + x2) / 2 + (x1 === x2 ? 80 : 0);
  return draw("text", { class: `label${failed ? " failed" : ""}`, x, y: y - 5 }, shorten(label, room / LETTER));
}

function shorten(text, room) {
  const characters = [...text];
  const length = Math.max(8, Math.floor(room));
  const half = Math.floor((length - 1) / 2);
  return characters.length <= length ? text : `${characters.slice(0, half).join("")}…${characters.slice(-half).join("")}`;
}
