import { json, text } from "./messages.ts";
import type { Decoy, Message } from "./plant.ts";

export interface DecoyMaker {
  /** A message with what it has to keep. */
  readonly decoy: (name: string, message: Message, keeps: string) => Decoy;
  /** A value as a body, and in a line of a log. */
  readonly values: (values: readonly unknown[]) => readonly Decoy[];
  /** A text within JSON. */
  readonly inJson: (texts: readonly string[]) => readonly Decoy[];
  readonly paths: (paths: readonly string[]) => readonly Decoy[];
  readonly headers: (headers: readonly (readonly [name: string, value: string])[]) => readonly Decoy[];
}

export function makeDecoys(kind: string): DecoyMaker {
  const decoy = (name: string, message: Message, keeps: string): Decoy => ({
    kind,
    name: name.slice(0, 80),
    messages: [message],
    keeps: [keeps],
  });
  return {
    decoy,
    values: (values) => {
      const written = values.map((value) => [value, JSON.stringify(value)] as const);
      return [
        ...written.map(([value, one]) => decoy(one, json(value), one)),
        ...written.map(([, one]) => decoy(`log: ${one}`, text(`10:00 out: ${one}\n`), one)),
      ];
    },
    inJson: (texts) => texts.map((one) => decoy(`in JSON: ${one}`, json({ note: one }), JSON.stringify(one))),
    paths: (paths) => paths.map((path) => decoy(path, { path }, path)),
    headers: (headers) =>
      headers.map(([name, value]) => decoy(`${name}: ${value}`, { responseHeaders: [[name, value]] }, value)),
  };
}
