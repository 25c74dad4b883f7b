/** npm run docs [-- --check]: writes docs/openstack from traces/openstack, or says which page is out of date. */
import { existsSync } from "node:fs";
import { join } from "node:path";

import { openstackProfile } from "../src/flows/openstack/profile.ts";
import {
  createPage,
  formatMergeReport,
  mergePage,
  needsAuthor,
  readText,
  readTrace,
  writeFileAtomically,
} from "../src/index.ts";
import { LOCALES, OPENSTACK_PAGES, type OpenStackPage, pageFile } from "./openstack-pages.ts";

const ROOT = join(import.meta.dirname, "..");
const isCheck = process.argv.includes("--check");

async function freshPage({ trace: name, title, omit }: OpenStackPage, locale: string): Promise<string> {
  const trace = await readTrace(join(ROOT, "traces/openstack", `${name}.har`));
  return createPage(trace, {
    title,
    locale,
    profile: openstackProfile,
    ...(omit !== undefined && { omit: [{ ...omit, page: `./${pageFile(omit.page, locale)}` }] }),
  });
}

let outdated = 0;
for (const page of OPENSTACK_PAGES) {
  for (const locale of LOCALES) {
    const name = join("docs/openstack/image", pageFile(page.page, locale));
    const file = join(ROOT, name);
    const fresh = await freshPage(page, locale);
    const existing = existsSync(file) ? await readText(file) : undefined;
    const merged = existing === undefined ? undefined : mergePage(existing, fresh);
    const wanted = merged?.text ?? fresh;
    if (merged !== undefined && needsAuthor(merged.report)) {
      console.error([`${name} waits for its author:`, ...formatMergeReport(merged.report)].join("\n  "));
      process.exitCode = 1;
    }
    if (wanted === existing) continue;
    outdated += 1;
    if (isCheck) console.error(`${name} is out of date.\n  Hint: run \`npm run docs\`.`);
    else await writeFileAtomically(file, wanted);
  }
}
if (isCheck && outdated > 0) process.exitCode = 1;
if (!isCheck) console.log(`${outdated} of ${OPENSTACK_PAGES.length * LOCALES.length} pages changed.`);
