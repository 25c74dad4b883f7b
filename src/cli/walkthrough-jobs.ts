import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";

import type { MergeOptions, OpenExamples, WalkthroughConfig } from "../index.ts";
import { configFolderOf } from "./config-folder.ts";
import { countOf } from "./counts.ts";
import { describeOutcome, findExamples } from "./examples.ts";
import { findProfile } from "./find-profile.ts";
import { type Io, hasColor, widthOf } from "./io.ts";
import { isFile } from "./is-file.ts";
import { loadFlow } from "./load-flow.ts";
import { toPrintable } from "./printable.ts";
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

/** Writes or refreshes the page of a walkthrough; 1 where it leaves something to the author. */
export async function renderWalkthrough(walkthrough: WalkthroughConfig, options: MergeOptions = {}): Promise<Outcome> {
  const { page } = walkthrough;
  const { formatMergeReport, mergePage, needsAuthor, refuseSecrets, writeFileAtomically } = await import("../index.ts");
  const { existing, fresh } = await preparePage(walkthrough);
  const merged = existing === undefined ? undefined : mergePage(existing, fresh, options);
  const wanted = merged?.text ?? fresh;
  refuseSecrets(near(page), wanted);
  if (existing !== wanted) {
    await mkdir(dirname(page), { recursive: true });
    await writeFileAtomically(page, wanted);
  }
  const text = existing === wanted ? `${near(page)} is up to date` : `wrote ${near(page)}`;
  if (merged === undefined) return { exitCode: 0, text };
  const { report } = merged;
  return { exitCode: needsAuthor(report) ? 1 : 0, text, details: formatMergeReport(report), report };
}

export interface CheckOptions {
  /** Prints what `render` would change. */
  readonly diff: boolean;
  /** Prints workflow commands in place of lines for people. */
  readonly annotate: boolean;
  /** Records anew, into a file that goes away, and compares the API itself. */
  readonly live: boolean;
}

/** Compares the page of a walkthrough with what its trace says; writes nothing. */
export async function checkWalkthrough(
  walkthrough: WalkthroughConfig,
  { diff, annotate, live }: CheckOptions,
  io: Io,
): Promise<Outcome> {
  if (live) return checkLive(walkthrough, annotate, io);
  const page = near(walkthrough.page);
  const { checkPage, formatAnnotations, formatFindings, formatPatch, isFailure, refuseSecrets } =
    await import("../index.ts");
  const { existing, fresh } = await preparePage(walkthrough);
  if (existing === undefined) return { exitCode: 1, text: `${page} does not exist` };
  refuseSecrets(page, existing);
  const checked = checkPage(existing, fresh);
  const { findings } = checked;
  const output = toPrintable(
    (annotate ? formatAnnotations : formatFindings)(page, findings) +
      (diff ? formatPatch(page, existing, checked) : ""),
  );
  const failures = findings.filter(isFailure).length;
  if (failures > 0)
    return { exitCode: 1, text: `${page} is out of date: ${countOf(failures, "difference")}`, findings, output };
  const values = findings.length === 0 ? "" : `, but for ${countOf(findings.length, "example value")}`;
  return { exitCode: 0, text: `${page} is up to date${values}`, findings, output };
}

/** Runs the flow or command again and compares what it said with the trace; bodies that the page does not show too. */
async function checkLive(walkthrough: WalkthroughConfig, annotate: boolean, io: Io): Promise<Outcome> {
  const { compare, formatReport, openTrace } = await import("../index.ts");
  const { trace, flow } = walkthrough;
  const folder = await mkdtemp(join(tmpdir(), "wirewalk-live-"));
  try {
    const file = join(folder, "live.har");
    const recorded = await recordWalkthrough({ ...walkthrough, trace: file }, true, io);
    if (recorded.exitCode !== 0) return recorded;
    const before = await openTrace(trace);
    const profile = await findProfile(before, flow);
    const comparison = compare(before, await openTrace(file), { profile, level: "shape" });
    const differences = comparison.steps.flatMap((step) => step.differences);
    if (differences.length === 0) return { exitCode: 0, text: `the API is as ${near(trace)} says` };
    const format = annotate ? "github" : "terminal";
    io.stdout.write(
      formatReport(comparison, format, {
        width: widthOf(io.stdout),
        color: hasColor(io, io.stdout),
        file: near(trace),
      }),
    );
    return { exitCode: 1, text: `the API is not as ${near(trace)} says: ${countOf(differences.length, "difference")}` };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface PreparedPage {
  readonly existing: string | undefined;
  readonly fresh: string;
}

async function preparePage(walkthrough: WalkthroughConfig): Promise<PreparedPage> {
  const { render, openTrace, readText } = await import("../index.ts");
  const { page, title, locale, target, template, templates, omit, highlights, participants, mermaid, flow } =
    walkthrough;
  const trace = await openTrace(walkthrough.trace);
  const profile = await findProfile(trace, flow);
  const fresh = await render(trace, {
    title,
    locale,
    ...(target !== undefined && { target }),
    ...(template !== undefined && { template }),
    ...(templates !== undefined && { templatesFolder: templates }),
    ...(omit !== undefined && { omit }),
    ...(highlights !== undefined && { highlights }),
    ...(participants !== undefined && { participants }),
    ...(mermaid !== undefined && { mermaidVersion: mermaid }),
    ...(profile && { profile }),
  });
  return { existing: (await isFile(page)) ? await readText(page) : undefined, fresh };
}

/** As the user would name it from here. */
function near(file: string): string {
  return relative(".", file);
}
