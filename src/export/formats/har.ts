import { serializeTrace } from "../../trace/model/serialize.ts";
import type { Subject } from "../subject.ts";
import { escapeUnseen } from "../unseen.ts";

/** The trace as HAR 1.2, also where it came as a journal. */
export function toHar({ trace }: Subject): string {
  return escapeUnseen(serializeTrace(trace));
}
