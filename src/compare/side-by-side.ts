import type { Step, Walkthrough } from "../analyze/types.ts";
import { cleanText, shortenMiddle } from "../diagram/display-text.ts";
import { type Style, createTerminalRow } from "../diagram/terminal/terminal-row.ts";
import { toCounts, toHeadline } from "./headline.ts";
import type { ReportOptions } from "./report.ts";
import { showOutcome } from "./step-differences.ts";
import { namePlace } from "./tell-difference.ts";
import type { AlignedStep, Comparison } from "./types.ts";

/** The two recordings of a comparison. */
export interface Sides {
  readonly before: Walkthrough;
  readonly after: Walkthrough;
}

/** Both recordings side by side, a line for each step and each of its differences. No line is wider than the terminal. */
export function toSideBySide(comparison: Comparison, sides: Sides, options: ReportOptions): string {
  const { width = 100, color = false } = options;
  const [befores, afters] = [sides.before, sides.after].map(byNumber);
  const half = Math.max(1, Math.floor((width - MIDDLE) / 2));
  const draw = (texts: readonly [string, string], mark: string, style: Style): string => {
    const row = createTerminalRow();
    const [left = "", right = ""] = texts.map((text) => shortenMiddle(cleanText(text), half));
    row.put(0, left, style);
    row.put(half + 1, mark, style);
    row.put(half + MIDDLE, right, style);
    return `${row.toText(color)}\n`;
  };
  const rows = comparison.steps.flatMap((step) => {
    const [mark, style] = MARKS[step.change];
    const texts = [nameOne(step.before, befores), nameOne(step.after, afters)] as const;
    const told = step.differences.filter(({ place }) => place.part !== "step");
    return [
      draw(texts, mark, style),
      ...told.flatMap(({ place, before = "", after = "" }) => [
        `${" ".repeat(INDENT)}${shortenMiddle(cleanText(namePlace(place)), Math.max(1, width - INDENT))}\n`,
        draw([indent(before), indent(after)], "|", "plain"),
      ]),
    ];
  });
  const head = [toHeadline(comparison), ...toCounts(comparison)];
  return [...head.map((line) => `${shortenMiddle(cleanText(line), width)}\n`), "\n", ...rows].join("");
}

/** Columns between the two. */
const MIDDLE = 3;
const INDENT = 4;

const MARKS: Readonly<Record<AlignedStep["change"], readonly [mark: string, style: Style]>> = {
  same: [" ", "dim"],
  changed: ["|", "yellow"],
  added: [">", "green"],
  removed: ["<", "red"],
  moved: ["~", "cyan"],
  repeated: ["=", "dim"],
};

function byNumber({ steps }: Walkthrough): ReadonlyMap<number, Step> {
  return new Map(steps.map((step) => [step.request.number, step]));
}

/** `(3) GET /images: 200 OK`; "" where one recording lacks it. */
function nameOne(number: number | undefined, steps: ReadonlyMap<number, Step> | undefined): string {
  const step = number === undefined ? undefined : steps?.get(number);
  if (step === undefined) return "";
  const { request, response, name } = step;
  return `(${number}) ${request.method} ${name?.text ?? request.path}: ${showOutcome(response)}`;
}

function indent(text: string): string {
  return text === "" ? "" : `${" ".repeat(INDENT + 2)}${text}`;
}
