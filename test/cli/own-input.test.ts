import { link, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { COMMANDS } from "../../src/cli/commands.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { runCli } from "./run-cli.ts";
import { IMAGES, writeTraceFile } from "./write-trace-file.ts";

/** How each command with -o is made to read a trace and write a file. */
const LINES: Readonly<Record<string, (input: string) => readonly string[]>> = {
  render: (input) => ["render", input],
  diagram: (input) => ["diagram", input],
  diff: (input) => ["diff", input, input],
  export: (input) => ["export", input, "--format", "html"],
  share: (input) => ["share", input],
  import: (input) => ["import", input],
  redact: (input) => ["redact", input],
  gather: (input) => ["gather", input],
  recover: (input) => ["recover", input],
  record: (input) => ["record", "--cacert", input],
};

const programOf = (name: string): readonly string[] => (name === "record" ? ["--", "true"] : []);

/** These commands read no file that -o could name. */
const WITHOUT_INPUT = ["ca", "proxy", "templates"];

const namesOf = async (): Promise<readonly string[]> => {
  const names: string[] = [];
  for (const { form } of COMMANDS) {
    const [name = ""] = form.split(" ");
    const { stdout } = await runCli([name, "--help"]);
    if (/-o, |--output/.test(stdout)) names.push(name);
  }
  return names;
};

test("the table knows every command that writes to the file of -o", async () => {
  expect((await namesOf()).toSorted()).toEqual([...Object.keys(LINES), ...WITHOUT_INPUT].toSorted());
});

describe.each(Object.entries(LINES))("wirewalk %s", (name, lineOf) => {
  test.each(["the same path", "another way to write it", "a hard link", "a symbolic link"])(
    "does not overwrite its input: %s",
    async (how) => {
      const input = await writeTraceFile(...IMAGES);
      const before = await readFile(input, "utf8");
      const folder = join(input, "..");
      const other = join(folder, "other.har");
      if (how === "a hard link") await link(input, other);
      if (how === "a symbolic link") await symlink(input, other);
      const output =
        how === "the same path" ? input : how.startsWith("another") ? `${folder}/./x/../images.har` : other;
      await mkdir(join(folder, "x"));
      const outcome = await runCli([...lineOf(input), "-o", output, ...programOf(name)]);
      expect(outcome.exitCode).toBe(2);
      expect(outcome.stderr).toMatch(
        /^Did not write ".*": (?:it is the same file as ".*", and )?this command reads it\.\n {2}Hint: Name another file with -o\.\n$/,
      );
      expect(await readFile(input, "utf8")).toBe(before);
    },
  );

  test("does not replace a trace, or another file, by one of another kind", async () => {
    const input = await writeTraceFile(...IMAGES);
    const trace = await writeTraceFile(...IMAGES);
    const text = join(await tempFolder(), "notes.md");
    await writeFile(text, "precious");
    const writesTrace = ["import", "redact", "gather", "recover", "record"].includes(name);
    const other = writesTrace ? text : trace;
    const before = await readFile(other, "utf8");
    const { exitCode, stderr } = await runCli([...lineOf(input), "-o", other, ...programOf(name)]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(
      writesTrace ? "and is not a trace. Nothing was written." : "it is a trace, and the new content is not",
    );
    expect(await readFile(other, "utf8")).toBe(before);
  });

  test.each(["504b0304", "1f8b08", "28b52ffd"])(
    "does not replace packed input that may contain one: %s",
    async (beginning) => {
      const input = await writeTraceFile(...IMAGES);
      const other = join(await tempFolder(), "handed-over.zip");
      const before = Buffer.concat([Buffer.from(beginning, "hex"), Buffer.from("…")]);
      await writeFile(other, before);
      const { exitCode, stderr } = await runCli([...lineOf(input), "-o", other, ...programOf(name)]);
      // An archive is created again.
      if (name === "share") return expect(exitCode, stderr).toBe(0);
      expect(exitCode, stderr).toBe(2);
      expect(await readFile(other)).toEqual(before);
    },
  );
});
