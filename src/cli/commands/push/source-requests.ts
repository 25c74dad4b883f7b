import { UserError } from "../../../errors.ts";
import { isOtlp, BEGINNING } from "../../../otlp/is-otlp.ts";
import { OURS } from "../../../otlp/names.ts";
import { readDocuments } from "../../../otlp/read/documents.ts";
import type { EndRequest } from "../../../otlp/write/live-spans.ts";
import { openFileSource } from "../../../trace/files/file-source.ts";
import { isFile } from "../../../trace/files/is-file.ts";
import type { TextSource } from "../../../trace/stream/text-source.ts";
import type { Io } from "../../io.ts";
import { openTraceHere } from "../../open-walkthrough.ts";
import { nameSession } from "../../options/name-session.ts";
import { countExchanges, toRequests } from "./trace-requests.ts";

/** The contents of a file to send, as requests that can be made again. */
export async function openRequests(file: string, io: Io): Promise<() => Iterable<EndRequest>> {
  if (await isFile(file)) {
    const source = await openFileSource(file);
    const beginning = source.text(0, Math.min(source.length, BEGINNING));
    if (beginning.startsWith('{"wirewalkJournal":')) {
      const { openJournalRequests } = await import("./journal-requests.ts");
      return openJournalRequests(file, io);
    }
    if (isOtlp(beginning) && beginning.includes(`"${OURS.session}"`)) return () => sendAgain(source);
  }
  return toRequests(await openTraceHere(file, io, { isAsRecorded: true }), file, nameSession(io));
}

/** A file that wirewalk wrote for sending, line by line, unchanged. */
function* sendAgain(source: TextSource): Generator<EndRequest> {
  for (const { value, start, end } of readDocuments(source)) {
    if (value === undefined) {
      throw new UserError(`"${source.name}" is truncated, or one of its lines is damaged.`, {
        hint: "Export its trace again: `wirewalk export TRACE --format otlp`.",
      });
    }
    const body = source.text(start, end);
    yield { body, exchanges: countExchanges(body), late: 0 };
  }
}
