import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { tempFolder } from "../../helpers/temp-folder.ts";
import { aReport } from "./reports.ts";

export interface Doings {
  /** The content of the topic. @default nothing */
  readonly spans?: string;
  /** Reports, one after the other; the last one is repeated. @default everything is read at once */
  readonly reports?: readonly string[];
  /** Its output to stderr. @default nothing */
  readonly says?: string;
  /** The code with which it exits by itself. @default it runs until it is ended */
  readonly endsWith?: number;
}

const READ = aReport({ partition_start: {}, records: { 1: 1 }, offset_lag: { 1: 0 } });

/** A program in place of a Collector with a kafkareceiver; returns its directory, for PATH. It keeps its configuration and arguments in `given`. */
export async function makeCollector(doings: Doings, name = "otelcol-contrib"): Promise<string> {
  const folder = await tempFolder();
  writeCollector(folder, name, doings);
  return folder;
}

/** The same in a directory of the caller. */
export function writeCollector(folder: string, name: string, doings: Doings): void {
  const { spans = "", reports = [READ], says = "", endsWith } = doings;
  const script = `#!${process.execPath}
const { writeFileSync } = require("node:fs");
const config = process.env.WIREWALK_COLLECTOR_CONFIG;
writeFileSync(${JSON.stringify(join(folder, "given"))}, JSON.stringify({ argv: process.argv.slice(2), config: JSON.parse(config) }));
writeFileSync(JSON.parse(config).exporters.file.path, ${JSON.stringify(spans)});
process.stderr.write(${JSON.stringify(says)});
${endsWith === undefined ? "" : `process.exitCode = ${endsWith}; return;`}
const reports = ${JSON.stringify(reports)};
const report = () => process.stdout.write(reports.length > 1 ? reports.shift() : reports[0]);
setInterval(report, 5);
process.on("SIGTERM", () => process.exit(0));
`;
  const file = join(folder, name);
  // "return" is allowed here only in a function.
  writeFileSync(file, script.replace(/\n([^]*)$/, "\n(() => {\n$1})();\n"));
  chmodSync(file, 0o755);
}
