import { basename } from "node:path";

import { UserError } from "../../errors.ts";
import { MOST_IN_REPORT } from "../../export/formats/html.ts";
import { createLivePage } from "../../export/live-page.ts";
import { catalog } from "../../flows/catalog.ts";
import { findProfile } from "../../project/find-profile.ts";
import { countOf } from "../../sequence/count-of.ts";
import { traceFileOf } from "../../trace/journal/trace-file-of.ts";
import { type Io, tell } from "../io.ts";
import { findNames, openWalkthrough } from "../open-walkthrough.ts";
import { followRecording } from "../output/follow-recording.ts";
import { writeReport } from "../output/write-report.ts";
import { createStepFinder } from "./find-steps.ts";
import { type LiveServer, openLiveServer } from "./live-server.ts";

/** A page in the browser that grows during a recording. */
export interface LivePage {
  readonly url: string;
  /**
   * Sends finished exchanges until the trace exists, or until the signal; returns whether it exists.
   *
   * @throws UserError if the recording is interrupted
   */
  readonly follow: (signal: AbortSignal) => Promise<boolean>;
  /** Turns it into the report of the trace that was written. */
  readonly showReport: () => Promise<void>;
  /** Shows on the page why there is no report, and ends it. */
  readonly breakOff: (why: string) => Promise<void>;
}

export interface LiveOptions {
  readonly flow: string | undefined;
  /** Walkthrough that the user named. */
  readonly named?: string | undefined;
  readonly io: Io;
}

/** @param file the trace that is or will be recorded, or its journal */
export async function openLive(file: string, { flow, named, io }: LiveOptions): Promise<LivePage> {
  const trace = traceFileOf(file);
  const server = await openLiveServer(createLivePage(basename(trace)));
  return {
    url: server.url,
    follow: (signal) => follow(server, { file, flow, named, signal }),
    showReport: async () => {
      const opened = await openWalkthrough(trace, flow, { io, named, takesAll: true });
      // The server stops when the recording has ended; the report stays.
      const path = await writeReport(opened);
      server.serveReport(path);
      const count = countOf(opened.trace.log.entries.length, "exchange");
      server.send("end", { text: `The recording has ended: ${count}.`, report: "report" });
      tell(io, `Wrote the report to ${path}.`);
      await server.close();
    },
    breakOff: async (why) => {
      server.send("failed", { text: why });
      await server.close();
    },
  };
}

interface Following {
  readonly file: string;
  readonly flow: string | undefined;
  readonly named: string | undefined;
  readonly signal: AbortSignal;
}

async function follow(server: LiveServer, { file, flow, named, signal }: Following): Promise<boolean> {
  const { names } = await findNames(file, { named });
  const findNew = createStepFinder();
  let isFull = false;
  for await (const { trace, isWhole } of followRecording(file, signal)) {
    if (isWhole) return true;
    const known = { ...names, profile: await findProfile(trace, flow, catalog) };
    for (const step of findNew(trace, known)) server.send("step", step);
    if (isFull || trace.log.entries.length <= MOST_IN_REPORT) continue;
    isFull = true;
    server.send("full", { text: `Recording. This page shows the first ${MOST_IN_REPORT} exchanges.` });
  }
  return false;
}

/** The text that the page shows for an error that ended the recording. */
export function reasonOf(error: unknown): string {
  return error instanceof UserError ? error.message : "The recording failed.";
}
