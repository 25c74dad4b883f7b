import { escapeUnseen } from "../../json/escape-unseen.ts";
import { chunksOfTrace } from "../../trace/model/serialize.ts";
import type { Subject } from "../subject.ts";

/** The trace as HAR 1.2, even if it was read from a journal. */
export function* toHar({ trace }: Subject): Generator<string> {
  for (const chunk of chunksOfTrace(trace)) yield escapeUnseen(chunk);
}
