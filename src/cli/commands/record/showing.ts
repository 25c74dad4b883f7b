import type { RecordLiveOptions } from "../../live/record-live.ts";

/** Records, and shows it in a browser meanwhile; what serves that page is loaded only where it is asked for. */
export async function showing(
  file: string,
  options: RecordLiveOptions,
  record: () => Promise<number>,
): Promise<number> {
  const { recordLive } = await import("../../live/record-live.ts");
  return recordLive(file, options, record);
}
