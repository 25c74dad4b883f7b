import { listArrowPairs, namePair, numberLog } from "../analyze/arrow-pairs.ts";
import { describeFirstFailure, listDetailsOfFirstFailure } from "../analyze/first-failure.ts";
import { describeWhen } from "../analyze/recorded-when.ts";
import type { Walkthrough } from "../analyze/types.ts";
import { showInvisible } from "../page/visible-text.ts";
import { countOf } from "../sequence/count-of.ts";
import { quoteShellWord } from "../sequence/shell-word.ts";
import { describeMissing } from "../trace/missing.ts";
import type { Trace } from "../trace/model/types.ts";
import type { Manifest } from "./manifest.ts";

export interface Described {
  readonly trace: Trace;
  /** Of the report and the page. */
  readonly walkthrough: Walkthrough;
  /** Exchanges that report and page hold. */
  readonly most: number;
}

/** What a colleague reads first. Recorded text is in it as indented code only, a line each. */
export function describeArchive(manifest: Manifest, { trace, walkthrough, most }: Described): string {
  const { command, exchanges, of, note, masked, missing, notInspected, looksRandom, versions } = manifest;
  const { entries } = trace.log;
  const isCut = entries.length > most;
  const pairs = isCut ? numberLog(trace.log) : listArrowPairs(entries, walkthrough);
  const { length } = isCut ? entries : walkthrough.steps;
  const every = length === 1 ? "the only exchange" : `all ${length} exchanges`;
  const shown = isCut ? `the first ${most} of ${entries.length} exchanges` : every;
  const where = (exchange: number | undefined, place: string): string => {
    const pair = exchange === undefined ? undefined : pairs.at(exchange - 1);
    return pair === undefined ? place : `${namePair(pair)}, ${place}`;
  };
  const when = describeWhen(trace);
  const failure = describeFirstFailure(walkthrough);
  const line = command?.argv.map(quoteShellWord).join(" ");
  const outcome = command === undefined || command.exitCode < 0 ? "" : `, which exited with ${command.exitCode}`;
  return [
    "# Recorded HTTP traffic",
    ...(note === undefined ? [] : ["Note from the sender:", toCode(note.split(/\r?\n/))]),
    ...(when === undefined ? [] : [`Recorded ${when}.`]),
    ...(of === undefined ? [] : [`This archive contains ${exchanges} of ${of} recorded exchanges.`]),
    ...(failure === undefined
      ? []
      : [
          "First failures, by arrow number in the report:",
          toCode([failure, ...listDetailsOfFirstFailure(walkthrough).map((detail) => `  ${detail}`)]),
        ]),
    ...(line === undefined ? [] : [`The command${outcome}:`, toCode([line])]),
    [
      `- \`report.html\`: ${shown} as a report for the browser, without a network`,
      isCut
        ? "- `trace.har`: all exchanges as HAR 1.2, for programs. `wirewalk show trace.har` summarizes them"
        : "- `trace.har`: the same exchanges as HAR 1.2, for programs",
      isCut
        ? "- `page.md`: the content of the report as a Markdown page"
        : "- `page.md`: the same exchanges as a Markdown page",
      "- `manifest.json`: versions, what was masked where, and what to review",
    ].join("\n"),
    "To run it again against the recording, without the servers:",
    toCode([`wirewalk replay trace.har${line === undefined ? "" : ` -- ${line}`}`]),
    sayHowToGet(versions["wirewalk"]),
    `Masked: ${countOf(masked.places.length, "place")}, listed in manifest.json.`,
    ...(missing.length === 0 ? [] : ["The recording lacks:", toCode(missing.map(describeMissing))]),
    ...(notInspected.length === 0
      ? []
      : [
          "Not inspected for secrets:",
          toCode(notInspected.map(({ exchange, part, reason }) => `${where(exchange, part)}: ${reason}`)),
        ]),
    ...(looksRandom.length === 0
      ? []
      : [
          "Not masked, but possibly secrets:",
          toCode(looksRandom.map(({ exchange, place, ...value }) => `${where(exchange, place)}: ${show(value)}`)),
        ]),
  ]
    .join("\n\n")
    .concat("\n");
}

/** No command that installs it from npm: until it is published there, another package may take its name. */
function sayHowToGet(version: string | undefined): string {
  const name = version === undefined ? "wirewalk" : `wirewalk ${version}`;
  return `${name} wrote this archive, and needs Node 22.19 or later. In a clone of its repository, run \`npm ci\`, and then \`npm run wirewalk --\` instead of \`wirewalk\`. \`wirewalk show\` and \`wirewalk diff\` read the archive without unpacking it.`;
}

function show({ beginsWith, length }: Pick<Manifest["looksRandom"][number], "beginsWith" | "length">): string {
  return `${beginsWith}… (${length} characters)`;
}

function toCode(lines: readonly string[]): string {
  return lines.map((line) => `    ${showInvisible(line.replaceAll(/\p{Cc}/gu, " "))}`).join("\n");
}
