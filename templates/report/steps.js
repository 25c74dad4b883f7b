import { make, toneOf } from "./dom.js";
import { makeTree } from "./json-tree.js";

export function makeStep(step, total) {
  const { id, call, status, reason, error, start, duration } = step;
  const outcome = status === 0 ? (error ?? "no answer") : `${status} ${reason}`;
  const bar = make("i");
  bar.style.left = `${total === 0 ? 0 : (100 * start) / total}%`;
  bar.style.width = `${total === 0 ? 0 : (100 * duration) / total}%`;
  const button = make(
    "button",
    { type: "button", ariaExpanded: "false" },
    make("span", { className: "soft mono", textContent: `${step.request.number}–${step.response.number}` }),
    make("span", { className: "what mono", textContent: call }),
    make("span", { className: toneOf(status), textContent: outcome }),
    make("span", { className: "soft mono", textContent: `${Math.round(duration)} ms` }),
    make("span", { className: "waterfall", title: `from ${Math.round(start)} ms` }, bar),
  );
  const article = make("article", { className: "step", id: `step-${id}` }, make("h2", {}, button));
  button.addEventListener("click", () => setOpen(article, step, button.ariaExpanded === "false"));
  return article;
}

export function setOpen(article, step, isOpen) {
  article.querySelector("h2 > button").ariaExpanded = String(isOpen);
  const detail = article.querySelector(".detail") ?? (isOpen ? makeDetail(step) : undefined);
  if (detail === undefined) return;
  detail.hidden = !isOpen;
  article.append(detail);
}

function makeDetail(step) {
  const copy = make("button", { type: "button", className: "copy", textContent: "Copy as curl" });
  copy.addEventListener("click", async () => {
    copy.textContent = (await copyText(step.curl)) ? "Copied" : "Copying is not allowed here";
  });
  const url = make("p", { className: "mono", textContent: `${step.method} ${step.url}` });
  return make(
    "div",
    { className: "detail" },
    url,
    make("p", { className: "soft", textContent: `${step.client} → ${step.server}` }),
    copy,
    makeMessage("Request", step.request, step.id),
    makeMessage("Response", step.response, step.id),
  );
}

function makeMessage(title, { number, headers, body }, id) {
  const head = make("pre", { textContent: headers.map(([name, value]) => `${name}: ${value}`).join("\n") || "none" });
  const tabs = [
    ["Header", head],
    ["Body", makeBody(body)],
  ];
  const prefix = `${id}-${title}`;
  const buttons = tabs.map(([name]) => make("button", { type: "button", role: "tab", id: `${prefix}-${name}`, textContent: name }));
  const panels = tabs.map(([name, content]) =>
    make("div", { role: "tabpanel", tabIndex: 0, "aria-labelledby": `${prefix}-${name}` }, content),
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
  return make("section", { ariaLabel: `${title} ${number}` }, make("h3", {}, `(${number}) ${title}`), list, ...panels);
}

function makeBody({ kind, text, size, mimeType, cut }) {
  if (kind === "none") return make("pre", { textContent: "none" });
  const about = make("p", { className: "soft", textContent: [mimeType, `${size} bytes`, cut].filter(Boolean).join(", ") });
  const content = kind === "json" ? parseTree(text) : undefined;
  return make("div", {}, about, content ?? make("pre", { textContent: text }));
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
