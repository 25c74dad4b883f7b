import { expect, test } from "vitest";

import { UserError } from "../../../src/errors.ts";
import { toUnwrittenError } from "../../../src/record/command/unwritten.ts";

test("a trace that cannot be written says how to make it from the journal, and keeps the command's exit code", () => {
  const full = new UserError('Cannot write "t.har": no space is left on the disk.', { hint: "make room." });
  const unwritten = { journal: "t.har.journal", exitCode: 0 };
  expect(toUnwrittenError(full, unwritten)).toMatchObject({
    message: full.message,
    hint: expect.stringContaining("`wirewalk recover t.har.journal -o FILE`"),
    exitCode: 2,
  });
  expect(toUnwrittenError(full, { ...unwritten, exitCode: 7 })).toMatchObject({ exitCode: 7 });
});

test("other errors stay what they are", () => {
  const leak = new UserError("Not writing: a secret.", { exitCode: 4 });
  expect(toUnwrittenError(leak, { journal: "t.har.journal", exitCode: 0 })).toBe(leak);
});
