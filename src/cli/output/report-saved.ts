import type { SaveSummary } from "../../record/capture/save.ts";
import { adviseOn } from "../../record/proxy/gateway-page.ts";
import type { RecordedPrograms } from "../../record/record-proxy.ts";
import { countOf } from "../../sequence/count-of.ts";
import { listFew } from "../../sequence/list-few.ts";
import { describeMissing, describePassed } from "../../trace/missing.ts";
import { type Io, tell } from "../io.ts";
import { describeMasked } from "./describe-masked.ts";
import { describeUnanswered } from "./describe-unanswered.ts";

type Saved = Omit<SaveSummary, "mask"> & { readonly earlier?: string };

/** Reports what was recorded and where. */
export function reportSaved(saved: Saved, io: Io): void {
  const { file, parts, removed, exchanges, unanswered, failed, missing, lost, redacted, possible, earlier } = saved;
  const failures = `${describeUnanswered(unanswered)}${describeUnanswered(failed, "failed")}`;
  const of = parts === undefined ? "" : `${countOf(parts.length, "part")}: `;
  const recorded = `${countOf(exchanges, "exchange")} in ${of}${file}${failures}`;
  tell(io, `Recorded ${recorded}; ${describeMasked(redacted)}.`);
  if (removed !== undefined) {
    const older = `${countOf(removed.parts, "older part")} with ${countOf(removed.exchanges, "exchange")}`;
    tell(io, `Removed ${older} (--keep).`);
  }
  for (const hint of listHints(unanswered)) tell(io, `  Hint: ${hint}`);
  if (earlier !== undefined) tell(io, `Kept the earlier trace as ${earlier}.`);
  for (const one of missing) if (one.kind === "cut") tell(io, describeMissing(one));
  if (lost > 0) tell(io, `${countOf(lost, "exchange")} could not be recorded.`);
  if (possible.length > 0) {
    tell(io, `Check line ${listFew(possible, LISTED)}: it may contain a secret that is too short to mask everywhere.`);
  }
}

/**
 * Hints that are otherwise only on the page with status 502, which few programs print. Refusals by the client are reported with the
 * connection.
 */
function listHints(unanswered: Saved["unanswered"]): ReadonlySet<string> {
  const own = unanswered.filter(({ reason }) => !reason.startsWith("the client refused"));
  return new Set(own.map(({ code = "" }) => adviseOn(code)).filter((hint) => hint !== ""));
}

const LISTED = 5;

/** Lists what bypassed the recorder, or what a replay could not serve. */
export function reportBypasses(bypasses: RecordedPrograms["bypasses"], io: Io, what = "Not recorded"): void {
  for (const bypass of bypasses) {
    const { host, reason, count } = bypass;
    tell(io, `${what}: ${countOf(count, "connection")} to ${host}: ${reason}${describePassed(bypass)}.`);
  }
}
