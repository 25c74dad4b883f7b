import { mapStrings } from "../json/map-strings.ts";
import { onlyIf } from "../json/only-if.ts";
import { createTally } from "../sequence/tally.ts";
import { type AliasNumbering, createAliasNumbering, hasProvisionalAlias } from "../trace/alias.ts";
import { withMaskedSizes } from "../trace/masked-sizes.ts";
import { chunksOfTrace } from "../trace/model/serialize.ts";
import type { Entry, Log, Origin, Trace } from "../trace/model/types.ts";
import { isStub } from "../trace/stub.ts";
import { addAlike } from "./add-alike.ts";
import { maskEntry } from "./mask-entry.ts";
import type { Redactor } from "./redactor.ts";
import { refuseLeaks } from "./scan/gate.ts";
import { substituteEntry } from "./substitute-entry.ts";
import { createSubstitutes } from "./substitutes.ts";

export interface RedactedTrace {
  readonly trace: Trace;
  /** The text of its file. Throws a `UserError` before a piece that would still hold a secret. */
  readonly chunks: Iterable<string>;
  /** Newly masked places, per class of secret. */
  readonly counts: Readonly<Record<string, number>>;
}

/** Masks the secrets of a trace: learns from all of it first, then masks all of it. Existing aliases stay. */
export function redactTrace({ log }: Trace, redactor: Redactor): RedactedTrace {
  const numbering = createAliasNumbering();
  const isOurs = log._wirewalk !== undefined;
  const learned = mapStrings(log.entries, numbering.reopen).map((entry) => maskEntry(entry, redactor, isOurs));
  const open = mapStrings({ ...log, entries: [] }, numbering.reopen);
  const entries = learned.map((entry) => finishEntry(entry, redactor, numbering));
  const others = mapStrings(open, (text) => numbering.number(redactor.redactOutput(text)));
  const origin: Origin = {
    format: 1,
    ...others._wirewalk,
    ...addAlike(log._wirewalk?.alike, redactor.findAlike(numbering.aliasOf)),
    redacted: sumUp(log._wirewalk?.redacted ?? {}, numbering.counts),
  };
  const masked = { log: { ...others, entries, _wirewalk: origin } };
  const trace = substitute(masked, redactor);
  return { trace, chunks: refuseLeaks(chunksOfTrace(trace), redactor.findLearned), counts: numbering.counts };
}

/** Masks in an entry what has been learned, and gives its aliases their numbers. Call it on the entries in their order. */
export function finishEntry(entry: Entry, redactor: Redactor, numbering: AliasNumbering): Entry {
  const swept = mapStrings(entry, redactor.redactText);
  const masked = { request: isMasked(swept.request.postData), response: isMasked(swept.response.content) };
  return withoutHeadSizes(withMaskedSizes(mapStrings(swept, numbering.number), masked));
}

function substitute({ log }: { readonly log: Log & { readonly _wirewalk: Origin } }, redactor: Redactor): Trace {
  if (redactor.substitute.length === 0) return { log };
  const substitutes = createSubstitutes(redactor.substitute);
  mapStrings(log, (text) => {
    substitutes.learn(text);
    return text;
  });
  const entries = log.entries.map((entry) => substituteEntry(entry, substitutes));
  const { creator, ...rest } = log;
  const { _wirewalk: origin, ...others } = mapStrings({ ...rest, entries: [] }, substitutes.replace);
  const substituted = substitutes.counts;
  return { log: { ...others, creator, entries, _wirewalk: { ...origin, substituted } } };
}

type Counts = RedactedTrace["counts"];

export function sumUp(before: Counts, now: Counts): Counts {
  const sums = createTally<string>();
  for (const counts of [before, now]) for (const [name, count] of Object.entries(counts)) sums.add(name, count);
  return Object.fromEntries(sums.entries());
}

function isMasked(body: { readonly text?: string } | undefined): boolean {
  return body?.text !== undefined && (hasProvisionalAlias(body.text) || isStub(body.text));
}

/** A browser reports how many bytes the headers have, cookies included. */
function withoutHeadSizes(entry: Entry): Entry {
  const { request, response } = entry;
  return {
    ...entry,
    request: { ...request, headersSize: -1 },
    response: { ...response, headersSize: -1, ...onlyIf("_transferSize" in response, { _transferSize: -1 }) },
  };
}
