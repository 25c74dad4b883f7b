import { reasonOf } from "../../errors.ts";
import type { JournalListener } from "../../trace/journal/journal-file.ts";

export interface FaultReport {
  /** Faults so far: about as many exchanges are missing or incomplete. */
  readonly count: number;
  /** The message of the first one. */
  readonly first: string | undefined;
  /** Whether nothing more can be kept. */
  readonly isBroken: boolean;
  /** One exchange could not be recorded. */
  readonly report: (error: unknown) => void;
  /**
   * The journal cannot be written any more.
   *
   * @param lost Exchanges that it could not take at once. @default 1
   */
  readonly breakOff: (error: unknown, lost?: number) => void;
  /** Nothing is lost, but it should be reported. */
  readonly note: (message: string) => void;
}

/** Reports the first internal error of the recorder, once; the traced program continues as if there were no recorder. */
export function createFaultReport(onFault: (message: string) => void = warn): FaultReport {
  let count = 0;
  let isBroken = false;
  let first: string | undefined;
  const note = (message: string): void => {
    try {
      onFault(message);
    } catch {
      // The report has no reader any more.
    }
  };
  const report = (error: unknown): void => {
    count += 1;
    if (count > 1) return;
    first = reasonOf(error);
    note(`The recording is incomplete: ${first}`);
  };
  return {
    get count() {
      return count;
    },
    get first() {
      return first;
    },
    get isBroken() {
      return isBroken;
    },
    report,
    note,
    breakOff: (error, lost = 1) => {
      isBroken = true;
      report(error);
      count += lost - 1;
    },
  };
}

/** Reports about the disk of a journal. */
export function toJournalListener({ breakOff, note }: FaultReport): JournalListener {
  return { onError: breakOff, onElsewhere: note };
}

/** Node prints a warning on stderr, and the program continues. */
function warn(message: string): void {
  process.emitWarning(message, "WirewalkWarning");
}
