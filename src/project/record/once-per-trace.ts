import type { Outcome } from "../../cli/output/run-each.ts";
import type { WalkthroughConfig } from "../config/parse.ts";

type Run = (walkthrough: WalkthroughConfig) => Promise<Outcome>;

/** Several pages may come from one trace, as those of two languages do: only the first of them runs. */
export function oncePerTrace(run: Run): Run {
  const first = new Map<string, string>();
  return async (walkthrough) => {
    const { name, trace, flow, command } = walkthrough;
    const other = first.get(trace);
    if (other !== undefined) return { exitCode: 0, text: `has its trace from ${other}` };
    // One that only shows a trace does not stand for the one that records it.
    if (flow !== undefined || command !== undefined) first.set(trace, name);
    return run(walkthrough);
  };
}
