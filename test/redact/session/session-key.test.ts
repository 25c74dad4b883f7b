import { chmod, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inspect } from "node:util";

import { describe, expect, test } from "vitest";

import { findSessionKey } from "../../../src/redact/session/find-session-key.ts";
import { type SessionKey, makeSessionKeyText, parseSessionKey } from "../../../src/redact/session/session-key.ts";
import type { LearnedSecret } from "../../../src/redact/vault/alias-book.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";

const keyOf = (text = makeSessionKeyText()): SessionKey => parseSessionKey(text) as SessionKey;
const secret = (value: string): LearnedSecret => ({ value, replacement: "REDACTED-token-~1", secretClass: "token" });

describe("a session's key", () => {
  test("gives a value the same name wherever it is, and another key gives it another name", () => {
    const text = makeSessionKeyText();
    expect(keyOf(text).numberOf("tok-1")).toBe(keyOf(text).numberOf("tok-1"));
    expect(keyOf(text).numberOf("tok-1")).not.toBe(keyOf(text).numberOf("tok-2"));
    expect(keyOf(text).numberOf("tok-1")).not.toBe(keyOf().numberOf("tok-1"));
  });

  test("opens what it sealed, whatever its content, and no other key does", () => {
    const key = keyOf();
    const secrets = Array.from({ length: 250 }, (_, index) => secret(`tok-${index}-ü`));
    const sealed = key.seal(secrets);
    expect(sealed.flatMap((piece) => key.open(piece) ?? [])).toEqual(secrets);
    expect(sealed.join("")).not.toContain("tok-");
    expect(sealed.map(keyOf().open)).toEqual([undefined, undefined, undefined]);
    const [first = ""] = sealed;
    expect(key.open(`${first.slice(0, 40)}${first[40] === "A" ? "B" : "A"}${first.slice(41)}`)).toBeUndefined();
    expect(key.open(first.slice(0, 50))).toBeUndefined();
    expect(key.open("")).toBeUndefined();
  });

  test("does not reveal the length of a secret", () => {
    const key = keyOf();
    expect(key.seal([secret("a")])[0]?.length).toBe(key.seal([secret("a longer one")])[0]?.length);
  });

  test("is in none of its printed or written forms", () => {
    const text = makeSessionKeyText();
    const key = keyOf(text);
    for (const shown of [JSON.stringify(key), inspect(key, { depth: 9, showHidden: true }), key.id]) {
      expect(shown).not.toContain(text.slice(4));
    }
  });
});

describe("where a recorder finds the key", () => {
  const textOf = (run: () => unknown): string => {
    try {
      run();
    } catch (error) {
      return String(error);
    }
    return "no error";
  };

  test("in the variable, or in the file that it names", async () => {
    const text = makeSessionKeyText();
    const file = join(await tempFolder(), "s.session-key");
    await writeFile(file, `${text}\n`, { mode: 0o600 });
    const ids = [text, file, ` ${file} `].map((WIREWALK_SESSION) => findSessionKey({ WIREWALK_SESSION })?.id);
    expect(new Set(ids)).toEqual(new Set([keyOf(text).id]));
    expect(findSessionKey({})).toBeUndefined();
    expect(findSessionKey({ WIREWALK_SESSION: "" })).toBeUndefined();
  });

  test.each(["wws_short", `${makeSessionKeyText()}x`, makeSessionKeyText().slice(0, -1)])(
    "an incomplete key is refused, and not shown",
    (WIREWALK_SESSION) => {
      const message = textOf(() => findSessionKey({ WIREWALK_SESSION }));
      expect(message).toContain("WIREWALK_SESSION does not contain a complete session key.");
      expect(message).not.toContain(WIREWALK_SESSION);
    },
  );

  test("a file that is invalid, missing, or readable by others is refused, and its content is not shown", async () => {
    const folder = await tempFolder();
    const text = makeSessionKeyText();
    const [open, other, loop] = [join(folder, "open"), join(folder, "other"), join(folder, "loop")];
    await writeFile(open, text);
    await chmod(open, 0o644);
    await writeFile(other, "hunter2hunter2", { mode: 0o600 });
    await symlink(loop, loop);
    const messages = [open, other, folder, join(folder, "none"), loop].map((WIREWALK_SESSION) =>
      textOf(() => findSessionKey({ WIREWALK_SESSION })).replaceAll(folder, "DIR"),
    );
    expect(messages).toEqual([
      'UserError: Others may read the session key in "DIR/open".',
      'UserError: "DIR/other" does not contain a session key.',
      'UserError: "DIR" is not a session key file.',
      'UserError: Cannot read "DIR/none": it does not exist.',
      expect.stringMatching(/^UserError: Cannot read "DIR\/loop": its symbolic links lead back to themselves\.$/),
    ]);
  });
});
