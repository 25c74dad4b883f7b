export interface FaultReport {
  /** Faults so far: about as many exchanges are missing or incomplete. */
  readonly count: number;
  /** What the first of them said. */
  readonly first: string | undefined;
  /** Whether nothing more can be kept. */
  readonly isBroken: boolean;
  /** One exchange could not be recorded. */
  readonly report: (error: unknown) => void;
  /** The journal cannot be written any more. */
  readonly breakOff: (error: unknown) => void;
}

/** Tells of the first fault inside the recorder, once; the traced program goes on as if there were no recorder. */
export function createFaultReport(onFault: (message: string) => void = warn): FaultReport {
  let count = 0;
  let isBroken = false;
  let first: string | undefined;
  const report = (error: unknown): void => {
    count += 1;
    if (count > 1) return;
    first = error instanceof Error ? error.message : String(error);
    try {
      onFault(`The recording is incomplete: ${first}`);
    } catch {
      // Nobody is left to tell.
    }
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
    breakOff: (error) => {
      isBroken = true;
      report(error);
    },
  };
}

/** Node prints a warning on stderr and lets the program go on. */
function warn(message: string): void {
  process.emitWarning(message, "WirewalkWarning");
}
