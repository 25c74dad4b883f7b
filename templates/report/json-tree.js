import { make } from "./dom.js";

/** Members that are there before somebody asks for more: a list of 100,000 must not freeze the page. */
const SHOWN = 500;

/** A JSON value as a tree that folds. Branches are made when they are opened. */
export function makeTree(value, name, depth = 0) {
  const key = name === undefined ? [] : [make("span", { className: "key", textContent: String(name) }), ": "];
  if (typeof value !== "object" || value === null) return make("div", {}, ...key, JSON.stringify(value));
  const members = Object.entries(value);
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  if (members.length === 0) return make("div", {}, ...key, `${open}${close}`);
  const branch = make("details", {}, make("summary", {}, ...key, `${open}${members.length}${close}`));
  const fill = () => {
    if (branch.open && branch.children.length === 1) branch.append(makeMembers(members, Array.isArray(value), depth));
  };
  branch.addEventListener("toggle", fill);
  branch.open = depth < 4;
  fill();
  return branch;
}

function makeMembers(members, isArray, depth) {
  const list = make("div", { className: "json" });
  const add = (start) => {
    const end = start + SHOWN;
    list.append(...members.slice(start, end).map(([key, member]) => makeTree(member, isArray ? undefined : key, depth + 1)));
    if (end >= members.length) return;
    const more = make("button", { type: "button", textContent: `${members.length - end} more` });
    more.addEventListener("click", () => {
      more.remove();
      add(end);
    });
    list.append(more);
  };
  add(0);
  return list;
}
