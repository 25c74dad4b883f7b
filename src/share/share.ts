import { strToU8, zipSync } from "fflate";

import { analyze } from "../analyze/analyze.ts";
import type { Profile } from "../analyze/types.ts";
import { UserError } from "../errors.ts";
import { createReport } from "../export/export.ts";
import { onlyKnown } from "../json/only-known.ts";
import type { RedactionPolicy } from "../redact/policy.ts";
import { redactTrace } from "../redact/redact-trace.ts";
import { createRedactor } from "../redact/redactor.ts";
import { refuseSecrets } from "../redact/scan/gate.ts";
import { parseTrace } from "../trace/model/parse.ts";
import type { Trace } from "../trace/model/types.ts";
import { render } from "../walkthrough.ts";
import { describeArchive } from "./describe-archive.ts";
import { type Manifest, createManifest } from "./manifest.ts";

export interface ShareOptions {
  /** First heading of the page. */
  readonly title: string;
  /** What is known of the services in the trace. */
  readonly profile?: Profile;
  /** What ran, by name, for the manifest: `{ wirewalk: "0.1.0", node: "24.21.0" }`. */
  readonly versions: Readonly<Record<string, string>>;
  /** What is masked. @default whatever wirewalk knows, strictly */
  readonly policy?: RedactionPolicy;
  /** For the reader, in README.md: what the trace is of, what to look at. */
  readonly note?: string;
  /** How many exchanges were recorded, where the trace is a part of it. */
  readonly of?: number;
}

export interface SharedTrace {
  /** The bytes of a ZIP file. */
  readonly archive: Uint8Array;
  /** What its reader should know, as in its `manifest.json`. */
  readonly manifest: Manifest;
}

/**
 * Packs a trace for somebody else: masked once more, strictly, with its report, page, command, and a manifest of what was masked
 * and what could not be looked into. The same trace and options give the same bytes.
 *
 * @throws UserError Where a file would still hold what looks like a secret.
 */
export async function shareTrace(trace: Trace, options: ShareOptions): Promise<SharedTrace> {
  const { title, profile, versions, policy = {}, note, of } = options;
  const redactor = createRedactor({ policy: { level: "strict", ...policy } });
  const har = Array.from(redactTrace(trace, redactor).chunks).join("");
  if (note !== undefined && redactor.findLearned(note).length > 0) throw refuseNote();
  const masked = parseTrace(har, "trace.har");
  const known = profile && { profile };
  const manifest = createManifest(masked, { recorded: trace, versions, ...onlyKnown({ note, of }) });
  const files = {
    "README.md": describeArchive(manifest, masked, analyze(masked, { ...known })),
    "trace.har": har,
    "report.html": createReport(masked, { ...known }),
    "page.md": await render(masked, { title, ...known }),
    "manifest.json": `${JSON.stringify(manifest, undefined, 2)}\n`,
  };
  for (const [name, content] of Object.entries(files)) refuseSecrets(name, content);
  const bytes = Object.entries(files).map(([name, content]) => [name, strToU8(content)] as const);
  return { archive: zipSync(Object.fromEntries(bytes), { mtime: OLDEST, level: 9 }), manifest };
}

/** The first day that a ZIP file can name, in the local time that it is written in: no clock, the same bytes. */
const OLDEST = new Date(1980, 0, 1);

function refuseNote(): UserError {
  return new UserError("Did not write the archive: the note contains a secret of the trace.", {
    hint: "Remove the secret from the note.",
    exitCode: 4,
  });
}
