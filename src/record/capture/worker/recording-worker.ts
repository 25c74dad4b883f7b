/**
 * The thread that parses, redacts, and writes the exchanges that the program's thread has recorded. It is loaded by the recorder only, and
 * bundled into a file of its own. It receives no messages: it sleeps on the ring.
 */
import type { MessagePort } from "node:worker_threads";
import { receiveMessageOnPort, workerData } from "node:worker_threads";

import { reasonOf } from "../../../errors.ts";
import { type Redactor, createTwin } from "../../../redact/redactor.ts";
import { parseSessionKey } from "../../../redact/session/session-key.ts";
import { twinStateOf } from "../../../redact/twin.ts";
import type { VaultState } from "../../../redact/vault/vault-twin.ts";
import { fileError } from "../../../trace/files/file-error.ts";
import { createJournalLines } from "../../../trace/journal/journal-lines.ts";
import { encodeExchange } from "../../../trace/journal/journal.ts";
import { readExchange } from "../content.ts";
import { sealLearned } from "../sealed-secrets.ts";
import { KIND } from "./frame.ts";
import { unpackExchange } from "./packed-exchange.ts";
import { type FramedRecord, createRingReader } from "./ring-reader.ts";
import { WORD, openRing } from "./ring.ts";
import type { WorkerNews, WorkerSettings } from "./start-worker.ts";

// Set by start-worker.ts, the only module that starts this thread.
const { settings, port } = workerData as { settings: WorkerSettings; port: MessagePort };

const ring = openRing(settings.ring);
const journalLines = createJournalLines(settings.descriptor, {
  overflow: settings.overflow,
  onElsewhere: (message) => post({ note: message }),
});
let lines = "";
/** The error of the full disk. */
let broken: string | undefined;
let redactor: Redactor | undefined;
let told = { version: 0, learned: 0, guessed: 0 };

function post(news: WorkerNews): void {
  port.postMessage(news);
  Atomics.add(ring.words, WORD.news, 1);
}

/** Before the lines that contain its aliases: a process that reads a line may look up the aliases. */
function tellState(withShown: boolean): void {
  const state = redactor && twinStateOf(redactor);
  if (state === undefined || (state.stateVersion === told.version && !withShown)) return;
  post({ state: state.stateSince(told, withShown) });
  told = { version: state.stateVersion, ...state.known() };
}

function write(): void {
  tellState(false);
  const text = lines;
  lines = "";
  // The port through which the other thread checks whether this one is alive.
  while (receiveMessageOnPort(port) !== undefined);
  if (text === "" || broken !== undefined) return;
  try {
    journalLines.append(text);
  } catch (error) {
    broken = reasonOf(fileError(error, "write", settings.journal));
    post({ fault: broken, lost: journalLines.lost });
  }
}

function takeState(taken: VaultState): void {
  const { policy, journal, sealKey } = settings;
  const state = redactor && twinStateOf(redactor);
  if (state !== undefined) state.takeState(taken);
  else if (policy !== false) {
    const { session, ...rest } = policy;
    const own = createTwin(
      { policy: { ...rest, session: session === undefined ? session : parseSessionKey(session) } },
      taken,
    );
    redactor = own;
    let isFollowing = false;
    sealLearned(own, {
      journal,
      key: sealKey && Buffer.from(sealKey),
      onError: (error) => post({ fault: reasonOf(error) }),
      // The other thread has sealed what it knew before.
      isSealedElsewhere: () => !isFollowing || twinStateOf(own)?.isTakingState() !== false,
    });
    isFollowing = true;
  }
  const known = redactor && twinStateOf(redactor);
  if (known !== undefined) told = { version: known.stateVersion, ...known.known() };
}

function take({ kind, bytes }: FramedRecord): void {
  if (kind === KIND.state) {
    // Written by the other thread.
    takeState(JSON.parse(bytes.toString()) as VaultState);
    return;
  }
  if (kind === KIND.tell) {
    tellState(true);
    return;
  }
  if (broken !== undefined) return post({ fault: broken, lost: 1 });
  const { exchange, unread } = unpackExchange(bytes);
  readExchange(exchange, unread, settings.bodyLimit);
  redactor?.redactExchange(exchange);
  lines += encodeExchange(exchange);
}

function run(): void {
  const reader = createRingReader(ring, { write, journalSize: journalLines.size, bytes: 16_384 });
  Atomics.store(ring.words, WORD.ready, 1);
  for (let record = reader.next(); record !== undefined; record = reader.next()) {
    try {
      take(record);
    } catch (error) {
      // The same facts that the recorder reports for an exchange that fails in the program's thread.
      if (record.kind !== KIND.exchange) throw error;
      post({ fault: reasonOf(error) });
    }
  }
}

try {
  run();
} finally {
  // The other thread may be waiting.
  Atomics.store(ring.words, WORD.news, -1);
  Atomics.notify(ring.words, WORD.tail);
}
