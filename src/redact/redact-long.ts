import { mapStrings } from "../json/map-strings.ts";
import { onlyKnown } from "../json/only-known.ts";
import { createAliasNumbering } from "../trace/alias.ts";
import { serializeTraceChunks } from "../trace/model/serialize.ts";
import type { Entry, Origin, Trace } from "../trace/model/types.ts";
import { addAlike } from "./add-alike.ts";
import { maskEntry } from "./mask-entry.ts";
import { type RedactedTrace, finishEntry, sumUp } from "./redact-trace.ts";
import type { Redactor } from "./redactor.ts";
import { refuseLeaks } from "./scan/gate.ts";
import { substituteEntry } from "./substitute-entry.ts";
import { type Substitutes, createSubstitutes } from "./substitutes.ts";

/**
 * The same as `redactTrace` for a trace that is longer than memory: it is read twice, once to learn from all of it, once to mask it, with
 * one exchange in memory at a time. The counts refer to the text produced so far.
 */
export function redactLong({ log }: Trace, redactor: Redactor): Omit<RedactedTrace, "trace"> {
  const numbering = createAliasNumbering();
  const isOurs = log._wirewalk !== undefined;
  const maskOne = (entry: Entry): Entry => maskEntry(mapStrings(entry, numbering.reopen), redactor, isOurs);
  for (const entry of log.entries) maskOne(entry);
  const { entries, _wirewalk: recorded, ...head } = log;
  const open = mapStrings({ ...head, _wirewalk: recorded }, numbering.reopen);
  const substitutes = learnSubstitutes(log.entries, redactor, maskOne);
  const replace = substitutes?.replace ?? ((text: string) => text);
  const finishText = (text: string): string => replace(numbering.number(redactor.redactOutput(text)));
  const { _wirewalk: origin, creator, ...others } = open;
  function* masked(): Generator<Entry> {
    for (const entry of entries) {
      const finished = finishEntry(maskOne(entry), redactor, numbering);
      yield substitutes === undefined ? finished : substituteEntry(finished, substitutes);
    }
  }
  const originOf = (): Origin => ({
    format: 1,
    ...mapStrings(origin, finishText),
    ...addAlike(recorded?.alike, redactor.findAlike(numbering.aliasOf)),
    redacted: sumUp(recorded?.redacted ?? {}, numbering.counts),
    ...onlyKnown({ substituted: substitutes?.counts }),
  });
  const fields = { creator, ...mapStrings(others, finishText) };
  const chunks = refuseLeaks(serializeTraceChunks(fields, masked(), originOf), redactor.findLearned);
  return { chunks, counts: numbering.counts };
}

/** A host may be mentioned alone before the first URL that shows that it is one. */
function learnSubstitutes(
  entries: readonly Entry[],
  redactor: Redactor,
  mask: (entry: Entry) => Entry,
): Substitutes | undefined {
  if (redactor.substitute.length === 0) return undefined;
  const substitutes = createSubstitutes(redactor.substitute);
  for (const entry of entries) {
    mapStrings(mapStrings(mask(entry), redactor.redactText), (text) => {
      substitutes.learn(text);
      return text;
    });
  }
  return substitutes;
}
