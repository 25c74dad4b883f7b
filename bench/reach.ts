import { benchBodies } from "./bodies.ts";
import { boundSaving } from "./bounds.ts";
import { compare, runProgram } from "./measure.ts";
import { benchProxyReach } from "./proxy-cost.ts";
import { compareProxies } from "./proxy.ts";
import { benchRegister } from "./register.ts";
import { compareRequests } from "./requests.ts";

/** All that recording has a target for, in one run: the rows of the table of docs/notes/performance.md, with the same peers. */
export async function benchReach(rounds: number): Promise<void> {
  await compareRequests(rounds, { rows: REQUESTS, variants: ["bare", "wirewalk", "SnapshotAgent"] });
  await boundSaving(rounds);
  await compareWork(rounds);
  await benchProxyReach(rounds);
  await benchBodies(rounds);
  await benchRegister(rounds, ["any"]);
  await compareProxies(rounds, { variants: ["wirewalk", "mitmdump", "mockttp"], concurrency: [50] });
}

/** With both cores, also the memory of 100,000 exchanges. */
const REQUESTS = [
  { concurrency: 50, requests: 100_000, core: "any" },
  { concurrency: 50, requests: 60_000, core: 1 },
  { concurrency: 1, requests: 20_000, core: "any" },
] as const;

async function compareWork(rounds: number): Promise<void> {
  await compare({
    title: "redaction of 1 KiB of JSON that differs, with its headers",
    variants: ["redaction", "JSON.parse"],
    rounds,
    measure: (variant) => runProgram("bounds.ts", [variant], 1),
    ratio: { of: "us", better: "less" },
  });
  for (const { title, program, argument } of [
    { title: "10,000 exchanges rendered as one page", program: "bounds.ts", argument: "all" },
    { title: "5,000 exchanges rendered as pages", program: "render-pages.ts", argument: "5000" },
  ]) {
    await compare({
      title,
      variants: [argument],
      rounds,
      measure: (variant) => runProgram(program, [variant], "any"),
      ratio: { of: "ms", better: "less" },
    });
  }
}
