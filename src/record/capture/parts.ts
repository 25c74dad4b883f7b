import { UserError } from "../../errors.ts";
import { listParts, partFileOf, partPatternOf, removePart } from "../../trace/files/part-names.ts";
import type { Exchange } from "../../trace/journal/exchange.ts";
import { type JournalWriter, journalFileOf } from "../../trace/journal/journal-file.ts";
import { toUnwrittenError } from "../command/unwritten.ts";
import type { Adapt } from "./save.ts";

/** When a part of a long recording is full, and how many parts are kept. */
export interface Rotation {
  /** Approximate size of a part in bytes: what a trace has around its bodies is estimated. @default no limit */
  readonly bytes?: number;
  /** Exchanges in a part. @default no bound */
  readonly exchanges?: number;
  /** Milliseconds from the start of a part to its end. @default no bound */
  readonly milliseconds?: number;
  /** Changes each part before it is written. */
  readonly adapt?: Adapt | undefined;
  /** Parts that stay when there are more; the oldest go first. @default all */
  readonly keep?: number;
}

export interface PartsOptions<Saved extends SavedPart> extends Rotation {
  /** Base name of the parts: `app.har`. */
  readonly file: string;
  readonly open: (journal: string) => JournalWriter;
  /** Makes the trace of a part of its journal. */
  readonly save: (journal: JournalWriter, file: string, isLast: boolean) => Promise<Saved>;
  /** Called with the journal in which the recording continues. */
  readonly onNext: (journal: string) => void;
}

interface SavedPart {
  readonly file: string;
  /** Exchanges written. */
  readonly exchanges: number;
}

/** The journal of a recording that is saved part by part while it is in progress. */
export interface Parts<Saved extends SavedPart> {
  readonly journal: JournalWriter;
  /** Saves the last part, and waits for all that are being saved. Throws the first error that one of them had; the journal of that part stays. */
  readonly end: () => Promise<SavedParts<Saved>>;
}

export interface SavedParts<Saved> {
  /** The parts that exist. */
  readonly kept: readonly Saved[];
  /** The parts that were removed because there were more than `keep`. */
  readonly removed: readonly Saved[];
}

/** Starts a recording in parts. Throws a `UserError` if there are parts of this name already, or the journal cannot be written. */
export function openParts<Saved extends SavedPart>(options: PartsOptions<Saved>): Parts<Saved> {
  const { file, open, save, onNext, bytes = Infinity, exchanges = Infinity, keep = Infinity } = options;
  refuseEarlier(file);
  const saving = createSaving(save, keep);
  let number = 1;
  let current = open(journalFileOf(partFileOf(file, number)));
  let [size, count] = [0, 0];
  let isEmpty = true;

  const next = (): void => {
    if (count === 0) return;
    [size, count] = [0, 0];
    current.flush();
    const opened = tryOpen(() => open(journalFileOf(partFileOf(file, number + 1))));
    // Continues in this one, and tries again when it is full once more.
    if (opened === undefined) return;
    saving.add(current, partFileOf(file, number), false);
    number += 1;
    current = opened;
    isEmpty = true;
    onNext(current.file);
  };
  const timer =
    options.milliseconds === undefined
      ? undefined
      : setInterval(next, Math.min(options.milliseconds, LONGEST_TIME)).unref();

  return {
    journal: {
      get file() {
        return current.file;
      },
      descriptor: undefined,
      overflow: undefined,
      append: (exchange) => {
        current.append(exchange);
        isEmpty = false;
        count += 1;
        size += estimateSize(exchange);
        if (count >= exchanges || size >= bytes) next();
      },
      flush: () => current.flush(),
      sync: () => current.sync(),
      cutTo: (bytesKept) => current.cutTo(bytesKept),
      close: () => current.close(),
      remove: () => {
        clearInterval(timer);
        current.remove();
      },
    },
    end: async () => {
      clearInterval(timer);
      if (isEmpty) current.remove();
      else saving.add(current, partFileOf(file, number), true);
      return saving.end();
    },
  };
}

interface Saving<Saved extends SavedPart> {
  readonly add: (journal: JournalWriter, part: string, isLast: boolean) => void;
  /** Waits for all. Throws the first error that one of them had. */
  readonly end: () => Promise<SavedParts<Saved>>;
}

/** Saves parts one after the other, because IDs and numbers go on from one to the next, and keeps the newest. */
function createSaving<Saved extends SavedPart>(save: PartsOptions<Saved>["save"], keep: number): Saving<Saved> {
  const kept: Saved[] = [];
  const removed: Saved[] = [];
  let failure: { readonly error: unknown } | undefined;
  let saving = Promise.resolve();
  const saveOne = async (journal: JournalWriter, part: string, isLast: boolean): Promise<void> => {
    try {
      kept.push(await save(journal, part, isLast));
      for (const oldest of kept.splice(0, Math.max(0, kept.length - keep))) {
        removePart(oldest.file);
        removed.push(oldest);
      }
    } catch (error) {
      failure ??= { error: toUnwrittenError(error, { journal: journal.file }) };
    }
  };
  return {
    add: (journal, part, isLast) => {
      saving = saving.then(() => saveOne(journal, part, isLast));
    },
    end: async () => {
      await saving;
      if (failure !== undefined) throw failure.error;
      return { kept, removed };
    },
  };
}

/** Milliseconds; a timer that is set to more ends at once. */
const LONGEST_TIME = 2 ** 31 - 1;

/** The traced program must not notice. */
function tryOpen(open: () => JournalWriter): JournalWriter | undefined {
  try {
    return open();
  } catch {
    return undefined;
  }
}

/** What two recordings call by the same alias is not the same secret. */
function refuseEarlier(file: string): void {
  const [earlier] = listParts(file);
  if (earlier === undefined) return;
  throw new UserError(`A part of an earlier recording already exists: "${earlier}".`, {
    hint: earlier.endsWith(".journal")
      ? `Run \`wirewalk recover ${earlier}\` to rebuild its trace, then move ${partPatternOf(file)} away, or choose another file with -o.`
      : `Move ${partPatternOf(file)} away, or choose another file with -o.`,
  });
}

/** Bytes of an exchange in a trace. */
function estimateSize({ url, requestHeaders, requestBody, responseHeaders, responseBody }: Exchange): number {
  let size = FRAME + 2 * url.length;
  for (const headers of [requestHeaders, responseHeaders]) {
    for (const text of headers) size += text.length + PER_HEADER / 2;
  }
  for (const body of [requestBody, responseBody]) {
    if (body !== undefined) size += body.text.length;
  }
  return size;
}

/** Bytes of an entry without headers and bodies, and around the name and value of one header. */
const FRAME = 1400;
const PER_HEADER = 80;
