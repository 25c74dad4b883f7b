/* Runs in the pages of the site: what readers see, as data. A script of its own, because it lives in a browser. */
(() => {
  // The theme draws diagrams into closed shadow roots, which nobody can look into.
  const attachShadow = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function attachOpenShadow(options) {
    return attachShadow.call(this, { ...options, mode: "open" });
  };

  /** Texts of all elements; the sign behind headings is the theme's. */
  const texts = (selector, root = document) =>
    Array.from(root.querySelectorAll(selector), ({ textContent }) => textContent.replace(/¶$/, ""));

  const count = (selector) => document.querySelectorAll(selector).length;

  const readDiagrams = () =>
    Array.from(document.querySelectorAll("div.mermaid"), ({ shadowRoot: svg }) => {
      const boxes = Array.from(svg.querySelectorAll("text.actor-box"));
      const fromLeft = boxes.toSorted((a, b) => a.getBoundingClientRect().x - b.getBoundingClientRect().x);
      return {
        // Each is drawn at the top and at the bottom.
        participants: [...new Set(fromLeft.map(({ textContent }) => textContent))],
        lines: svg.querySelectorAll("text.messageText").length,
        numbers: texts("text.sequenceNumber", svg),
      };
    });

  const readTabs = () =>
    Array.from(document.querySelectorAll(".tabbed-set"), (set) => {
      const look = () => Array.from(set.querySelectorAll(".tabbed-block"), (block) => block.checkVisibility());
      const before = look();
      Array.from(set.querySelectorAll(".tabbed-labels > label")).at(-1).click();
      return { before, after: look() };
    });

  const readMarks = () => ({
    titles: count(".highlight > .filename"),
    highlightedLines: count(".highlight .hll"),
    headingIds: Array.from(document.querySelectorAll("article h3"), ({ id }) => id),
  });

  const PICTURE = 'img[src*="hostile."][src*=".svg"]';

  const readTexts = () => ({
    title: texts("h1")[0],
    listItems: Array.from(document.querySelectorAll("article li"), (item) => texts("code", item)),
    headings: texts("article h3"),
    contents: texts(".md-sidebar--secondary .md-nav__list .md-nav__list .md-nav__link").map((text) => text.trim()),
    codeTitles: texts(".tabbed-block .filename"),
    codes: texts(".highlight code"),
    failures: texts(".admonition.failure code"),
    noteLinks: texts(".admonition.note a"),
    alts: Array.from(document.querySelectorAll(`article ${PICTURE}`), ({ alt }) => alt),
    live: count(`article script, article iframe, article img:not(${PICTURE})`),
  });

  const readLightness = () => {
    const svg = document.querySelector("div.mermaid").shadowRoot;
    const lightnessOf = (selector) => {
      const [red, green, blue] = getComputedStyle(svg.querySelector(selector)).fill.match(/[\d.]+/g).map(Number);
      return (0.299 * red + 0.587 * green + 0.114 * blue) / 255;
    };
    const [box, text, number] = ["rect.actor", "text.actor > tspan", "text.sequenceNumber"].map(lightnessOf);
    return { box, text, number };
  };

  globalThis.inPage = { readDiagrams, readTabs, readMarks, readTexts, readLightness };
})();
