import { quoteShellWord } from "../page/shell-word.ts";
import { describeMissing } from "../trace/missing.ts";
import type { Manifest } from "./manifest.ts";

/** What a colleague reads first. Recorded text is in it as indented code only, a line each. */
export function describeArchive({ command, exchanges, masked, missing, notInspected, looksRandom }: Manifest): string {
  const line = command?.argv.map(quoteShellWord).join(" ");
  const outcome = command === undefined || command.exitCode < 0 ? "" : `, exit code ${command.exitCode}`;
  return [
    "# Recorded HTTP traffic",
    ...(line === undefined ? [] : [`The command${outcome}:`, toCode([line])]),
    [
      `- \`report.html\`: open it in a browser, without a network: all ${exchanges} exchanges`,
      "- `trace.har`: the same for programs; HAR 1.2",
      "- `page.md`: the same as a page for people",
      "- `manifest.json`: versions, what was masked where, and what to look at",
    ].join("\n"),
    "To run it again against the recording, without the servers:",
    toCode([`wirewalk replay trace.har${line === undefined ? "" : ` -- ${line}`}`]),
    `${masked.places.length} places are masked: manifest.json lists them.`,
    ...(missing.length === 0 ? [] : ["The recording is known to lack this:", toCode(missing.map(describeMissing))]),
    ...(notInspected.length === 0
      ? []
      : [
          "No rule could look into these:",
          toCode(notInspected.map(({ exchange, part, reason }) => `exchange ${exchange}, ${part}: ${reason}`)),
        ]),
    ...(looksRandom.length === 0
      ? []
      : [
          "These are not masked and may be secrets by their looks:",
          toCode(looksRandom.map(({ exchange, place, ...value }) => `${where(exchange, place)}: ${show(value)}`)),
        ]),
  ]
    .join("\n\n")
    .concat("\n");
}

function where(exchange: number | undefined, place: string): string {
  return exchange === undefined ? place : `exchange ${exchange}, ${place}`;
}

function show({ beginsWith, length }: Pick<Manifest["looksRandom"][number], "beginsWith" | "length">): string {
  return `${beginsWith}… (${length} characters)`;
}

function toCode(lines: readonly string[]): string {
  return lines.map((line) => `    ${line.replaceAll(/[\p{Cc}\u2028\u2029]/gu, " ")}`).join("\n");
}
