import { createHash } from "node:crypto";

import type { SessionKey } from "../redact/session/session-key.ts";
import { type ManifestFindings, checkManifest } from "../trace/manifest/check-manifest.ts";
import { digestEntry } from "../trace/manifest/digest-entry.ts";
import { readOutline } from "./entry-outline.ts";
import { type MarkList, type Marks, type NameTable, createMarks } from "./marks.ts";
import type { Part } from "./part.ts";
import { NO_SWEEP, type Sweep } from "./session/sweep-entries.ts";

export interface SurveyedPart extends Part {
  readonly sha256: string;
  readonly marks: Marks;
  /** The text of an entry that needs not be read to be written; undefined for any other. */
  readonly textAt: (index: number) => string | undefined;
  /** Missing and altered exchanges according to its manifest; undefined if it has none. */
  readonly findings: ManifestFindings | undefined;
  /** Whether something that another recorder learned was masked in it. */
  readonly isSwept: boolean;
}

export interface SurveyOptions {
  /** Masks what other recorders learned. @default nothing */
  readonly sweep?: Sweep;
  /** Key of the session, which proves who wrote a manifest. */
  readonly key?: SessionKey | undefined;
  /** Names of calls in all parts. @default of this part */
  readonly names?: NameTable | undefined;
}

/** Goes through all exchanges of a part once; one of them is in memory at a time. */
export function survey(part: Part, { sweep = NO_SWEEP, key, names }: SurveyOptions = {}): SurveyedPart {
  const { manifest, session } = part.log._wirewalk ?? {};
  const sign = session?.id === key?.id ? key?.sign : undefined;
  const check = (digests: readonly string[]): ManifestFindings | undefined =>
    manifest && checkManifest(manifest, digests, sign);
  const list = (): MarkList => createMarks(part.length, names);
  return (
    (sweep === NO_SWEEP ? surveyTexts(part, check, list) : undefined) ?? surveyEntries(part, check, { sweep, list })
  );
}

type Check = (digests: readonly string[]) => ManifestFindings | undefined;

/** Reads only outlines if the manifest confirms that the file is unaltered; undefined if it does not. */
function surveyTexts(part: Part, check: Check, list: () => MarkList): SurveyedPart | undefined {
  const { texts, length, entryAt } = part;
  if (texts === undefined) return undefined;
  const digests = Array.from({ length }, (_, index) => texts.digestOf(index) || digestEntry(entryAt(index)));
  const findings = check(digests);
  if (findings === undefined || findings.altered.length + findings.added > 0 || findings.isForged) return undefined;
  const { marks, add } = list();
  const isOutlined = new Uint8Array(length);
  for (const [index, digest] of digests.entries()) {
    const outline = texts.digestOf(index) === "" ? undefined : readOutline(texts.textOf(index));
    isOutlined[index] = outline === undefined ? 0 : 1;
    add(outline ?? entryAt(index), digest);
  }
  return {
    ...part,
    textAt: (index) => (isOutlined[index] === 1 ? texts.textOf(index) : undefined),
    marks,
    findings,
    isSwept: false,
    sha256: part.sha256 ?? digestAll(digests),
  };
}

interface EntryOptions {
  readonly sweep: Sweep;
  readonly list: () => MarkList;
}

function surveyEntries(part: Part, check: Check, { sweep, list }: EntryOptions): SurveyedPart {
  const { marks, add } = list();
  const digests: string[] = [];
  let isSwept = false;
  for (let index = 0; index < part.length; index += 1) {
    const entry = part.entryAt(index);
    const own = digestEntry(entry);
    const swept = sweep.entry(entry);
    isSwept ||= swept !== entry;
    digests.push(own);
    add(swept, swept === entry ? own : digestEntry(swept));
  }
  return {
    ...part,
    entryAt: (index) => sweep.entry(part.entryAt(index)),
    textAt: () => undefined,
    log: sweep.log(part.log),
    marks,
    findings: check(digests),
    isSwept,
    sha256: part.sha256 ?? digestAll(digests),
  };
}

function digestAll(digests: readonly string[]): string {
  const all = createHash("sha256");
  for (const digest of digests) all.update(digest);
  return all.digest("hex").slice(0, 16);
}
