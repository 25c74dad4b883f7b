import { compare, runProgram } from "./measure.ts";

/** The sweep for learned values in all encodings, next to one regular expression of the plain values. */
export async function benchRedaction(rounds: number): Promise<void> {
  await compare({
    title: "mask learned values in a body of 10 MiB, by their number",
    variants: [
      "compact 10000",
      "compact 100",
      "compact 1",
      "pretty 10000",
      "regex 10000",
      "regex 100",
      "regex 1",
      "sanitizer 11",
      "secretlint 0",
    ],
    rounds,
    measure: (variant) => runProgram("redact-body.ts", [variant], 1),
    ratio: { of: "MB/s", better: "more" },
  });
  for (const size of ["1 KiB", "64 KiB", "1 MiB", "20 MiB"]) {
    await compare({
      title: `redact a body of ${size} that is kept whole`,
      variants: ["json", "xml", "form", "text", "ndjson", "sse"].map((kind) => `${kind} ${size}`),
      rounds,
      measure: (variant) => runProgram("redact-long-body.ts", [variant], 1),
      ratio: { of: "MB/s of CPU", better: "more" },
    });
  }
  await compare({
    title: "redact an exchange with 1 KiB of JSON, by learned values",
    variants: ["exchange 10000", "exchange 1"],
    rounds,
    measure: (variant) => runProgram("redact-body.ts", [variant], 1),
    ratio: { of: "µs/exchange", better: "less" },
  });
}
