import { make, showTime, toneOf } from "./dom.js";
import { makeTree, openTree } from "./json-tree.js";

export function makeStep(step, total) {
  const { id, call, status, reason, error, failed, start, duration, phases } = step;
  const isCut = error !== undefined;
  const outcome = status === 0 ? (error ?? "no response") : `${status} ${reason}${isCut ? " (incomplete)" : ""}`;
  const button = make(
    "button",
    { type: "button", ariaExpanded: "false" },
    make("span", { className: "soft mono", textContent: `${step.request.number}–${step.response.number}` }),
    make("span", { className: "what mono", textContent: call }),
    make("span", { className: toneOf(status, failed), textContent: outcome }),
    make("span", { className: "soft mono", textContent: showTime(duration) }),
    make("span", { className: "waterfall", title: describeTimes(start, phases) }, ...makeBars(start, duration, phases, total)),
  );
  const article = make("article", { className: `step${failed ? " failed" : ""}`, id: `step-${id}` }, make("h2", {}, button));
  button.addEventListener("click", () => setOpen(article, step, button.ariaExpanded === "false"));
  return article;
}

function describeTimes(start, phases) {
  return [`from ${showTime(start)}`, ...phases.map(({ name, time }) => `${name} ${showTime(time)}`)].join(", ");
}

/** One piece for each phase; one in all where they do not make up the duration. */
function makeBars(start, duration, phases, total) {
  const isWhole = phases.length > 0 && Math.abs(phases.reduce((sum, { time }) => sum + time, 0) - duration) < 1;
  let at = start;
  return (isWhole ? phases : [{ name: "wait", time: duration }]).map(({ name, time }) => {
    const bar = make("i", { className: name });
    bar.style.left = `${total === 0 ? 0 : (100 * at) / total}%`;
    bar.style.width = `${total === 0 ? 0 : (100 * time) / total}%`;
    at += time;
    return bar;
  });
}

/** The same for one step alone, with the names and times of the phases. */
function makePhases(duration, phases) {
  if (phases.length === 0) return [];
  const sum = phases.reduce((total, { time }) => total + time, 0);
  const legend = phases.map(({ name, time }) =>
    make("span", {}, make("i", { className: name }), `${name} ${time.toFixed(1)} ms`),
  );
  return [
    make("div", { className: "waterfall whole", ariaHidden: "true" }, ...makeBars(0, sum, phases, sum)),
    make("p", { className: "phases soft" }, ...legend, `${duration.toFixed(1)} ms in total`),
  ];
}

export function setOpen(article, step, isOpen) {
  article.querySelector("h2 > button").ariaExpanded = String(isOpen);
  const detail = article.querySelector(".detail") ?? (isOpen ? makeDetail(step) : undefined);
  if (detail === undefined) return;
  detail.hidden = !isOpen;
  article.append(detail);
}

/** Turns to the tabs and unfolds the branches that hold a text, given in lower case. */
export function showPlaces(article, wanted) {
  for (const message of article.querySelectorAll(".message")) {
    const tabs = [...message.querySelectorAll('[role="tab"]')];
    const panels = [...message.querySelectorAll('[role="tabpanel"]')];
    for (const tree of message.querySelectorAll(".json > details")) openTree(tree, wanted);
    const found = panels.findLastIndex((panel) => panel.textContent.toLowerCase().includes(wanted));
    if (found >= 0) tabs[found].click();
  }
}

function makeDetail(step) {
  const copy = make("button", { type: "button", className: "copy", textContent: "Copy as curl" });
  copy.addEventListener("click", async () => {
    copy.textContent = (await copyText(step.curl)) ? "Copied" : "Copying is not allowed";
  });
  const when = step.at.replace(/^(\S{10})T(\S+)Z$/, "$1 $2 UTC");
  const notes = [`${step.client} → ${step.server}`, when, `from ${showTime(step.start)}`, ...step.notes].filter(Boolean);
  return make(
    "div",
    { className: "detail" },
    make("p", { className: "mono", textContent: `${step.method} ${step.url}` }),
    make("p", { className: "soft", textContent: notes.join(" · ") }),
    ...(step.error === undefined ? [] : [make("p", { className: "bad", textContent: step.error })]),
    ...makePhases(step.duration, step.phases),
    ...step.facts.map((fact) => make("p", { className: "soft mono fact", textContent: fact })),
    copy,
    makeMessage("Request", step.request, step.id),
    makeMessage("Response", step.response, step.id),
  );
}

function makeMessage(title, { number, headers, trailers, informational, body }, id) {
  const head = [
    ...informational.flatMap(({ status, headers: own }) => [status, ...own.map(showPair), ""]),
    ...headers.map(showPair),
    ...(trailers.length > 0 ? ["", "after the body:", ...trailers.map(showPair)] : []),
  ];
  const tabs = [
    ["Header", make("pre", { textContent: head.join("\n") || "none" })],
    ["Body", makeBody(body)],
  ];
  const prefix = `${id}-${title}`;
  const buttons = tabs.map(([name]) =>
    make("button", { type: "button", role: "tab", id: `${prefix}-${name}`, textContent: name, "aria-controls": `${prefix}-${name}-panel` }),
  );
  const panels = tabs.map(([name, content]) =>
    make("div", { role: "tabpanel", id: `${prefix}-${name}-panel`, tabIndex: 0, "aria-labelledby": `${prefix}-${name}` }, content),
  );
  const choose = (chosen) => {
    for (const [index, button] of buttons.entries()) {
      button.ariaSelected = String(index === chosen);
      button.tabIndex = index === chosen ? 0 : -1;
      panels[index].hidden = index !== chosen;
    }
  };
  const list = make("div", { role: "tablist", ariaLabel: title }, ...buttons);
  list.addEventListener("click", ({ target }) => buttons.includes(target) && choose(buttons.indexOf(target)));
  list.addEventListener("keydown", ({ key, target }) => {
    if (key !== "ArrowLeft" && key !== "ArrowRight") return;
    const next = 1 - buttons.indexOf(target);
    choose(next);
    buttons[next].focus();
  });
  choose(body.kind === "none" ? 0 : 1);
  return make("section", { className: "message", ariaLabel: `${title} ${number}` }, make("h3", {}, `(${number}) ${title}`), list, ...panels);
}

function showPair([name, value]) {
  return `${name}: ${value}`;
}

function makeBody({ kind, text, size, mimeType, about }) {
  if (kind === "none") return make("pre", { textContent: about[0] ?? "none" });
  const facts = make("p", { className: "soft", textContent: [mimeType, `${size} bytes`, ...about].filter(Boolean).join(", ") });
  const content = kind === "json" ? parseTree(text) : undefined;
  return make("div", {}, facts, content ?? make("pre", { textContent: text }));
}

/** Numbers too long for JavaScript would come out changed, so such text stays as it is. */
function parseTree(text) {
  if (/\d{16}/.test(text.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""'))) return undefined;
  try {
    return make("div", { className: "json mono" }, makeTree(JSON.parse(text)));
  } catch {
    return undefined;
  }
}

/** A page opened from a disk may be refused the clipboard. */
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
