import { CHUNK, LEFT, ROW, addPan, drawArrow, drawing, shorten } from "../diagram.js";
import { draw, make } from "../dom.js";

/** The same for all, so that a participant who comes late moves nothing that is drawn. */
const WIDE = 240;

/** A diagram to which messages are added at its end: what is drawn stays as it is. */
export function createLadder(openStep) {
  const pane = document.querySelector(".drawing");
  const heads = drawing(0, 34, [], "Participants");
  pane.append(make("div", { className: "names" }, heads));
  pane.addEventListener("click", ({ target }) => openStep(target.closest(".arrow")?.dataset.step));
  pane.addEventListener("keydown", ({ key, target }) => key === "Enter" && openStep(target.closest(".arrow")?.dataset.step));
  addPan(pane);
  const places = new Map();
  const arrows = new Map();
  let chunk = startChunk(places);
  let marked = [];
  const widthOf = () => LEFT + places.size * WIDE;

  const join = (id, label) => {
    if (places.has(id)) return false;
    const x = LEFT + WIDE / 2 + places.size * WIDE;
    places.set(id, x);
    const name = draw("text", { class: "name", x, y: 22 }, shorten(label, WIDE / 8));
    name.append(draw("title", {}, label));
    heads.append(name);
    fit(heads, widthOf(), 34);
    addLife(chunk, x);
    return true;
  };

  const add = (row) => {
    if (chunk.rows === CHUNK) chunk = startChunk(places);
    if (chunk.rows === 0) pane.append(chunk.box);
    const arrow = drawArrow(row, { places, y: chunk.rows * ROW, width: widthOf() });
    arrow.setAttribute("tabindex", "0");
    chunk.svg.append(arrow);
    chunk.rows += 1;
    const height = chunk.rows * ROW;
    for (const life of chunk.lives) life.setAttribute("y2", height);
    fit(chunk.svg, widthOf(), height);
    arrows.set(row.step, [...(arrows.get(row.step) ?? []), arrow]);
  };

  const mark = (step) => {
    for (const arrow of marked) arrow.classList.remove("current");
    marked = arrows.get(step) ?? [];
    for (const arrow of marked) arrow.classList.add("current");
    marked[0]?.scrollIntoView({ block: "nearest" });
  };

  const dim = (step, isOff) => {
    for (const arrow of arrows.get(step) ?? []) arrow.classList.toggle("off", isOff);
  };
  return { join, add, mark, dim };
}

function startChunk(places) {
  const svg = drawing(0, 0, [], "Messages");
  const chunk = { svg, box: make("div", { className: "chunk" }, svg), rows: 0, lives: [] };
  for (const x of places.values()) addLife(chunk, x);
  return chunk;
}

function addLife(chunk, x) {
  const top = chunk.rows * ROW;
  const life = draw("line", { class: "life", x1: x, x2: x, y1: top, y2: top });
  chunk.lives.push(life);
  chunk.svg.prepend(life);
}

function fit(svg, width, height) {
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("width", width);
  svg.setAttribute("height", height);
  // What is out of sight is skipped, and keeps its place.
  svg.parentElement.style.height = `${height}px`;
  svg.parentElement.style.width = `${width}px`;
}
