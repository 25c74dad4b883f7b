import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { builtProgram, builtWithoutWork } from "./built.ts";
import { compare, runProgram, startServer } from "./measure.ts";
import { measureExchanges, measureIdle, startOrigins } from "./proxy-cost.ts";
import { askHttp1, askHttp2 } from "./proxy-load.ts";

/** What cannot be avoided of a cost, measured: the same path with our step left out, or the least that any program has to do there. */
export async function benchBounds(rounds: number): Promise<void> {
  await boundRequests(rounds);
  await boundProxy(rounds);
  await boundSaving(rounds);
  await compare({
    title: "parts of 10,000 exchanges rendered, 34 MB",
    variants: [
      "all",
      "analysis",
      "diagrams",
      "sections",
      "Handlebars with empty helpers",
      "JSON.parse and stringify of the bodies",
      "the page split into lines and joined",
    ],
    rounds,
    measure: (variant) => runProgram("bounds.ts", [variant], 1),
    ratio: { of: "ms", better: "less" },
  });
  await compare({
    title: "parts of redacting 1 KiB of JSON that differs",
    variants: [
      "redaction",
      "JSON.parse",
      "characters copied, and one look at each",
      "JSON's structure checked",
      "the whole walk over a body",
      "the same, and learned values",
      "headers alone",
    ],
    rounds,
    measure: (variant) => runProgram("bounds.ts", [variant], 1),
    ratio: { of: "us", better: "less" },
  });
}

async function boundRequests(rounds: number): Promise<void> {
  const [program, idle] = [await builtProgram("request-loop"), await builtWithoutWork("request-loop")];
  const server = await startServer("json-server.ts", [], 0);
  try {
    for (const [concurrency, requests] of [
      ["1", "20000"],
      ["50", "100000"],
    ] as const) {
      await compare({
        title: `undici request, concurrency ${concurrency}, both cores; a thread that discards what it is given`,
        variants: ["bare", "wirewalk", "wirewalk, thread discards", "SnapshotAgent"],
        rounds,
        measure: (variant) =>
          runProgram(
            variant.includes("discards") ? idle : program,
            [variant, server.origin, concurrency, requests],
            "any",
          ),
        ratio: { of: "requests/s", better: "more" },
      });
    }
  } finally {
    server.stop();
  }
}

export async function boundSaving(rounds: number): Promise<void> {
  const program = await builtProgram("save-journal");
  for (const exchanges of ["33000", "100000"]) {
    await compare({
      title: `saving ${exchanges} exchanges with 1 KiB of JSON`,
      variants: ["bytes alone", "nothing learned late", "something learned late"],
      rounds,
      measure: (variant) => runProgram(program, [variant, exchanges], "any"),
      ratio: { of: "us/exchange", better: "less" },
    });
  }
}

async function boundProxy(rounds: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "wirewalk-bench-"));
  const origins = await startOrigins(folder);
  try {
    await compare({
      title: "proxy, HTTP: 1 KiB JSON, CPU of an exchange; a thread that discards what it is given",
      variants: ["pipe()", "wirewalk, no recording", "wirewalk, thread discards", "wirewalk"],
      rounds,
      measure: (variant) => measureExchanges(variant, { origin: origins.http, ask: askHttp1 }),
      ratio: { of: "sum us", better: "less" },
    });
    for (const [title, ask] of [
      ["HTTPS", askHttp1],
      ["HTTP/2 by TLS", askHttp2],
    ] as const) {
      await compare({
        title: `proxy, ${title}: 1 KiB JSON, CPU of an exchange; TLS at both ends, and nothing read`,
        variants: ["TLS at both ends, unread", "wirewalk, HTTPS, no recording"],
        rounds,
        measure: (variant) => measureExchanges(variant, { origin: origins.https, ask }),
        ratio: { of: "sum us", better: "less" },
      });
    }
    await compare({
      title: "proxy, 2,000 idle connections",
      variants: ["pipe()", "wirewalk, no recording"],
      rounds,
      measure: (variant) => measureIdle(variant, origins.http),
      ratio: { of: "kB each", better: "less" },
    });
  } finally {
    origins.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
