import { dirname, join } from "node:path";
import { isDeepStrictEqual } from "node:util";

import { matchedText } from "../../sequence/matched-text.ts";
import { nameOf } from "../pages/picture-names.ts";
import type { Config, WalkthroughConfig } from "./parse.ts";
import { RECORDING_KEYS } from "./recording-keys.ts";

/** Two walkthroughs that would write one file, or a page that is a trace. */
export interface Clash {
  /** The later one of the two. */
  readonly name: string;
  readonly key: "page" | "trace";
  readonly reason: string;
}

/** The first clash of a configuration. Several pages may share a trace if it has only one source. */
export function findClash(walkthroughs: readonly WalkthroughConfig[]): Clash | undefined {
  const traces = new Map<string, WalkthroughConfig>();
  for (const one of walkthroughs) {
    const { name, trace } = one;
    const other = traces.get(trace);
    if (!isRecorded(one)) continue;
    if (other === undefined) traces.set(trace, one);
    else if (!isDeepStrictEqual(toSource(one), toSource(other))) {
      const reason = `"${other.name}" records a different flow or command into the same file`;
      return { name, key: "trace", reason };
    }
  }
  const pages = new Map<string, string>();
  for (const { name, page } of walkthroughs) {
    const other = pages.get(page);
    if (other !== undefined) return { name, key: "page", reason: `it is already the page of "${other}"` };
    if (walkthroughs.some(({ trace }) => trace === page)) return { name, key: "page", reason: "it is a trace too" };
    pages.set(page, name);
  }
  return findPictureClash(walkthroughs);
}

/** `shop.dark.svg` belongs to the page `shop.dark.md`, and to `shop.md` for readers who prefer dark colors. */
function findPictureClash(walkthroughs: readonly WalkthroughConfig[]): Clash | undefined {
  const drawn = walkthroughs.filter(({ diagram }) => diagram === "svg" || diagram === "both");
  const names = new Map(drawn.map(({ name, page }) => [join(dirname(page), nameOf(page)), name]));
  for (const { name, page } of drawn) {
    const shorter = matchedText(/^(.+?)(?:\.part-\d+)?(?:\.dark)?$/s, nameOf(page), 1);
    const other = names.get(join(dirname(page), shorter));
    if (other === undefined || other === name) continue;
    return { name, key: "page", reason: `its images may have the names of those of "${other}"` };
  }
  return undefined;
}

/** Why an index cannot be written: its page is used for something else too. */
export function findTakenIndex({
  indexes,
  walkthroughs,
}: Pick<Config, "indexes" | "walkthroughs">): string | undefined {
  const taken = new Map<string, string>(
    walkthroughs.flatMap(({ name, page, trace }) => [
      [page, `the page of "${name}"`] as const,
      [trace, `the trace of "${name}"`] as const,
    ]),
  );
  for (const { name, page } of indexes) {
    const other = taken.get(page);
    if (other !== undefined) return `"${name}" cannot be written: its file is already ${other}`;
    taken.set(page, `the index "${name}"`);
  }
  // Several indexes may have a block each in one navigation.
  for (const { name, nav = "" } of indexes) {
    const other = taken.get(nav);
    if (other !== undefined) return `the navigation of "${name}" cannot be written: its file is ${other}`;
  }
  return undefined;
}

function isRecorded({ flow, command }: WalkthroughConfig): boolean {
  return flow !== undefined || command !== undefined;
}

/** Properties on which a recording depends. */
function toSource(one: WalkthroughConfig): unknown {
  const { flow, inputs, cloud, command, clientCertificates } = one;
  return [flow, inputs, cloud, command, clientCertificates, ...RECORDING_KEYS.map((key) => one[key])];
}
