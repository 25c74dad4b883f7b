import { expect, test } from "vitest";

import { UserError } from "../../../src/errors.ts";
import { toUnwrittenError } from "../../../src/record/command/unwritten.ts";
import { fileError } from "../../../src/trace/files/file-error.ts";

test("a trace that cannot be written reports how to rebuild it from the journal, and keeps the command's exit code", () => {
  const full = fileError(Object.assign(new Error("full"), { code: "ENOSPC" }), "write", "t.har");
  const unwritten = { journal: "t.har.journal", exitCode: 0 };
  expect(toUnwrittenError(full, unwritten)).toMatchObject({
    message: 'Cannot write "t.har": no space is left on the disk.',
    hint: expect.stringContaining("`wirewalk recover t.har.journal -o FILE`"),
    exitCode: 2,
  });
  expect(toUnwrittenError(full, { ...unwritten, exitCode: 7 })).toMatchObject({ exitCode: 7 });
});

test("other errors stay unchanged", () => {
  const leak = new UserError("Not writing: a secret.", { exitCode: 4 });
  expect(toUnwrittenError(leak, { journal: "t.har.journal", exitCode: 0 })).toBe(leak);
});
