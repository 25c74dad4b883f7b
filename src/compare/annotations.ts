import { nameStep } from "./headline.ts";
import type { ReportOptions } from "./report.ts";
import type { Comparison, Difference } from "./types.ts";

/**
 * A comparison as workflow commands that GitHub shows next to the file: an error for structure and shape, a notice for values
 * (https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands).
 */
export function toAnnotations({ steps }: Comparison, options: Pick<ReportOptions, "file" | "lineOf">): string {
  const lines = steps.flatMap((step) =>
    step.differences.map((difference) => {
      const properties = [
        ...(options.file === undefined ? [] : [["file", options.file]]),
        ...toLine(options, step.id),
        ["title", nameStep(step)],
      ].map(([name, value = ""]) => `${name}=${escapeProperty(value)}`);
      return `::${toCommand(difference)} ${properties.join(",")}::${escapeMessage(difference.message)}\n`;
    }),
  );
  return lines.join("");
}

function toCommand({ level }: Difference): string {
  return level === "value" ? "notice" : "error";
}

function toLine({ file, lineOf }: Pick<ReportOptions, "file" | "lineOf">, step: string): readonly string[][] {
  const line = file === undefined ? undefined : lineOf?.(step);
  return line === undefined ? [] : [["line", String(line)]];
}

/** As `escapeData` of actions/toolkit does. */
export function escapeMessage(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

/** As its `escapeProperty`. */
export function escapeProperty(text: string): string {
  return escapeMessage(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
