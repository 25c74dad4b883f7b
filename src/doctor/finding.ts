/** What one check found. */
export interface Finding {
  /** What was looked at: `Node`, `browser`. */
  readonly subject: string;
  /** A failure is what makes something impossible; a warning may. */
  readonly state: "ok" | "warning" | "failure";
  /** What is so, in a sentence. */
  readonly text: string;
  /** The next step, where there is one. */
  readonly hint?: string;
}

/** What the checks of a machine look at. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where the user's certificate authority is kept. */
  readonly configFolder: string;
  /** This clock decides whether certificates have expired. */
  readonly now: Date;
  /** Where recordings may have left journals. */
  readonly folders: readonly string[];
}

export type Check = (machine: Machine) => readonly Finding[] | Promise<readonly Finding[]>;
