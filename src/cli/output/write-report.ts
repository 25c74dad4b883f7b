import { join } from "node:path";

import { createReport } from "../../export/export.ts";
import { refuseSecretsIn } from "../../redact/scan/gate.ts";
import { makeTempFolder } from "../../trace/files/temp-folder.ts";
import { writeFileAtomically } from "../../trace/files/write-file.ts";
import type { OpenedTrace } from "../open-walkthrough.ts";

/** Writes the report of a trace into a new folder that only this user can read; returns its path. */
export async function writeReport({ trace, known }: Pick<OpenedTrace, "trace" | "known">): Promise<string> {
  const path = join(makeTempFolder("wirewalk-"), "report.html");
  await writeFileAtomically(path, refuseSecretsIn(path, createReport(trace, known)), { mode: 0o600 });
  return path;
}
