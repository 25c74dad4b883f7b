import { UserError } from "../../errors.ts";
import { type Io, tell } from "../io.ts";
import { openFile } from "../output/open-file.ts";
import { openLive, reasonOf } from "./open-live.ts";

export interface RecordLiveOptions {
  readonly flow?: string | undefined;
  readonly rotate?: string | undefined;
  readonly io: Io;
}

/** `wirewalk record --open`: the same recording, shown in a browser in the meantime. The browser can never end a recording. */
export async function recordLive<Recorded>(
  file: string,
  { rotate, flow, io }: RecordLiveOptions,
  record: () => Promise<Recorded>,
): Promise<Recorded> {
  if (rotate !== undefined) {
    throw new UserError(
      "--open cannot be combined with --rotate: it shows one recording, and --rotate writes several.",
      {
        hint: "Use only one of the two. To open a finished part, run `wirewalk open app.000001.har`.",
      },
    );
  }
  const page = await openLive(file, { flow, io });
  tell(io, `Live report: ${page.url}`);
  const ended = new AbortController();
  const [following] = [page.follow(ended.signal), show(page.url, io)].map((one) => one.catch(() => false));
  try {
    const recorded = await record();
    ended.abort();
    await following;
    await page.showReport().catch(async (error: unknown) => {
      tell(io, `The report could not be shown: ${reasonOf(error)}`);
      await page.breakOff(reasonOf(error));
    });
    return recorded;
  } catch (error) {
    ended.abort();
    await following;
    await page.breakOff(reasonOf(error));
    throw error;
  }
}

async function show(url: string, io: Io): Promise<boolean> {
  try {
    await openFile(url, io.env);
    return true;
  } catch {
    tell(io, "No browser could be opened: open that address yourself.");
    return false;
  }
}
