import { PICTURE, buildSite } from "./build-site.mjs";

/** Every extension of MyST that rewrites text; Mermaid is drawn by an extension that shows its text otherwise. */
const CONFIGURATION = `
from sphinx.directives.code import CodeBlock

extensions = ["myst_parser"]
myst_enable_extensions = [
    "amsmath", "colon_fence", "deflist", "dollarmath", "fieldlist", "html_image", "substitution", "tasklist",
]
exclude_patterns = ["node_modules"]
root_doc = "hostile"
html_theme = "basic"

class Mermaid(CodeBlock):
    required_arguments = 0
    optional_arguments = 1

    def run(self):
        self.arguments = ["text"]
        return super().run()

def setup(app):
    app.add_directive("mermaid", Mermaid)
`;

export async function toHtml(page) {
  const html = await buildSite(
    { "conf.py": CONFIGURATION, "hostile.md": page, "hostile.svg": PICTURE },
    ["sphinx-build", "-q", "-W", "--keep-going", ".", "out"],
    "out/hostile.html",
  );
  return /<div class="body" role="main">([^]*?)<div class="clearer">/.exec(html)[1];
}
