import type { Corpus } from "./corpus.ts";
import type { Fault } from "./measure.ts";

/** Planted and found secrets, one row for each kind, as Markdown. */
export function toTable({ plants, cuts, decoys }: Corpus, faults: readonly Fault[]): string {
  const secrets = [...plants, ...cuts];
  const rows = [...new Set(secrets.map(({ kind }) => kind))].map((kind) =>
    toRow(
      kind,
      secrets.filter((one) => one.kind === kind).length,
      faults.filter((one) => one.kind === kind),
    ),
  );
  const hurt = new Set(faults.filter(({ what }) => what === "hurt").map(({ name }) => name)).size;
  const places = Map.groupBy(
    faults.filter(({ what }) => what !== "hurt"),
    ({ what, where }) => `${what}, ${where}`,
  );
  return [
    "| planted | secrets | in an output | recall | refused | found by scan |",
    "| --- | --- | --- | --- | --- | --- |",
    ...rows,
    toRow(
      "**all**",
      secrets.length,
      faults.filter(({ what }) => what !== "hurt"),
    ),
    "",
    `Decoys hurt: ${hurt} of ${decoys.length} (${toPercent(hurt, decoys.length)}).`,
    "",
    ...[...places].map(([place, found]) => `- ${place}: ${found.length}`),
  ].join("\n");
}

function toRow(kind: string, planted: number, faults: readonly Fault[]): string {
  const count = (wanted: Fault["what"]): number =>
    new Set(faults.filter(({ what }) => what === wanted).map((one) => `${one.kind}/${one.name}`)).size;
  const leaks = count("leak");
  return `| ${kind} | ${planted} | ${leaks} | ${toPercent(planted - leaks, planted)} | ${count("refused")} | ${count("scanned")} |`;
}

function toPercent(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(1)} %`;
}
