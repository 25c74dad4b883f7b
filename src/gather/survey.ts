import { createHash } from "node:crypto";

import type { SessionKey } from "../redact/session/session-key.ts";
import { type ManifestFindings, checkManifest } from "../trace/manifest/check-manifest.ts";
import { digestEntry } from "../trace/manifest/digest-entry.ts";
import { type Marks, createMarks } from "./marks.ts";
import type { Part } from "./part.ts";
import { NO_SWEEP, type Sweep } from "./session/sweep-entries.ts";

export interface SurveyedPart extends Part {
  readonly sha256: string;
  readonly marks: Marks;
  /** What its manifest says is missing, or was altered; undefined if it has none. */
  readonly findings: ManifestFindings | undefined;
  /** Whether something that another recorder learned was masked in it. */
  readonly isSwept: boolean;
}

export interface SurveyOptions {
  /** Masks what other recorders learned. @default nothing */
  readonly sweep?: Sweep;
  /** Key of the session, which proves who wrote a manifest. */
  readonly key?: SessionKey | undefined;
}

/** Goes through all exchanges of a part once; one of them is in memory at a time. */
export function survey(part: Part, { sweep = NO_SWEEP, key }: SurveyOptions = {}): SurveyedPart {
  const digest = createHash("sha256");
  const { marks, add } = createMarks(part.length);
  const digests: string[] = [];
  let isSwept = false;
  for (let index = 0; index < part.length; index += 1) {
    const entry = part.entryAt(index);
    const own = digestEntry(entry);
    const swept = sweep.entry(entry);
    isSwept ||= swept !== entry;
    digest.update(own);
    digests.push(own);
    add(swept, swept === entry ? own : digestEntry(swept));
  }
  const { manifest, session } = part.log._wirewalk ?? {};
  const sign = session?.id === key?.id ? key?.sign : undefined;
  return {
    ...part,
    entryAt: (index) => sweep.entry(part.entryAt(index)),
    log: sweep.log(part.log),
    marks,
    findings: manifest && checkManifest(manifest, digests, sign),
    isSwept,
    sha256: part.sha256 ?? digest.digest("hex").slice(0, 16),
  };
}
