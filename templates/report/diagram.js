import { draw, make } from "./dom.js";

const COLUMN = 310;
const ROW = 34;
const LEFT = 50;
/** Arrows in one drawing: the browser skips the drawings that are out of sight. */
const CHUNK = 50;

export function drawDiagram({ participants, arrows }, openStep) {
  const pane = document.querySelector(".drawing");
  const places = new Map(participants.map(({ id }, index) => [id, LEFT + COLUMN / 2 + index * COLUMN]));
  const width = LEFT + participants.length * COLUMN;
  const names = participants.map(({ id, label }) => {
    const name = draw("text", { class: "name", x: places.get(id), y: 22 }, shorten(label, 28));
    name.append(draw("title", {}, label));
    return name;
  });
  const header = make("div", { className: "names" }, drawing(width, 34, names, "Participants"));
  const chunks = [];
  for (let start = 0; start < arrows.length; start += CHUNK) {
    const some = arrows.slice(start, start + CHUNK);
    const height = some.length * ROW;
    const lives = [...places.values()].map((x) => draw("line", { class: "life", x1: x, x2: x, y1: 0, y2: height }));
    const rows = some.map((arrow, index) => drawArrow(arrow, { places, y: index * ROW, width, openStep }));
    const label = `Messages ${some[0].number} to ${some.at(-1).number}`;
    chunks.push(make("div", { className: "chunk" }, drawing(width, height, [...lives, ...rows], label)));
  }
  pane.append(header, ...chunks);
  addZoom(pane);
  addPan(pane);
}

function drawing(width, height, children, label) {
  const viewBox = `0 0 ${width} ${height}`;
  return draw("svg", { viewBox, width, height, role: "group", "aria-label": label }, ...children);
}

function drawArrow({ number, kind, from, to, label, step }, { places, y, width, openStep }) {
  const [x1, x2] = [places.get(from), places.get(to)];
  const line = y + 26;
  const back = draw("rect", { class: "back", x: 2, y: y + 1, width: width - 4, height: ROW - 2 });
  const text = draw("text", { class: "label", x: (x1 + x2) / 2 + (x1 === x2 ? 70 : 0), y: y + 19 }, shorten(label, 42));
  text.append(draw("title", {}, label));
  const shown = draw("text", { x: 8, y: line + 2 }, String(number));
  const arrow = draw(
    "g",
    { class: `arrow ${kind}`, tabindex: 0, role: "link", "aria-label": `${number}: ${label}`, "data-step": step },
    back,
    shown,
    text,
    draw("line", { x1, x2: x1 === x2 ? x1 + 30 : x2, y1: line, y2: line }),
    drawHead(kind, x1, x2, line),
  );
  arrow.addEventListener("click", () => openStep(step));
  arrow.addEventListener("keydown", (event) => event.key === "Enter" && openStep(step));
  return arrow;
}

function drawHead(kind, x1, x2, y) {
  const back = x2 >= x1 ? -8 : 8;
  if (kind !== "error") return draw("path", { class: "head", d: `M${x2} ${y}l${back} -4v8z` });
  return draw("path", { class: "head", d: `M${x2 + back} ${y - 4}l8 8m0 -8l-8 8` });
}

function shorten(text, length) {
  const characters = [...text];
  const half = Math.floor((length - 1) / 2);
  return characters.length <= length ? text : `${characters.slice(0, half).join("")}…${characters.slice(-half).join("")}`;
}

function addZoom(pane) {
  let scale = 1;
  const zoomTo = (next) => {
    scale = Math.min(3, Math.max(0.3, next));
    for (const svg of pane.querySelectorAll("svg")) {
      const { width, height } = svg.viewBox.baseVal;
      svg.setAttribute("width", width * scale);
      svg.setAttribute("height", height * scale);
    }
  };
  const button = (text, label, next) =>
    make("button", { type: "button", textContent: text, ariaLabel: label, onclick: () => zoomTo(next()) });
  const buttons = [
    button("−", "Zoom out", () => scale / 1.2),
    button("1:1", "Original size", () => 1),
    button("+", "Zoom in", () => scale * 1.2),
  ];
  pane.append(make("div", { className: "zoom" }, ...buttons));
  pane.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      zoomTo(scale * (event.deltaY > 0 ? 1 / 1.1 : 1.1));
    },
    { passive: false },
  );
}

/** Drags the drawing with the mouse; touch screens scroll it themselves. */
function addPan(pane) {
  pane.addEventListener("pointermove", (event) => {
    const isDragged = event.buttons === 1 && event.pointerType === "mouse";
    pane.classList.toggle("dragged", isDragged);
    if (isDragged) pane.scrollBy(-event.movementX, -event.movementY);
  });
}
