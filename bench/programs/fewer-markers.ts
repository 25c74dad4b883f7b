import { toDiagrams } from "../../src/diagram/diagrams.ts";
import { renderPage } from "../../src/page/page.ts";
/**
 * fewer-markers.ts PAGES: edits generated pages as authors do, removes markers, finds the regions by headings and blocks, as `adopt` does,
 * and counts the pages with a region in another place than before: an author's line inside a region is lost with the next
 * render, and a generated line outside it appears twice.
 */
import { toAdoptedTrace } from "../../src/project/adopt/to-adopted-trace.ts";
import { listBlocks, joinBlocks } from "../../src/regions/adopt/find-blocks.ts";
import { readPageLines } from "../../src/regions/adopt/page-lines.ts";
import { proposeAdoption } from "../../src/regions/adopt/propose.ts";
import { type PagePart, parsePage } from "../../src/regions/parse-page.ts";
import { nameRegion } from "../../src/regions/regions.ts";
import { splitLines } from "../../src/sequence/split-lines.ts";
import { imageAddProject } from "../../test/helpers/a-walkthrough.ts";

const count = Number(process.argv[2] ?? 2000);
const page = await renderPage(imageAddProject, { diagrams: toDiagrams(imageAddProject), title: "page" });
const trace = toAdoptedTrace(imageAddProject, parsePage(page));

/** Text that authors put after a region. */
const EDITS = [
  "A paragraph of mine.",
  "Two lines of mine,\nwhich see (3) and (4).",
  "- a list\n- of mine",
  "- (1),(2): a list that counts\n- (3): as ours do",
  "!!! note\n    a note of mine",
  '```json\n{ "mine": true }\n```',
  "```sh\ncurl http://mine\n```",
  '=== "Mine"\n\n    a tab of mine',
  "| a | table |\n| - | - |\n| of | mine |",
  "#### A small heading of mine",
  "## A heading of mine",
  "API reference: [mine](https://example.com)",
  "**Header** of mine",
  "`GET http://mine`",
];

/** The markers that remain. */
const VARIANTS = {
  "none; headings keep their ids": () => false,
  "none; the author has also written headings anew": () => false,
  "one pair a step's half, from its heading to its tabs": () => false,
  "one pair a step's half, around its tabs": (name: string) => name.endsWith(".io") || !name.startsWith("step="),
  "the same; the author has also written headings anew": (name: string) =>
    name.endsWith(".io") || !name.startsWith("step="),
  "begin markers alone": () => false,
  "all, as today": () => true,
} as const;

interface Loss {
  pages: number;
  lost: number;
  twice: number;
}

const losses = new Map<string, Loss>(Object.keys(VARIANTS).map((name) => [name, { pages: 0, lost: 0, twice: 0 }]));
let seed = 1;
const random = (below: number): number => {
  seed = (seed * 48_271) % 2_147_483_647;
  return seed % below;
};

for (let index = 0; index < count; index += 1) {
  const parts = edit(parsePage(page));
  for (const variant of Object.keys(VARIANTS) as (keyof typeof VARIANTS)[]) measure(parts, variant);
}
const rows = Array.from(losses, ([name, { pages, lost, twice }]) => {
  const share = ((100 * pages) / count).toFixed(1);
  return `${name.padEnd(54)} ${share.padStart(5)} % of pages, ${String(lost).padStart(5)} lines lost, ${String(twice).padStart(5)} lines twice`;
});
console.log(
  JSON.stringify({ losses: [`${count} edited pages of ${parsePage(page).length} parts`, ...rows].join("\n") }),
);

/** One to four pieces of text after regions. */
function edit(parts: readonly PagePart[]): readonly PagePart[] {
  const regions = parts.filter(({ kind }) => kind === "region");
  let text = page;
  for (let edits = 1 + random(4); edits > 0; edits -= 1) {
    const region = regions[random(regions.length)];
    if (region === undefined) continue;
    const at = text.indexOf(region.text) + region.text.length;
    const piece = EDITS[random(EDITS.length)] ?? "";
    const gap = random(3) === 0 ? "" : "\n";
    text = `${text.slice(0, at)}${gap}${piece}\n${text.slice(at)}`;
  }
  return parsePage(text);
}

function measure(parts: readonly PagePart[], variant: keyof typeof VARIANTS): void {
  const isKept: (name: string) => boolean = VARIANTS[variant];
  const lines: { readonly text: string; readonly region: string | undefined; found: string | undefined }[] = [];
  for (const part of parts) {
    const name = part.kind === "region" ? nameRegion(part.id) : undefined;
    const raw = splitLines(part.text);
    for (const text of name === undefined ? raw : raw.slice(1, -1)) {
      const isHeading = name !== undefined && text.startsWith("### ");
      const rewritten = isHeading && variant.includes("anew") ? "### A heading in my own words\n" : text;
      lines.push({ text: rewritten, region: name, found: name !== undefined && isKept(name) ? name : undefined });
    }
  }
  if (variant === "one pair a step's half, from its heading to its tabs") spanHalves(lines);
  else if (variant === "begin markers alone") spanFromBegin(lines);
  else if (variant !== "all, as today") {
    const proposal = proposeAdoption(parsePage(lines.map(({ text }) => text).join("")), trace);
    for (const [name, { first, last }] of proposal.places)
      for (const line of lines.slice(first, last + 1)) if (!isKept(name)) line.found ??= name;
  }
  const loss = losses.get(variant);
  const full = lines.filter(({ text }) => text.trim() !== "");
  const lost = full.filter(({ region, found }) => region === undefined && found !== undefined).length;
  const twice = full.filter(({ region, found }) => region !== undefined && found === undefined).length;
  if (loss === undefined) return;
  loss.lost += lost;
  loss.twice += twice;
  if (lost + twice > 0) loss.pages += 1;
}

type Lines = { readonly text: string; readonly region: string | undefined; found: string | undefined }[];

function spanHalves(lines: Lines): void {
  const keyOf = (region: string | undefined): string | undefined => region?.replace(/\.io$/, "");
  for (const key of new Set(lines.map(({ region }) => keyOf(region)))) {
    if (key === undefined) continue;
    const [first, last] = [
      lines.findIndex(({ region }) => keyOf(region) === key),
      lines.findLastIndex(({ region }) => keyOf(region) === key),
    ];
    for (const line of lines.slice(first, last + 1)) line.found = key;
  }
}

/** The end of a region follows from the text after its marker: adjacent blocks, or a paragraph. */
function spanFromBegin(lines: Lines): void {
  const own = readPageLines(parsePage(lines.map(({ text }) => text).join("")));
  const spans = joinBlocks(own, listBlocks(own, { first: 0, last: own.length - 1 }));
  for (const name of new Set(lines.map(({ region }) => region))) {
    if (name === undefined) continue;
    const begin = lines.findIndex(({ region, text }) => region === name && text.trim() !== "");
    const span = spans.find(({ first, last }) => first <= begin && begin <= last);
    let last = span?.last ?? begin;
    if (span === undefined) while (lines[last + 1] !== undefined && lines[last + 1]?.text.trim() !== "") last += 1;
    for (const line of lines.slice(begin, last + 1)) line.found = name;
  }
}
