import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Every extension of MyST that rewrites text; Mermaid is drawn by an extension that shows its text otherwise. */
const CONFIGURATION = `
from sphinx.directives.code import CodeBlock

extensions = ["myst_parser"]
myst_enable_extensions = [
    "amsmath", "colon_fence", "deflist", "dollarmath", "fieldlist", "html_image", "substitution", "tasklist",
]
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
  const folder = await mkdtemp(join(tmpdir(), "wirewalk-myst-"));
  try {
    await writeFile(join(folder, "conf.py"), CONFIGURATION);
    await writeFile(join(folder, "hostile.md"), page);
    const { status, stderr } = spawnSync("sphinx-build", ["-q", "-W", "--keep-going", folder, join(folder, "out")], {
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`sphinx-build: ${stderr}`);
    const html = await readFile(join(folder, "out/hostile.html"), "utf8");
    return /<div class="body" role="main">([^]*?)<div class="clearer">/.exec(html)[1];
  } finally {
    await rm(folder, { recursive: true });
  }
}
