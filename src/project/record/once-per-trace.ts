import type { WalkthroughConfig } from "../config/parse.ts";

/** The walkthrough uses the trace of another one, which ran before. */
export interface SharedTrace {
  readonly kind: "shared";
  /** Name of the other walkthrough. */
  readonly by: string;
}

/** Several pages may come from one trace, such as those of two languages: only the first of them runs. */
export function oncePerTrace<Result>(
  run: (walkthrough: WalkthroughConfig) => Promise<Result>,
): (walkthrough: WalkthroughConfig) => Promise<Result | SharedTrace> {
  const first = new Map<string, string>();
  return async (walkthrough) => {
    const { name, trace, flow, command } = walkthrough;
    const by = first.get(trace);
    if (by !== undefined) return { kind: "shared", by };
    // One that only shows a trace does not replace the one that records it.
    if (flow !== undefined || command !== undefined) first.set(trace, name);
    return run(walkthrough);
  };
}
