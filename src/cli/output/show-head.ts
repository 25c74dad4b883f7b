import { describeFirstFailure, listDetailsOfFirstFailure } from "../../analyze/first-failure.ts";
import { nameOutcome } from "../../analyze/outcome.ts";
import { describeWhen } from "../../analyze/recorded-when.ts";
import type { Walkthrough } from "../../analyze/types.ts";
import { cleanText } from "../../diagram/display-text.ts";
import { type Style, createTerminalRow } from "../../diagram/terminal/terminal-row.ts";
import { wrapText } from "../../diagram/terminal/wrap-text.ts";
import { quoteShellWord } from "../../sequence/shell-word.ts";
import { createTally } from "../../sequence/tally.ts";
import type { CommandOrigin, Trace } from "../../trace/model/types.ts";
import { type Io, hasColor } from "../io.ts";

/** Prints the command, the time of the recording, and the first failure. */
export function showHead(trace: Trace, walkthrough: Walkthrough, io: Io): void {
  const when = describeWhen(trace);
  const failure = describeFirstFailure(walkthrough);
  writeHead(
    [
      ...describeCommand(walkthrough.command),
      ...(when === undefined ? [] : [[`Recorded ${when}.`, "plain"] as const]),
      ...(failure === undefined ? [] : [[`${failure}.`, "red"] as const]),
      ...listDetailsOfFirstFailure(walkthrough).map((detail) => [`  ${detail}`, "plain"] as const),
      ...countFailures(walkthrough),
    ],
    io,
  );
}

/** A line of the head, and its style. */
export type HeadLine = readonly [text: string, style: Style];

export function describeCommand(command: Pick<CommandOrigin, "argv" | "exitCode"> | undefined): readonly HeadLine[] {
  if (command === undefined || command.argv.length === 0) return [];
  const { argv, exitCode } = command;
  const outcome = exitCode < 0 ? "was interrupted" : `exited with ${exitCode}`;
  return [[`${argv.map(quoteShellWord).join(" ")}: ${outcome}`, exitCode === 0 ? "bold" : "red"]];
}

/** Only if more than the first one failed. */
function countFailures({ steps }: Walkthrough): readonly HeadLine[] {
  const failed = steps.filter(({ response }) => response.failed);
  if (failed.length < 2) return [];
  const outcomes = createTally<string>();
  for (const step of failed) outcomes.add(nameOutcome(step));
  const most = [...outcomes.entries()].toSorted(([, a], [, b]) => b - a);
  const listed = most.slice(0, LISTED).map(([outcome, count]) => (count === 1 ? outcome : `${outcome} (${count})`));
  const rest = most.length > LISTED ? ", …" : "";
  const hint = failed.length === steps.length ? "" : "; --failed shows them alone";
  return [[`${failed.length} of ${steps.length} failed: ${listed.join(", ")}${rest}${hint}.`, "plain"]];
}

const LISTED = 6;

/** In a terminal, lines are cut to its width; elsewhere, they are complete. */
export function writeHead(lines: readonly HeadLine[], io: Io): void {
  if (lines.length === 0) return;
  const { isTTY, columns = 0 } = io.stdout;
  const width = isTTY === true && columns > 0 ? columns : Infinity;
  const color = hasColor(io, io.stdout);
  for (const [text, style] of lines) {
    for (const part of wrapText(cleanText(text), width)) {
      const row = createTerminalRow();
      row.put(0, part, style);
      io.stdout.write(`${row.toText(color)}\n`);
    }
  }
  io.stdout.write("\n");
}
