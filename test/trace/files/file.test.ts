import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, lstat, mkdir, readFile, readdir, stat, symlink, watch, writeFile } from "node:fs/promises";
import { constants } from "node:os";
import { join } from "node:path";
import { getSystemErrorMap } from "node:util";

import { describe, expect, test } from "vitest";

import { UserError } from "../../../src/errors.ts";
import { fileError, isDiskError } from "../../../src/trace/files/file-error.ts";
import { readText, readTrace, writeTrace } from "../../../src/trace/files/file.ts";
import { NoSpaceError, isNoSpace } from "../../../src/trace/files/no-space.ts";
import { type FileContent, writeFileAtomically } from "../../../src/trace/files/write-file.ts";
import type { Trace } from "../../../src/trace/model/types.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";

const trace: Trace = {
  log: {
    version: "1.2",
    creator: { name: "wirewalk", version: "1" },
    entries: [],
    _wirewalk: { format: 1, redacted: { token: 1 } },
  },
};

test("a written trace is read again", async () => {
  const file = join(await tempFolder(), "new", "folder", "a.har");
  await writeTrace(file, trace);
  expect(await readTrace(file)).toEqual(trace);
});

test("a journal is read as a trace", async () => {
  const file = join(await tempFolder(), "a.har.journal");
  await writeFile(file, '{"wirewalkJournal":1}\n[1,179');
  const { log } = await readTrace(file);
  expect(log.entries).toEqual([]);
  expect(log._wirewalk?.format).toBe(1);
});

test("a message about a file that is not a trace names the file", async () => {
  const file = join(await tempFolder(), "a.har");
  await writeFile(file, "{");
  await expect(readTrace(file)).rejects.toThrow(`Trace "${file}" is not valid JSON (line 1, column 2).`);
});

describe("writeFileAtomically", () => {
  function* lazily(): Generator<string | Uint8Array> {
    yield "a";
    yield Buffer.from("b");
  }

  const contents: { readonly name: string; readonly content: FileContent }[] = [
    { name: "text", content: "ab" },
    { name: "bytes", content: Buffer.from("ab") },
    { name: "pieces", content: ["a", Buffer.from("b")] },
    { name: "pieces made one by one", content: lazily() },
  ];

  test.for(contents)("writes $name", async ({ content }) => {
    const file = join(await tempFolder(), "a");
    await writeFileAtomically(file, content);
    expect(await readFile(file, "utf8")).toBe("ab");
  });

  test("writes an empty file", async () => {
    const file = join(await tempFolder(), "a");
    await writeFileAtomically(file, []);
    expect(await readFile(file, "utf8")).toBe("");
  });

  test("writes many megabytes of small pieces completely", async () => {
    const file = join(await tempFolder(), "a");
    const piece = "0123456789abcde\n".repeat(64);
    await writeFileAtomically(
      file,
      Array.from({ length: 3000 }, () => piece),
    );
    expect(await readFile(file, "utf8")).toBe(piece.repeat(3000));
  });

  test("leaves only the old file if the content fails, and reports why", async () => {
    const folder = await tempFolder();
    const file = join(folder, "a");
    await writeFile(file, "old");
    function* broken(): Generator<string> {
      yield "new";
      throw new Error("a secret is left");
    }
    await expect(writeFileAtomically(file, broken())).rejects.toThrow("a secret is left");
    expect(await readFile(file, "utf8")).toBe("old");
    expect(await readdir(folder)).toEqual(["a"]);
  });

  test("leaves the old file or the new one, complete, if it is killed while it writes", async () => {
    const folder = await tempFolder();
    const file = join(folder, "a.har");
    const program = `
      import { writeFileAtomically } from ${JSON.stringify(new URL("../../../src/trace/files/write-file.ts", import.meta.url).href)};
      for (let letter = "a"; ; letter = letter === "a" ? "b" : "a") {
        await writeFileAtomically(${JSON.stringify(file)}, Array(3000).fill(letter.repeat(1000)));
        process.stdout.write(letter);
      }`;
    for (let round = 0; round < 4; round += 1) {
      const writer = spawn(process.execPath, ["--input-type=module", "-e", program]);
      await once(writer.stdout, "data");
      for await (const { filename } of watch(folder)) if (filename?.includes(".tmp-")) break;
      writer.kill("SIGKILL");
      await once(writer, "exit");
      const text = await readFile(file, "utf8");
      expect([text.length, new Set(text).size]).toEqual([3_000_000, 1]);
    }
    // It was killed in the middle of a write.
    expect((await readdir(folder)).filter((name) => name.includes(".tmp-"))).not.toEqual([]);
  });

  test("leaves no other file after success", async () => {
    const folder = await tempFolder();
    await writeFileAtomically(join(folder, "a"), "x");
    expect(await readdir(folder)).toEqual(["a"]);
  });

  test("keeps the permissions of an existing file", async () => {
    const file = join(await tempFolder(), "a");
    await writeFile(file, "old");
    await chmod(file, 0o640);
    await writeFileAtomically(file, "new", { mode: 0o600 });
    expect((await stat(file)).mode & 0o777).toBe(0o640);
  });

  test("gives a new file the requested permissions", async () => {
    const file = join(await tempFolder(), "a");
    await writeFileAtomically(file, "new", { mode: 0o600 });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  test("writes through a symbolic link", async () => {
    const folder = await tempFolder();
    await mkdir(join(folder, "real"));
    await writeFile(join(folder, "real", "a"), "old");
    await symlink(join("real", "a"), join(folder, "link"));
    await writeFileAtomically(join(folder, "link"), "new");
    expect(await readFile(join(folder, "real", "a"), "utf8")).toBe("new");
    expect((await readdir(folder)).toSorted()).toEqual(["link", "real"]);
  });

  test("writes to a device and leaves it one", async () => {
    await writeFileAtomically("/dev/null", "x");
    expect((await stat("/dev/null")).isCharacterDevice()).toBe(true);
  });

  test.each([
    ["write-file.ts", "writeFileAtomically"],
    ["write-sync.ts", "writeFileSyncAtomically"],
  ])("writes to a pipe, and keeps it and links to it: %s", async (module, write) => {
    const folder = await tempFolder();
    const [stdout, pipe] = [join(folder, "stdout"), join(folder, "pipe")];
    // Like /dev/stdout.
    await symlink("/proc/self/fd/1", stdout);
    execFileSync("mkfifo", [pipe]);
    const source = join(import.meta.dirname, "../../../src/trace/files", module);
    const script = `import { ${write} } from ${JSON.stringify(source)}; await ${write}(process.argv[1], ["text"]);`;
    for (const [file, command] of [
      [stdout, `"$0" --input-type=module -e "$1" "$2" | cat`],
      [pipe, `cat "$2" & "$0" --input-type=module -e "$1" "$2"; wait`],
    ] as const) {
      const argv = ["-c", command, process.execPath, script, file];
      expect(execFileSync("sh", argv, { encoding: "utf8", timeout: 10_000 })).toBe("text");
    }
    expect((await lstat(stdout)).isSymbolicLink()).toBe(true);
    expect((await lstat(pipe)).isFIFO()).toBe(true);
    expect((await readdir(folder)).toSorted()).toEqual(["pipe", "stdout"]);
  });
});

describe("errors of the disk", () => {
  test("a missing file", async () => {
    const file = join(await tempFolder(), "a.har");
    await expect(readTrace(file)).rejects.toThrow(`Cannot read "${file}": it does not exist.`);
  });

  test("a link to itself, also in a directory of traces", async () => {
    const folder = await tempFolder();
    const file = join(folder, "a.har");
    await symlink("a.har", file);
    for (const path of [file, folder]) {
      await expect(readTrace(path)).rejects.toThrow(
        `Cannot read "${file}": its symbolic links lead back to themselves.`,
      );
    }
  });

  test("a directory in place of a file", async () => {
    const folder = await tempFolder();
    await expect(readText(folder)).rejects.toThrow(`Cannot read "${folder}": it is a directory.`);
    await expect(writeFileAtomically(folder, "x")).rejects.toThrow(`Cannot write "${folder}": it is a directory.`);
  });

  test("a file in place of a directory", async () => {
    const folder = await tempFolder();
    await writeFile(join(folder, "a"), "x");
    const file = join(folder, "a", "b");
    const message = `Cannot write "${file}": a part of its path is not a directory.`;
    await expect(writeFileAtomically(file, "x")).rejects.toThrow(message);
  });

  test.for([
    ["ENOSPC", "no space is left on the disk"],
    ["EACCES", "permission denied"],
    ["EMFILE", "system error EMFILE"],
  ])("%s is reported as an error that the user can fix", ([code, reason]) => {
    const cause = Object.assign(new Error(`${code}: write`), { code, syscall: "write" });
    const error = fileError(cause, "write", "a.har");
    expect(error).toMatchObject({
      message: `Cannot write "a.har": ${reason}.`,
      hint: expect.any(String),
      exitCode: 2,
      cause,
    });
  });

  test("an error of our own stays unchanged", () => {
    const error = new UserError("not this one");
    expect(fileError(error, "write", "a.har")).toBe(error);
  });
});

test.each([
  ["ENOSPC", "no space is left on the disk"],
  ["EDQUOT", "your disk quota is used up"],
  ["EIO", "the disk reports an error (EIO)"],
  ["EROFS", "the disk is read-only"],
  ["ESTALE", "its disk was removed"],
  ["ENOTCONN", "its disk was removed"],
])("%s is reported in words, with the file", (code, words) => {
  for (const error of systemErrors(code)) {
    expect(fileError(error, "write", "a.har")).toMatchObject({
      message: `Cannot write "a.har": ${words}.`,
      exitCode: 2,
      hint: expect.stringContaining("another place"),
    });
  }
});

test("a quota that is used up counts as a full disk", () => {
  for (const cause of systemErrors("EDQUOT")) {
    expect(isNoSpace(cause)).toBe(true);
    expect(fileError(new NoSpaceError(cause, 2_000_000), "write", "a.har")).toMatchObject({
      message: 'Cannot write "a.har": your disk quota is used up; the file needs 2.0 MB.',
    });
  }
});

test.each(["EDQUOT", "ESTALE", "EIO"])(
  "where %s is reported, something else can be written to another place",
  (code) => {
    expect(systemErrors(code).map(isDiskError)).toEqual([true, true]);
  },
);

/** As `node:fs` throws it, asynchronously and synchronously: an error number without a name in libuv is reported in two ways. */
function systemErrors(name: string): readonly NodeJS.ErrnoException[] {
  const number = Object.entries(constants.errno).find(([known]) => known === name)?.[1] ?? 0;
  const known = getSystemErrorMap().get(-number)?.[0];
  return [known ?? `Unknown system error ${-number}`, known ?? "UNKNOWN"].map((code) =>
    Object.assign(new Error(`${code}, write`), { errno: -number, code, syscall: "write" }),
  );
}
