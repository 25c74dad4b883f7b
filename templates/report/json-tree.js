import { make } from "./dom.js";

/** Members that are there before somebody asks for more: a list of 100,000 must not freeze the page. */
const SHOWN = 500;

/** What opens a branch as far as a text that is in it, by the branch's element. */
const openers = new WeakMap();

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
  openers.set(branch, (wanted) => {
    if (!holds(value, wanted)) return;
    branch.open = true;
    fill();
    const list = branch.querySelector(":scope > .json");
    for (let more = moreOf(list); more && !holdsBefore(list, members, Array.isArray(value), wanted); more = moreOf(list)) more.click();
    for (const member of list.children) openTree(member, wanted);
  });
  return branch;
}

/** Unfolds what is folded around a text, given in lower case. */
export function openTree(element, wanted) {
  openers.get(element)?.(wanted);
}

function makeMembers(members, isArray, depth) {
  const list = make("div", { className: "json" });
  const add = (start) => {
    const end = start + SHOWN;
    list.append(...members.slice(start, end).map(([key, member]) => makeTree(member, isArray ? undefined : key, depth + 1)));
    if (end >= members.length) return;
    const more = make("button", { type: "button", className: "more", textContent: `${members.length - end} more` });
    more.addEventListener("click", () => {
      more.remove();
      add(end);
    });
    list.append(more);
  };
  add(0);
  return list;
}

function moreOf(list) {
  return list.querySelector(":scope > .more");
}

function holdsBefore(list, members, isArray, wanted) {
  const shown = members.slice(0, list.children.length - 1);
  return holds(isArray ? shown.map(([, member]) => member) : Object.fromEntries(shown), wanted);
}

function holds(value, wanted) {
  return showLeaves(value).toLowerCase().includes(wanted);
}

/** As the tree shows them: `name: "value"`. */
function showLeaves(value) {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return value.map(showLeaves).join("\n");
  return Object.entries(value)
    .map(([key, member]) => `${key}: ${showLeaves(member)}`)
    .join("\n");
}
