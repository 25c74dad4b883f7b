/** merge-page.ts STEPS: updates a page of that many steps, with prose, after a tenth was removed and a tenth added. */
import { mergePage } from "../../src/regions/merge.ts";
import { writeRegion } from "../../src/regions/regions.ts";

const count = Number(process.argv[2] ?? 500);
const body = Array.from({ length: 40 }, (_, index) => `    "field-${index}": "value ${index}",`).join("\n");

function page(isShown: (index: number) => boolean, prose: string): string {
  const steps = Array.from({ length: count }, (_, index) => index).filter(isShown);
  const blocks = steps.flatMap((index, position) =>
    ["request", "response"].flatMap((part, half) => [
      writeRegion({ step: `step-${index}`, part }, `### (${position * 2 + half + 1}) GET /items/${index}`),
      prose,
      writeRegion({ step: `step-${index}`, part: `${part}.io` }, `=== "Body"\n\n    \`\`\`json\n${body}\n    \`\`\``),
    ]),
  );
  return `# page\n\n${blocks.join("\n\n")}\n`;
}

const existing = page((index) => index % 10 !== 3, "As (1),(2) say, and (7)-(9).");
const generated = page((index) => index % 10 !== 7, "");
mergePage(
  page((index) => index < 50, "x"),
  page((index) => index < 50, ""),
);
const start = performance.now();
const { text } = mergePage(existing, generated);
const milliseconds = performance.now() - start;
console.log(
  JSON.stringify({ ms: milliseconds, "µs/step": (milliseconds * 1000) / count, "page MB": text.length / 1_000_000 }),
);
