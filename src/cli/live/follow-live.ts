import { type Io, tell } from "../io.ts";
import { openFile } from "../output/open-file.ts";
import { openLive, reasonOf } from "./open-live.ts";

export interface FollowOptions {
  readonly flow: string | undefined;
  readonly named?: string | undefined;
  /** Whether to print the URL instead of opening it. */
  readonly print: boolean;
}

/** `wirewalk open TRACE --live`: shows a recording that another command makes, until it has ended; returns the exit code. */
export async function followLive(file: string, { print, ...options }: FollowOptions, io: Io): Promise<number> {
  const page = await openLive(file, { ...options, io });
  try {
    if (print) io.stdout.write(`${page.url}\n`);
    else await openFile(page.url, io.env);
    tell(io, `Waiting for exchanges of ${file}. Press Ctrl-C to stop.`);
    if (await page.follow(io.interruption())) await page.showReport();
    else await page.breakOff("Stopped. The recording may still be running.");
    return 0;
  } catch (error) {
    await page.breakOff(reasonOf(error));
    throw error;
  }
}
