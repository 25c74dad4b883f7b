import { mkdir } from "node:fs/promises";
import { dirname, relative } from "node:path";

import type { OpenExamples, WalkthroughConfig } from "../index.ts";
import { configFolderOf } from "./config-folder.ts";
import { countOf } from "./counts.ts";
import { describeOutcome, findExamples } from "./examples.ts";
import { findProfile } from "./find-profile.ts";
import type { Io } from "./io.ts";
import { isFile } from "./is-file.ts";
import { loadFlow } from "./load-flow.ts";
import { toPolicy } from "./redaction-options.ts";
import type { Outcome } from "./run-each.ts";

/** Records a walkthrough of the project anew. */
export async function recordWalkthrough(walkthrough: WalkthroughConfig, fresh: boolean, io: Io): Promise<Outcome> {
  const { flow, command, trace: file, name, volatile, fixed } = walkthrough;
  const rules = { ...(volatile && { volatile }), ...(fixed && { fixed }) };
  const examples = await findExamples({ file, fresh, flow, rules });
  const note = (text: string): string => (examples?.outcome ? `${text}: ${describeOutcome(examples)}` : text);
  if (command !== undefined) return recordItsCommand(command, walkthrough, { io, examples, note });
  if (flow === undefined) return { exitCode: 0, text: `${name} has neither flow nor command; its trace stays` };
  const { recordFlow } = await import("../index.ts");
  const { inputs = {}, cloud } = walkthrough;
  const recorded = await recordFlow(await loadFlow(flow), {
    inputs,
    env: io.env,
    file,
    redaction: await toPolicy(walkthrough.redact, io),
    adapt: examples?.adapt,
    ...(cloud !== undefined && { cloud }),
  });
  if (recorded.failure !== undefined) throw recorded.failure;
  return { exitCode: 0, text: note(`${countOf(recorded.exchanges, "exchange")} in ${near(file)}`) };
}

interface Recording {
  readonly io: Io;
  readonly examples: OpenExamples | undefined;
  /** Adds what changed. */
  readonly note: (text: string) => string;
}

async function recordItsCommand(
  argv: readonly string[],
  { trace: file, redact }: WalkthroughConfig,
  { io, examples, note }: Recording,
): Promise<Outcome> {
  const { recordCommand } = await import("../index.ts");
  const silent = { write: () => {} };
  const { exchanges, exitCode } = await recordCommand(argv, {
    env: io.env,
    file,
    authorityFolder: configFolderOf(io),
    redaction: await toPolicy(redact, io),
    adapt: examples?.adapt,
    output: { stdout: silent, stderr: silent },
  });
  const text = note(`${countOf(exchanges, "exchange")} in ${near(file)}`);
  return { exitCode, text: exitCode === 0 ? text : `${text}; the command exited with ${exitCode}` };
}

/** Writes or refreshes the page of a walkthrough. */
export async function renderWalkthrough(walkthrough: WalkthroughConfig): Promise<Outcome> {
  const { page } = walkthrough;
  const { existing, wanted } = await preparePage(walkthrough);
  if (existing === wanted) return { exitCode: 0, text: `${near(page)} is up to date` };
  const { writeFileAtomically } = await import("../index.ts");
  await mkdir(dirname(page), { recursive: true });
  await writeFileAtomically(page, wanted);
  return { exitCode: 0, text: `wrote ${near(page)}` };
}

/** Compares the page of a walkthrough with what its trace says; writes nothing. */
export async function checkWalkthrough(walkthrough: WalkthroughConfig): Promise<Outcome> {
  const { page } = walkthrough;
  const { existing, wanted } = await preparePage(walkthrough);
  if (existing === wanted) return { exitCode: 0, text: `${near(page)} is up to date` };
  if (existing === undefined) return { exitCode: 1, text: `${near(page)} does not exist` };
  const { listOutdated } = await import("../index.ts");
  const places = listOutdated(existing, wanted).map(({ name, line }) => `${name} (line ${line})`);
  return { exitCode: 1, text: `${near(page)} is out of date: ${places.join(", ")}` };
}

interface PreparedPage {
  readonly existing: string | undefined;
  readonly wanted: string;
}

async function preparePage(walkthrough: WalkthroughConfig): Promise<PreparedPage> {
  const { createPage, openTrace, readText, refreshPage, refuseSecrets } = await import("../index.ts");
  const { page, title, locale, template, templates, omit, highlights, flow } = walkthrough;
  const trace = await openTrace(walkthrough.trace);
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
  const wanted = existing === undefined ? fresh : refreshPage(existing, fresh);
  refuseSecrets(near(page), wanted);
  return { existing, wanted };
}

/** As the user would name it from here. */
function near(file: string): string {
  return relative(".", file);
}
