import { execFileSync } from "node:child_process";
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";

import { installDebianPackages } from "../debian.ts";

/**
 * A Markdown page as GitHub shows it: GitHub's own library makes the HTML, and a script adds the notes and
 * diagrams that GitHub adds. The look is only similar to GitHub's.
 *
 * @returns the folder of `index.html`
 */
export async function buildGithubPage(page: string, workspace: string, mermaid: string): Promise<string> {
  installDebianPackages({ "cmark-gfm": "/usr/bin/cmark-gfm" });
  const folder = join(workspace, "github");
  await mkdir(folder, { recursive: true });
  const text = await readFile(page, "utf8");
  const extensions = ["table", "strikethrough", "autolink", "tagfilter", "tasklist"].flatMap((name) => ["-e", name]);
  const html = execFileSync("cmark-gfm", ["--unsafe", ...extensions], { input: text, encoding: "utf8" });
  await copyFile(mermaid, join(folder, "mermaid.min.js"));
  for (const [, picture = ""] of text.matchAll(/\]\(\.\/([\w.-]+\.png)\)/g)) {
    await copyFile(join(page, "..", picture), join(folder, picture));
  }
  await writeFile(join(folder, "index.html"), frame(basename(page), html));
  return folder;
}

function frame(title: string, html: string): string {
  return `<!doctype html>
<meta charset="utf-8">
<title>${title}</title>
<style>${STYLE}</style>
<main>${html.replaceAll('<pre><code class="language-mermaid">', '<pre class="mermaid"><code>')}</main>
<script src="mermaid.min.js"></script>
<script>${SCRIPT}</script>
`;
}

const STYLE = `
body { font: 16px/1.5 "Noto Sans", sans-serif; color: #1f2328; margin: 32px auto; max-width: 980px }
h1, h2 { border-bottom: 1px solid #d1d9e0; padding-bottom: .3em }
code { font-family: "DejaVu Sans Mono", monospace; font-size: 85%; background: #eff1f3; padding: .2em .4em; border-radius: 6px }
pre { background: #f6f8fa; border-radius: 6px; padding: 16px; overflow: auto; line-height: 1.45 }
pre code { background: none; padding: 0 }
table { border-collapse: collapse }
th, td { border: 1px solid #d1d9e0; padding: 6px 13px }
blockquote { border-left: .25em solid #0969da; margin: 0 0 16px; padding: 0 1em }
blockquote > b { color: #0969da; font-weight: 500 }
a { color: #0969da }
`;

/** The diagrams must be drawn before the screenshot is taken. */
const SCRIPT = `
for (const note of document.querySelectorAll("blockquote > p"))
  note.innerHTML = note.innerHTML.replace(/^\\[!(\\w)(\\w+)\\]/, (_, first, rest) => "<b>" + first + rest.toLowerCase() + "</b><br>");
mermaid.initialize({ startOnLoad: false });
const draw = async () => {
  for (const [index, code] of [...document.querySelectorAll("pre.mermaid")].entries()) {
    const drawn = document.createElement("div");
    drawn.innerHTML = (await mermaid.render("diagram" + index, code.textContent)).svg;
    code.replaceWith(drawn);
  }
};
draw();
`;
