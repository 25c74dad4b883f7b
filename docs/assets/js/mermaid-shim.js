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

  window.mermaid = { initialize: (options) => modern.initialize(options), mermaidAPI: { render } };
})();
