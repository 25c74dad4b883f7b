import { basename } from "node:path";

import { UserError } from "../../../errors.ts";
import { nameRecorder } from "../../../otlp/name-recorder.ts";
import {
  type EndRequest,
  type EndedRecording,
  toEndRequests,
  toLineRequests,
  toSession,
} from "../../../otlp/write/live-spans.ts";
import { openSecrets } from "../../../record/capture/sealed-secrets.ts";
import { createRedactor } from "../../../redact/redactor.ts";
import type { Exchange } from "../../../trace/journal/exchange.ts";
import { followJournal } from "../../../trace/journal/follow-journal.ts";
import { encodeExchange } from "../../../trace/journal/journal.ts";
import type { Io } from "../../io.ts";
import { openTraceHere } from "../../open-walkthrough.ts";
import { nameSession } from "../../options/name-session.ts";

/** An interrupted recording: sends the spans that it would have sent itself, up to the interruption. */
export async function openJournalRequests(file: string, io: Io): Promise<() => Iterable<EndRequest>> {
  const trace = await openTraceHere(file, io, { isAsRecorded: true });
  const journal = followJournal(file);
  const [header = "", first] = journal.next(1 << 16);
  if (first === undefined && trace.log.entries.length === 0) {
    throw new UserError(`"${file}" contains no completed exchanges.`, { hint: "There is nothing to send." });
  }
  const redactor = createRedactor({ learned: openSecrets(file) });
  const lines = journal.readAll();
  /** Exchanges in which a secret was detected later: their earlier spans may be in the store without the mask. */
  const changed = new Set<number>();
  const exchanges = function* (): Generator<Exchange> {
    for (const exchange of lines.exchanges()) {
      const before = encodeExchange(exchange);
      redactor.sweepExchange(exchange);
      if (encodeExchange(exchange) !== before) changed.add(exchange.seq);
      yield exchange;
    }
  };
  const recording: Omit<EndedRecording, "isSent"> = {
    session: toSession(header, first ?? ""),
    name: nameRecorder(file),
    group: nameSession(io),
    client: lines.header?.origin?.command?.argv[0] ?? basename(file).replace(/\..*$/, ""),
    headers: false,
    trace,
    exchanges,
  };
  return function* () {
    const encoded = function* (): Generator<string> {
      for (const exchange of exchanges()) if (!changed.has(exchange.seq)) yield encodeExchange(exchange);
    };
    for (const { body, begun } of toLineRequests(encoded(), recording))
      yield { body, exchanges: begun.length, late: 0 };
    yield* toEndRequests({ ...recording, isSent: (number) => !changed.has(number) });
  };
}
