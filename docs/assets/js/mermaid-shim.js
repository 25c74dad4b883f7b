/*
 * Material 8 draws with Mermaid 8's `mermaid.mermaidAPI.render(id, text, callback)`; since Mermaid 10 `render` gives a
 * promise and knows no callback. Loaded behind mermaid.min.js and before the theme.
 */
(() => {
  const modern = window.mermaid;
  if (!modern || typeof modern.render !== "function") return;

  // Mermaid draws one diagram at a time.
  let last = Promise.resolve();

  const render = (id, text, callback) => {
    last = last.then(() => draw(id, text)).then(callback);
  };

  const draw = async (id, text) => {
    try {
      const { svg } = await modern.render(id, text);
      return svg;
    } catch (error) {
      const message = document.createElement("pre");
      message.textContent = `${error.message ?? error}\n\n${text}`;
      return message.outerHTML;
    }
  };

  // The theme colors text by its scheme, light or dark, but knows nothing of what sequence diagrams have had since
  // Mermaid 8: boxes stay light under light text. Its own variables follow the scheme, also when a reader switches it.
  const themeCSS = `
    rect.actor, rect.note { fill: var(--md-default-bg-color) !important; stroke: var(--md-mermaid-node-fg-color) !important }
    .actor-line { stroke: var(--md-mermaid-edge-color) !important }
    marker path, marker circle { fill: var(--md-mermaid-edge-color) !important; stroke: var(--md-mermaid-edge-color) !important }
    text.sequenceNumber { fill: var(--md-default-bg-color) !important }
    text.actor > tspan, .noteText > tspan, .loopText > tspan, .labelText { fill: var(--md-mermaid-label-fg-color) !important }
    .labelBox { fill: var(--md-default-bg-color) !important; stroke: var(--md-mermaid-node-fg-color) !important }
  `;
  const initialize = (options) => modern.initialize({ ...options, themeCSS: `${options.themeCSS ?? ""}${themeCSS}` });

  window.mermaid = { initialize, mermaidAPI: { render } };
})();
