import { accessSync, closeSync, constants, openSync, readFileSync, readSync, realpathSync, statSync } from "node:fs";
import { basename } from "node:path";

import { findText } from "../../sequence/first-text.ts";
import { matchParts } from "../../sequence/match-parts.ts";
import { listProgramFiles } from "./list-program-files.ts";

/** Facts about a program that are known without running it. */
export interface ProgramFacts {
  /** Path of its file, after following links. */
  readonly name: string;
  /** Name of the interpreter in the first line of a script; "" for a binary. */
  readonly interpreter: string;
  readonly isElf: boolean;
  /** Whether these bytes, as Latin-1, are in it. */
  readonly has: (text: string) => boolean;
}

/** The file that a shell would run, after following links; undefined if there is none. */
export function findProgram(program: string, env: Readonly<Record<string, string | undefined>>): string | undefined {
  const file = listProgramFiles(program, env).find(isExecutable);
  return file && realpathSync(file);
}

export function describeProgram(file: string): ProgramFacts {
  const head = readHead(file);
  const [, line = ""] = matchParts(/^#!\s*([^\n]*)/, head.toString("latin1"));
  // `#!/usr/bin/env -S python3 -u`
  const program = findText(line.split(/\s+/), (word) => !word.startsWith("-") && basename(word) !== "env");
  // Node's own file has 120 MB, and its name is sufficient.
  let content: Buffer | undefined;
  return {
    name: basename(file),
    interpreter: basename(program),
    isElf: head.subarray(0, 4).equals(Buffer.from("\u007FELF", "latin1")),
    has: (text) => (content ??= readAsFar(() => readFileSync(file))).includes(text, 0, "latin1"),
  };
}

function readHead(file: string): Buffer {
  return readAsFar(() => {
    const descriptor = openSync(file, "r");
    try {
      const head = Buffer.alloc(256);
      return head.subarray(0, readSync(descriptor, head));
    } finally {
      closeSync(descriptor);
    }
  });
}

/** A program that can be executed but not read has no known facts. */
function readAsFar(read: () => Buffer): Buffer {
  try {
    return read();
  } catch {
    return Buffer.alloc(0);
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
