import { expect, test } from "vitest";

import { renameWords } from "../../src/compare/made-up.ts";

const rename = (text: string): string => renameWords(text, (word) => (word === "run-k3x9" ? "run-a1b2" : undefined));

test("a word is renamed as a whole, also before a full stop or an ellipsis", () => {
  expect(rename("run-k3x9, run-k3x9. run-k3x9... my-run-k3x9")).toBe("run-a1b2, run-a1b2. run-a1b2... my-run-k3x9");
});

test("a line of a million dashes is processed without delay", () => {
  const line = `${"-".repeat(1_000_000)}x`;
  expect(rename(line)).toBe(line);
});
