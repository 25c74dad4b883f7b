import { readFile, writeFile } from "node:fs/promises";

import { describeCommands } from "../src/cli/completion/describe-commands.ts";
import { toMdoc } from "./man/mdoc.ts";

const PAGE = new URL("../man/wirewalk.1", import.meta.url);

/** Writes the manual page: `npm run man`; with `--check` it only compares, and exits 1. */
if (import.meta.main) {
  const text = toMdoc(await describeCommands());
  const current = await readFile(PAGE, "utf8").catch(() => "");
  if (text !== current && process.argv.includes("--check")) {
    console.error("man/wirewalk.1 is out of date.\n  Hint: run `npm run man`.");
    process.exitCode = 1;
  } else if (text !== current) {
    await writeFile(PAGE, text);
  }
}
