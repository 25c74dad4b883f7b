import { createTally } from "../../sequence/tally.ts";
import type { ReadSpan } from "../read/spans.ts";
import { hostOf, operationOf, systemOf, targetOf } from "./span-facts.ts";

/** What was done during a call and is no call itself, in words: `postgresql SELECT orders (3 times)`. */
export function describeSpans(spans: readonly ReadSpan[]): readonly string[] {
  const counts = createTally<string>();
  for (const span of spans) counts.add(describeSpan(span));
  return Array.from(counts.entries(), ([text, count]) => (count === 1 ? text : `${text} (${count} times)`));
}

function describeSpan(span: ReadSpan): string {
  const target = targetOf(span);
  const host = hostOf(span.values);
  const at = host === undefined ? "" : ` at ${host}`;
  const failed = span.isFailed ? ", failed" : "";
  return `${systemOf(span)} ${operationOf(span)}${target === undefined ? "" : ` ${target}`}${at}${failed}`;
}
