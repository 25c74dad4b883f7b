import type { RecordLiveOptions } from "../../live/record-live.ts";

/** Records, and shows the recording in a browser in the meantime; the server of that page is loaded only on request. */
export async function showing(
  file: string,
  options: RecordLiveOptions,
  record: () => Promise<number>,
): Promise<number> {
  const { recordLive } = await import("../../live/record-live.ts");
  return recordLive(file, options, record);
}
