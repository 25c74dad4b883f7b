import { execFileSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";

import { describe, expect, onTestFinished, test } from "vitest";

import { findKey, forgetKey, keepKey } from "../../../src/trace/journal/key-file.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";

const KEY = Buffer.alloc(32, 7);

/** A file in place of a journal, and the path of its key. */
async function keep(): Promise<{ readonly journal: string; readonly file: string }> {
  const journal = join(await tempFolder(), "a.journal");
  writeFileSync(journal, "");
  expect(keepKey(journal, KEY)).toBe(true);
  const folders = [`/run/user/${process.getuid?.()}`, "/dev/shm"].filter(existsSync);
  const end = `-${statSync(journal).ino}.key`;
  const files = folders.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));
  const file = files.find((one) => one.endsWith(end)) ?? "";
  onTestFinished(() => rmSync(file, { force: true }));
  return { journal, file };
}

describe("the key of a journal, in a directory where anybody may put files", () => {
  test("is found until it is forgotten", async () => {
    const { journal, file } = await keep();
    expect(findKey(journal)).toEqual(KEY);
    forgetKey(journal);
    expect([findKey(journal), existsSync(file)]).toEqual([undefined, false]);
  });

  test("replaces the key of an earlier journal", async () => {
    const { journal, file } = await keep();
    writeFileSync(file, "of a journal that had this inode", { mode: 0o644 });
    keepKey(journal, KEY);
    expect(findKey(journal)).toEqual(KEY);
  });

  test("is not used if others can read it, or if a link leads elsewhere", async () => {
    const { journal, file } = await keep();
    chmodSync(file, 0o640);
    expect(findKey(journal)).toBeUndefined();
    chmodSync(file, 0o600);
    copyFileSync(file, `${journal}.copy`);
    rmSync(file);
    symlinkSync(`${journal}.copy`, file);
    expect(findKey(journal)).toBeUndefined();
  });

  test("is removed if somebody has deleted its journal, or the directory around it", async () => {
    const [deleted, renamed, kept] = [await keep(), await keep(), await keep()];
    rmSync(deleted.journal);
    renameSync(renamed.journal, `${renamed.journal}.old`);
    const gone = await keep();
    rmSync(dirname(gone.journal), { recursive: true });
    keepKey(kept.journal, KEY);
    expect([deleted, gone, renamed, kept].map(({ file }) => existsSync(file))).toEqual([false, false, true, true]);
    expect(findKey(`${renamed.journal}.old`)).toEqual(KEY);
  });

  test("is removed too when another recording ends or is recovered", async () => {
    const [deleted, ended] = [await keep(), await keep()];
    rmSync(deleted.journal);
    forgetKey(ended.journal);
    expect([deleted, ended].map(({ file }) => existsSync(file))).toEqual([false, false]);
  });

  test("a pipe in its place blocks nobody", async () => {
    const { journal, file } = await keep();
    rmSync(file);
    execFileSync("mkfifo", ["-m", "600", file]);
    // In a separate process, because nothing else ends a process that waits for a pipe.
    const script = `import { findKey } from ${JSON.stringify(join(import.meta.dirname, "../../../src/trace/journal/key-file.ts"))}; console.log(findKey(process.argv[1]));`;
    const argv = ["--input-type=module", "-e", script, journal];
    expect(execFileSync(process.execPath, argv, { timeout: 10_000, encoding: "utf8" })).toBe("undefined\n");
  });
});
