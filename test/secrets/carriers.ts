import { json, text } from "./messages.ts";
import type { Message } from "./plant.ts";

/** A message that has a text, and how its name says where. */
export type Carrier = readonly [name: string, carry: (written: string) => Message];

/** Where a text with a secret is found: by itself, as a value of JSON, in a line of a log. */
export const CARRIERS: readonly Carrier[] = [
  ["", (written) => text(written)],
  [", in JSON", (written) => json({ id: 1, content: written })],
  [", in a log", (written) => text(`2026-11-30 10:00:00,123 DEBUG [main] out: ${written}\n`)],
];
