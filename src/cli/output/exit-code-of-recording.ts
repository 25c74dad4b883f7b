import type { SaveSummary } from "../../record/capture/save.ts";

/** For a recording whose program succeeded: scripts must be able to detect that exchanges are missing. */
export function exitCodeOfRecording({ lost = 0 }: Partial<Pick<SaveSummary, "lost">>): number {
  return lost > 0 ? 2 : 0;
}
