import { createCorpus } from "../test/secrets/corpus.ts";
import { measure, measureCuts } from "../test/secrets/measure.ts";
import { toTable } from "../test/secrets/to-table.ts";

/**
 * Plants secrets and decoys from a seed, passes them through every input and every output, and prints the result:
 * `npm run secrets [-- SEED]`; with `--list` also each failure, with `--trace` only in traces.
 */
const { argv } = process;
const seed = argv.slice(2).find((argument) => !argument.startsWith("--")) ?? "1";
const options = { isTraceOnly: argv.includes("--trace") };
const corpus = createCorpus(seed);
const items = [...corpus.plants, ...corpus.decoys];
const faults = [
  ...(await measure("record", items, options)),
  ...(await measure("import", items, options)),
  ...measureCuts(corpus.cuts),
];
console.log(toTable(corpus, faults));
if (argv.includes("--list"))
  for (const { what, kind, name, where } of faults) console.log(`${what}\t${kind}\t${name}\t${where}`);
process.exitCode = faults.length === 0 ? 0 : 1;
