import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { buildSite, copyMermaid, installMkDocs } from "../../scripts/site.ts";

export interface BuiltSite extends AsyncDisposable {
  /** Directory of the HTML files. */
  readonly folder: string;
}

const ROOT = join(import.meta.dirname, "../..");

/**
 * Builds this repository's site with more pages, in a temporary directory.  @param pages text of each by its path below docs/ @param configuration YAML that
 * changes mkdocs.yml
 */
export async function buildDocs(pages: Readonly<Record<string, string>>, configuration = ""): Promise<BuiltSite> {
  installMkDocs();
  const workspace = await mkdtemp(join(tmpdir(), "wirewalk-site-"));
  const docs = join(workspace, "docs");
  await cp(join(ROOT, "docs"), docs, { recursive: true });
  await copyMermaid(docs);
  for (const [path, text] of Object.entries(pages)) {
    await mkdir(dirname(join(docs, path)), { recursive: true });
    await writeFile(join(docs, path), text);
  }
  const configFile = join(workspace, "mkdocs.yml");
  await writeFile(configFile, `INHERIT: ${join(ROOT, "mkdocs.yml")}\ndocs_dir: docs\nsite_dir: site\n${configuration}`);
  buildSite({ configFile });
  return {
    folder: join(workspace, "site"),
    [Symbol.asyncDispose]: () => rm(workspace, { recursive: true, force: true }),
  };
}
