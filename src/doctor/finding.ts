/** The result of a check. */
export interface Finding {
  /** The subject: `Node`, `browser`. */
  readonly subject: string;
  /** A failure is what makes something impossible; a warning may. */
  readonly state: "ok" | "warning" | "failure";
  /** The result, as a sentence. */
  readonly text: string;
  /** The next step, if any. */
  readonly hint?: string;
}

/** Input of the checks of a machine. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Directory of the user's CA. */
  readonly configFolder: string;
  /** This clock decides whether certificates have expired. */
  readonly now: Date;
  /** Where recordings may have left journals. */
  readonly folders: readonly string[];
}

export type Check = (machine: Machine) => readonly Finding[] | Promise<readonly Finding[]>;
