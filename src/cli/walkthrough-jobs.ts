import { mkdir } from "node:fs/promises";
import { dirname, relative } from "node:path";

import type { MergeOptions, MergeReport, WalkthroughConfig } from "../index.ts";
import { configFolderOf } from "./config-folder.ts";
import { countOf } from "./counts.ts";
import { findProfile } from "./find-profile.ts";
import { toAnnotations } from "./github-annotations.ts";
import type { Io } from "./io.ts";
import { isFile } from "./is-file.ts";
import { loadFlow } from "./load-flow.ts";
import type { Outcome } from "./run-each.ts";

/** Records a walkthrough of the project anew. */
export async function recordWalkthrough(walkthrough: WalkthroughConfig, io: Io): Promise<Outcome> {
  const { flow, command, trace: file, name } = walkthrough;
  if (command !== undefined) return recordItsCommand(command, file, io);
  if (flow === undefined) return { exitCode: 0, text: `${name} has neither flow nor command; its trace stays` };
  const { recordFlow } = await import("../index.ts");
  const { inputs = {}, cloud } = walkthrough;
  const recorded = await recordFlow(await loadFlow(flow), {
    inputs,
    env: io.env,
    file,
    ...(cloud !== undefined && { cloud }),
  });
  if (recorded.failure !== undefined) throw recorded.failure;
  return { exitCode: 0, text: `${countOf(recorded.exchanges, "exchange")} in ${near(file)}` };
}

async function recordItsCommand(argv: readonly string[], file: string, io: Io): Promise<Outcome> {
  const { recordCommand } = await import("../index.ts");
  const silent = { write: () => {} };
  const { exchanges, exitCode } = await recordCommand(argv, {
    env: io.env,
    file,
    authorityFolder: configFolderOf(io),
    output: { stdout: silent, stderr: silent },
  });
  const text = `${countOf(exchanges, "exchange")} in ${near(file)}`;
  return { exitCode, text: exitCode === 0 ? text : `${text}; the command exited with ${exitCode}` };
}

/** Writes or refreshes the page of a walkthrough; 1 where it leaves something to the author. */
export async function renderWalkthrough(walkthrough: WalkthroughConfig, options: MergeOptions = {}): Promise<Outcome> {
  const { page } = walkthrough;
  const { existing, wanted, report } = await preparePage(walkthrough, options);
  const { formatMergeReport, needsAuthor, writeFileAtomically } = await import("../index.ts");
  if (existing !== wanted) {
    await mkdir(dirname(page), { recursive: true });
    await writeFileAtomically(page, wanted);
  }
  const text = existing === wanted ? `${near(page)} is up to date` : `wrote ${near(page)}`;
  if (report === undefined) return { exitCode: 0, text };
  return { exitCode: needsAuthor(report) ? 1 : 0, text, details: formatMergeReport(report), report };
}

export interface CheckOptions {
  /** A unified diff. @default false */
  readonly diff?: boolean;
  /** Annotations for GitHub. @default false */
  readonly annotations?: boolean;
}

/** Compares the page of a walkthrough with what its trace says; writes nothing. */
export async function checkWalkthrough(
  walkthrough: WalkthroughConfig,
  { diff = false, annotations = false }: CheckOptions = {},
): Promise<Outcome> {
  const page = near(walkthrough.page);
  const { existing, wanted, report } = await preparePage(walkthrough, {});
  if (existing === undefined || report === undefined) return { exitCode: 1, text: `${page} does not exist` };
  const { formatMergeReport, needsAuthor } = await import("../index.ts");
  if (existing === wanted && !needsAuthor(report)) return { exitCode: 0, text: `${page} is up to date`, report };
  return {
    exitCode: 1,
    text: existing === wanted ? `${page} waits for its author` : `${page} is out of date`,
    details: formatMergeReport(report),
    report,
    output: (annotations ? toAnnotations(page, report) : "") + (diff ? await toDiff(page, existing, wanted) : ""),
  };
}

async function toDiff(page: string, existing: string, wanted: string): Promise<string> {
  if (existing === wanted) return "";
  const { createTwoFilesPatch } = await import("diff");
  return createTwoFilesPatch(page, page, existing, wanted, "on disk", "from its trace");
}

interface PreparedPage {
  readonly existing: string | undefined;
  readonly wanted: string;
  /** Undefined where there is no page yet. */
  readonly report: MergeReport | undefined;
}

/** Throws a `UserError` where the page would hold a secret, in the author's words too. */
async function preparePage(walkthrough: WalkthroughConfig, options: MergeOptions): Promise<PreparedPage> {
  const { createPage, mergePage, readText, readTrace, refuseSecrets } = await import("../index.ts");
  const { page, title, locale, template, templates, omit, highlights, flow } = walkthrough;
  const trace = await readTrace(walkthrough.trace);
  const profile = await findProfile(trace, flow);
  const fresh = await createPage(trace, {
    title,
    locale,
    ...(template !== undefined && { template }),
    ...(templates !== undefined && { templatesFolder: templates }),
    ...(omit !== undefined && { omit }),
    ...(highlights !== undefined && { highlights }),
    ...(profile && { profile }),
  });
  const existing = (await isFile(page)) ? await readText(page) : undefined;
  const merged = existing === undefined ? undefined : mergePage(existing, fresh, options);
  const wanted = merged?.text ?? fresh;
  refuseSecrets(near(page), wanted);
  return { existing, wanted, report: merged?.report };
}

/** As the user would name it from here. */
function near(file: string): string {
  return relative(".", file);
}
