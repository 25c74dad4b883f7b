import { type AnalyzeOptions, analyze } from "../analyze/analyze.ts";
import type { Profile } from "../analyze/types.ts";
import { UserError } from "../errors.ts";
import { createReport } from "../export/export.ts";
import { MOST_IN_REPORT } from "../export/formats/html.ts";
import { onlyKnown } from "../json/only-known.ts";
import type { RedactionPolicy } from "../redact/policy.ts";
import { redactLong } from "../redact/redact-long.ts";
import { redactTrace } from "../redact/redact-trace.ts";
import { type Redactor, createRedactor } from "../redact/redactor.ts";
import { refuseSecretsIn } from "../redact/scan/gate.ts";
import { writeScratch } from "../trace/files/scratch.ts";
import { chunksOfTrace } from "../trace/model/serialize.ts";
import type { Trace } from "../trace/model/types.ts";
import { isLazy } from "../trace/stream/lazy-list.ts";
import { readSource } from "../trace/stream/read-source.ts";
import { type TextSource, sourceOfText } from "../trace/stream/text-source.ts";
import { render } from "../walkthrough.ts";
import { describeArchive } from "./describe-archive.ts";
import { type Manifest, createManifest } from "./manifest.ts";
import { type PackedFile, packFiles } from "./pack-files.ts";

export interface ShareOptions {
  /** First heading of the page. */
  readonly title: string;
  /** Describes the services in the trace. */
  readonly profile?: Profile;
  /** Names of its servers and calls. @default as in the trace */
  readonly names?: Omit<AnalyzeOptions, "profile">;
  /** Versions by name, for the manifest: `{ wirewalk: "0.1.0", node: "24.21.0" }`. */
  readonly versions: Readonly<Record<string, string>>;
  /** Secrets to mask. @default those that wirewalk detects, with level `strict` */
  readonly policy?: RedactionPolicy;
  /** Note for the reader, in README.md. */
  readonly note?: string;
  /** Number of recorded exchanges, if the trace has only some of them. */
  readonly of?: number;
}

export interface SharedTrace {
  /** The bytes of a ZIP file. */
  readonly archive: Uint8Array;
  /** The content of its `manifest.json`. */
  readonly manifest: Manifest;
}

/**
 * Packs a trace for someone else: masked again, strictly, with its report, page, command, and a manifest of what was
 * masked and what could not be inspected. The same trace and options give the same bytes.
 *
 * @throws UserError if a file would still contain a likely secret
 */
export async function shareTrace(trace: Trace, options: ShareOptions): Promise<SharedTrace> {
  const { bytes, manifest } = await packTrace(trace, options);
  return { archive: Buffer.concat(Array.from(bytes)), manifest };
}

export interface PackedTrace extends Pick<SharedTrace, "manifest"> {
  /** The files of the archive, in pieces, made again each time. Throws a `UserError` before a file that would still contain a secret. */
  readonly bytes: Iterable<Uint8Array>;
}

/** The same for a trace that is longer than memory: what is masked is kept in a file without a name meanwhile. */
export async function packTrace(trace: Trace, options: ShareOptions): Promise<PackedTrace> {
  const { title, profile, names, versions, policy = {}, note, of } = options;
  const redactor = createRedactor({ policy: { level: "strict", ...policy } });
  const masked = readSource(maskAll(trace, redactor));
  if (note !== undefined && redactor.findLearned(note).length > 0) throw refuseNote();
  const known = { ...names, ...onlyKnown({ profile }) };
  const manifest = createManifest(masked, { recorded: trace, versions, ...onlyKnown({ note, of }) });
  // What people read holds no more than they can.
  const { log } = masked;
  const begun =
    log.entries.length > MOST_IN_REPORT ? { log: { ...log, entries: log.entries.slice(0, MOST_IN_REPORT) } } : masked;
  const page = await render(begun, { title, ...known });
  const readme = describeArchive(manifest, {
    trace: masked,
    walkthrough: analyze(begun, { ...known }),
    most: MOST_IN_REPORT,
  });
  const listFiles = (): readonly PackedFile[] => [
    ["README.md", [readme]],
    ["trace.har", chunksOfTrace(masked)],
    ["report.html", createReport(masked, { ...known })],
    ["page.md", [page]],
    ["manifest.json", [`${JSON.stringify(manifest, undefined, 2)}\n`]],
  ];
  const bytes = {
    [Symbol.iterator]: () =>
      packFiles(listFiles().map(([name, pieces]) => [name, refuseSecretsIn(name, pieces)] as const)),
  };
  return { bytes, manifest };
}

function maskAll(trace: Trace, redactor: Redactor): TextSource {
  if (isLazy(trace.log.entries)) return writeScratch(redactLong(trace, redactor).chunks, "trace.har");
  return sourceOfText(Array.from(redactTrace(trace, redactor).chunks).join(""), "trace.har");
}

function refuseNote(): UserError {
  return new UserError("Did not write the archive: the note contains a secret of the trace.", {
    hint: "Remove the secret from the note.",
    exitCode: 4,
  });
}
