import { draw, make, toneOf } from "./dom.js";

export const ROW = 34;
export const LEFT = 50;
/** Rows in one drawing: the browser skips the drawings that are out of sight. */
export const CHUNK = 50;
/** Wide enough for a path, narrow enough that the servers of most flows are in sight. */
const COLUMN = { widest: 310, narrowest: 190 };
/** Pixels of a letter in labels. */
const LETTER = 7.3;

/** Draws messages and frames. Gives what marks the messages of a step. */
export function drawDiagram({ participants, rows }, openStep) {
  const pane = document.querySelector(".drawing");
  const room = (pane.clientWidth - LEFT - 20) / participants.length;
  const column = Math.max(COLUMN.narrowest, Math.min(COLUMN.widest, Math.floor(room)));
  const places = new Map(participants.map(({ id }, index) => [id, LEFT + column / 2 + index * column]));
  const width = LEFT + participants.length * column;
  const names = participants.map(({ id, label }) => {
    const name = draw("text", { class: "name", x: places.get(id), y: 22 }, shorten(label, column / 8));
    name.append(draw("title", {}, label));
    return name;
  });
  const chunks = [];
  const open = [];
  for (let start = 0; start < rows.length; start += CHUNK) {
    chunks.push(drawChunk(rows.slice(start, start + CHUNK), { places, width, open }));
  }
  pane.append(make("div", { className: "names" }, drawing(width, 34, names, "Participants")), ...chunks);
  const arrows = [...pane.querySelectorAll(".arrow")];
  addKeys(pane, arrows);
  pane.addEventListener("click", ({ target }) => openStep(target.closest(".arrow")?.dataset.step));
  addZoom(pane, width);
  addPan(pane);
  return markerOf(arrows);
}

export function drawing(width, height, children, label) {
  const viewBox = `0 0 ${width} ${height}`;
  return draw("svg", { viewBox, width, height, role: "group", "aria-label": label }, ...children);
}

/** @param open frames that began and have not ended, the outer before the inner; they go on in the next chunk */
function drawChunk(rows, { places, width, open }) {
  const height = rows.length * ROW;
  const lives = [...places.values()].map((x) => draw("line", { class: "life", x1: x, x2: x, y1: 0, y2: height }));
  const frames = [];
  const messages = [];
  const begun = new Map(open.map((frame) => [frame, 0]));
  const end = (frame, y, isWhole) => frames.push(...drawSides(frame, begun.get(frame), y, isWhole));
  for (const [index, row] of rows.entries()) {
    const y = index * ROW;
    if (row.row === "arrow") messages.push(drawArrow(row, { places, y, width }));
    if (row.row === "open") {
      const frame = toFrame(row, places, open.length);
      open.push(frame);
      begun.set(frame, y + 8);
      frames.push(...drawTitle(row, frame, y + 8));
    }
    if (row.row === "close") end(open.pop(), y + ROW / 2, true);
  }
  for (const frame of open) end(frame, height, false);
  const numbers = rows.flatMap((row) => (row.row === "arrow" ? [row.number] : []));
  const label = numbers.length === 0 ? "Frames" : `Messages ${numbers[0]} to ${numbers.at(-1)}`;
  return make("div", { className: "chunk" }, drawing(width, height, [...lives, ...frames, ...messages], label));
}

function toFrame({ participants }, places, depth) {
  const used = participants.map((id) => places.get(id));
  const space = Math.max(8, 34 - 8 * depth);
  return { left: Math.min(...used) - space, right: Math.max(...used) + space };
}

function drawSides({ left, right }, top, bottom, isWhole) {
  const sides = [left, right].map((x) => draw("line", { class: "frame", x1: x, x2: x, y1: top, y2: bottom }));
  return isWhole ? [...sides, draw("line", { class: "frame", x1: left, x2: right, y1: bottom, y2: bottom })] : sides;
}

function drawTitle({ kind, label }, { left, right }, y) {
  const title = kind === "par" || kind === "loop" ? `${kind} ${label}` : label;
  const shown = shorten(title, (right - left) / LETTER - 2);
  const text = draw("text", { class: "frame-name", x: left + 6, y: y + 15 }, shown);
  text.append(draw("title", {}, title));
  return [draw("line", { class: "frame", x1: left, x2: right, y1: y, y2: y }), text];
}

export function drawArrow({ number, kind: own, failed, from, to, label, step, status }, { places, y, width }) {
  const kind = failed ? "error" : own;
  const [x1, x2] = [places.get(from), places.get(to)];
  const line = y + 26;
  const back = draw("rect", { class: "back", x: 2, y: y + 1, width: width - 4, height: ROW - 2 });
  const room = x1 === x2 ? 300 : Math.abs(x2 - x1) - 12;
  const shown = (kind === "request" ? shorten : cutEnd)(label, room / LETTER);
  const text = draw("text", { class: "label", x: (x1 + x2) / 2 + (x1 === x2 ? 70 : 0), y: y + 19 }, shown);
  if (shown !== label) text.append(draw("title", {}, label));
  return draw(
    "g",
    {
      class: `arrow ${kind} ${status === undefined ? "" : toneOf(status, failed)}`,
      tabindex: -1,
      role: "link",
      "data-number": number,
      "data-step": step,
    },
    back,
    draw("text", { x: 8, y: line + 2 }, `${number} `),
    text,
    draw("line", { x1, x2: x1 === x2 ? x1 + 30 : x2, y1: line, y2: line }),
    drawHead(kind, x1, x2, line),
  );
}

function drawHead(kind, x1, x2, y) {
  const back = x2 >= x1 ? -8 : 8;
  if (kind !== "error") return draw("path", { class: "head", d: `M${x2} ${y}l${back} -4v8z` });
  return draw("path", { class: "head", d: `M${x2 + back} ${y - 4}l8 8m0 -8l-8 8` });
}

export function shorten(text, room) {
  const characters = [...text];
  const length = Math.max(8, Math.floor(room));
  const half = Math.floor((length - 1) / 2);
  return characters.length <= length ? text : `${characters.slice(0, half).join("")}…${characters.slice(-half).join("")}`;
}

/** What an answer is comes first. */
function cutEnd(text, room) {
  const characters = [...text];
  return characters.length <= room ? text : `${characters.slice(0, Math.max(8, room - 1)).join("")}…`;
}

/** One stop for the Tab key, whatever the number of messages; the arrow keys go on from there. */
function addKeys(pane, arrows) {
  arrows[0]?.setAttribute("tabindex", "0");
  pane.addEventListener("keydown", (event) => {
    const at = arrows.indexOf(event.target);
    if (at === -1) return;
    if (event.key === "Enter") event.target.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    const next = arrows[{ ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: arrows.length - 1 }[event.key]];
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
  });
  pane.addEventListener("focusin", ({ target }) => {
    if (!target.matches(".arrow")) return;
    pane.querySelector('.arrow[tabindex="0"]')?.setAttribute("tabindex", "-1");
    target.setAttribute("tabindex", "0");
  });
}

function markerOf(arrows) {
  const byStep = Map.groupBy(arrows, ({ dataset }) => dataset.step);
  let marked = [];
  return (step) => {
    for (const arrow of marked) arrow.classList.remove("current");
    marked = byStep.get(step) ?? [];
    for (const arrow of marked) arrow.classList.add("current");
    marked[0]?.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
}

function addZoom(pane, width) {
  let scale = 1;
  const zoomTo = (next) => {
    scale = Math.min(3, Math.max(0.3, next));
    for (const svg of pane.querySelectorAll("svg")) {
      const { width, height } = svg.viewBox.baseVal;
      svg.setAttribute("width", width * scale);
      svg.setAttribute("height", height * scale);
      // What is skipped keeps its place, or the page would jump while it is scrolled.
      svg.parentElement.style.height = `${height * scale}px`;
      svg.parentElement.style.width = `${width * scale}px`;
    }
  };
  const button = (text, label, next) =>
    make("button", { type: "button", textContent: text, ariaLabel: label, title: label, onclick: () => zoomTo(next()) });
  const buttons = [
    button("−", "Zoom out", () => scale / 1.2),
    button("1:1", "1:1, original size", () => 1),
    button("↔", "All participants", () => (pane.clientWidth - 4) / width),
    button("+", "Zoom in", () => scale * 1.2),
  ];
  zoomTo(1);
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
export function addPan(pane) {
  pane.addEventListener("pointermove", (event) => {
    const isDragged = event.buttons === 1 && event.pointerType === "mouse";
    pane.classList.toggle("dragged", isDragged);
    if (isDragged) pane.scrollBy(-event.movementX, -event.movementY);
  });
}
