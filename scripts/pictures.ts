/** npm run pictures: makes the images of the README (a page of this site in light and dark, a terminal, a comparison), and those of the books example. Needs Debian's MkDocs, like `npm run site`. */
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { writeFileAtomically } from "../src/trace/files/write-file.ts";
import { buildGithubPage } from "./pictures/build-github-page.ts";
import { recordTwoRuns } from "./pictures/record-two-runs.ts";
import { runScenes } from "./pictures/run-scenes.ts";
import { type Shot, takeShots } from "./pictures/take-shots.ts";
import { drawTerminal } from "./pictures/terminal.ts";
import { buildSite, copyMermaid, installMkDocs } from "./site.ts";

const ROOT = join(import.meta.dirname, "..");
const DOCS = join(ROOT, "docs");
const PICTURES = join(DOCS, "assets/pictures");
const BOOKS = join(ROOT, "examples/books");
await mkdir(PICTURES, { recursive: true });
await writeFileAtomically(join(PICTURES, "terminal.svg"), drawTerminal(await runScenes(), 1));
installMkDocs();
await copyMermaid(DOCS);
const folder = await mkdtemp(join(tmpdir(), "wirewalk-pictures-"));
try {
  const site = join(folder, "docs-site");
  buildSite({ siteFolder: site });
  await takeShots(site, [pageIn("light"), pageIn("dark")]);
  await recordTwoRuns(folder);
  await takeShots(folder, [{ page: "diff.html", file: join(PICTURES, "diff.png"), width: 1280, height: 560 }]);
  const books = await buildBooks(folder);
  await takeShots(books, [
    { page: "index.html", file: join(BOOKS, "screenshots/mkdocs-index.png"), width: 1100, height: 500 },
    { page: "tour/index.html", file: join(BOOKS, "screenshots/mkdocs-tour.png"), width: 1100, height: 1500 },
    {
      page: "tour/index.html",
      file: join(BOOKS, "screenshots/mkdocs-upload.png"),
      width: 1100,
      height: 1000,
      from: "#post-books-id-cover-request",
    },
    { page: "window/index.html", file: join(BOOKS, "screenshots/mkdocs-window.png"), width: 1100, height: 1100 },
  ]);
  const tour = await buildGithubPage(join(BOOKS, "github/tour.md"), folder, join(DOCS, "assets/js/mermaid.min.js"));
  await takeShots(tour, [
    { page: "index.html", file: join(BOOKS, "screenshots/github-tour.png"), width: 1100, height: 1500 },
    {
      page: "index.html",
      file: join(BOOKS, "screenshots/github-upload.png"),
      width: 1100,
      height: 1000,
      from: "#post-books-id-cover-request",
    },
  ]);
} finally {
  await rm(folder, { recursive: true, force: true });
}

function pageIn(scheme: "light" | "dark"): Shot {
  const file = join(PICTURES, `page-${scheme}.png`);
  // Its first screen shows the command; the interesting part is below.
  const from = "#sequence-diagram";
  return { page: "openstack/image/add-project.html", file, width: 1280, height: 1500, scheme, from };
}

/** Builds the example's site unchanged, except for Mermaid, which the theme would load from unpkg.com. Returns its directory. */
async function buildBooks(workspace: string): Promise<string> {
  const [docs, siteFolder] = [join(workspace, "books"), join(workspace, "books-site")];
  await cp(join(BOOKS, "mkdocs"), docs, { recursive: true });
  await cp(join(DOCS, "assets/js"), join(docs, "assets/js"), { recursive: true });
  const configFile = join(workspace, "mkdocs.yml");
  const scripts = ["assets/js/mermaid.min.js", "assets/js/mermaid-shim.js"];
  const changes = { INHERIT: join(BOOKS, "mkdocs.yml"), docs_dir: "books", extra_javascript: scripts };
  // JSON is YAML.
  await writeFile(configFile, JSON.stringify(changes));
  buildSite({ configFile, siteFolder });
  return siteFolder;
}
