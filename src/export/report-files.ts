import { readFileSync } from "node:fs";

import { locateOwnFile } from "../own-files.ts";

/** What every report is made of. */
export interface ReportFiles {
  readonly page: string;
  readonly style: string;
  readonly script: string;
}

/** Reads the parts of the report, which belong to this program. */
export function readReportFiles(): ReportFiles {
  return {
    page: readPart("page.html"),
    style: readPart("report.css"),
    script: wrap(SCRIPTS),
  };
}

/** Reads the parts of the report of a comparison. */
export function readComparisonFiles(): ReportFiles {
  return {
    page: readPart("comparison/page.html"),
    style: readPart("report.css") + readPart("comparison/comparison.css"),
    script: wrap(["dom.js", "comparison/ladders.js", "comparison/main.js"]),
  };
}

/** Reads the parts of the report that grows during a recording. */
export function readLiveFiles(): ReportFiles {
  return {
    page: readPart("live/page.html"),
    style: readPart("report.css") + readPart("live/live.css"),
    script: wrap([...SCRIPTS.slice(0, -1), "live/ladder.js", "live/main.js"]),
  };
}

/** They are joined into one script in this order; only the last one runs code when it is loaded. */
const SCRIPTS = [
  "dom.js",
  "json-tree.js",
  "diagram.js",
  "command.js",
  "batches.js",
  "steps.js",
  "found.js",
  "filters.js",
  "main.js",
] as const;

function wrap(names: readonly string[]): string {
  return `"use strict";\n(() => {\n${names.map(readModule).join("\n")}})();\n`;
}

/** A module without its imports and exports: a page opened from a disk may load no other file. */
function readModule(name: string): string {
  return readPart(name)
    .replaceAll(/^import .*;\n+/gm, "")
    .replaceAll(/^export /gm, "");
}

function readPart(name: string): string {
  return readFileSync(locateOwnFile(`templates/report/${name}`), "utf8");
}
