// Runs in the page of the browser in which Mermaid is loaded; src/diagram/mermaid-page.ts calls it.

/** Draws a diagram in one look, or in a second one too for readers who prefer dark. Leaves it in the page. */
globalThis.drawDiagram = async ({ source, looks, caption }) => {
  const [svg, dark] = await drawAll(source, looks);
  if (dark !== undefined) follow(svg, dark);
  describe(svg, caption);
  const container = document.getElementById("container");
  container.replaceChildren(svg);
  const { width, height } = svg.getBoundingClientRect();
  return {
    svg: new XMLSerializer().serializeToString(svg),
    width: Math.ceil(width),
    height: Math.ceil(height),
    missing: findMissing(Array.from(svg.querySelectorAll("text"), (text) => text.textContent).join("")),
  };
};

async function drawAll(source, looks) {
  const drawn = [];
  for (const look of looks) drawn.push(await drawOnce(source, look));
  return drawn;
}

async function drawOnce(source, { config, background }) {
  const container = document.getElementById("container");
  mermaid.initialize({ startOnLoad: false, ...config });
  const kind = mermaid.detectType(source);
  // Of the parts of Open Sans, those that it has characters of; Mermaid measures them.
  await document.fonts.load('16px "Open Sans"', source);
  const { svg: text, diagramType } = await mermaid.render("wirewalk", source, container);
  container.innerHTML = text;
  const svg = container.querySelector("svg");
  // What it cannot draw becomes a picture that says so: of another kind, or of the kind "error".
  if (diagramType !== kind || svg.getAttribute("aria-roledescription") !== kind) {
    throw new Error(`a picture of an error came instead: ${svg.querySelector("text, .nodeLabel")?.textContent}`);
  }
  // Mermaid counts these as long as the page lives; only menus, which a picture has not, refer to them.
  for (const element of svg.querySelectorAll('[id^="actor"], [id^="root-"]')) element.removeAttribute("id");
  // Icons that no diagram of ours has, and what the style sheet says already: three quarters of the bytes.
  for (const icon of svg.querySelectorAll("defs:has(> symbol)")) icon.remove();
  for (const text of svg.querySelectorAll("text")) text.style.removeProperty("font-family");
  svg.querySelector("style").textContent += `#wirewalk{background:${background};}`;
  svg.remove();
  return svg;
}

/** Adds the colours of the dark look; all else has to be the same. */
function follow(svg, dark) {
  const styles = [svg, dark].map((one) => one.querySelector("style"));
  const texts = styles.map((style) => style.textContent);
  for (const style of styles) style.textContent = "";
  if (svg.outerHTML !== dark.outerHTML) throw new Error("the dark look differs in more than its colours");
  styles[0].textContent = `${texts[0]}@media (prefers-color-scheme:dark){${texts[1]}}`;
}

/** For readers who cannot see it. */
function describe(svg, { title, description, language }) {
  const parts = [
    ["title", title],
    ["desc", description],
  ].map(([name, text]) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    element.id = `wirewalk-${name}`;
    element.textContent = text;
    return element;
  });
  for (const old of svg.querySelectorAll(":scope > title, :scope > desc")) old.remove();
  svg.prepend(...parts);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-labelledby", "wirewalk-title");
  svg.setAttribute("aria-describedby", "wirewalk-desc");
  svg.setAttribute("lang", language);
}

/** Characters that no font here has: they look like the box that stands for a character which none can have. */
globalThis.findMissing = (text) => {
  if (/^\p{ASCII}*$/u.test(text)) return [];
  const context = new OffscreenCanvas(48, 48).getContext("2d", { willReadFrequently: true });
  const look = (character) => {
    context.clearRect(0, 0, 48, 48);
    context.font = "24px sans-serif";
    context.fillText(character, 8, 32);
    return context.getImageData(0, 0, 48, 48).data.join();
  };
  const box = look("\u{10FFFD}");
  const characters = new Set(Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment));
  return [...characters].filter((character) => /[^\p{ASCII}\s]/u.test(character) && look(character) === box);
};
