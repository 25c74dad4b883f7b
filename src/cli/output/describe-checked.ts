import { formatReport } from "../../compare/report.ts";
import type { LiveCheck } from "../../project/check/check-live.ts";
import { isFailure } from "../../project/check/check-page.ts";
import type { WalkthroughCheck } from "../../project/check/check-walkthrough.ts";
import { formatAnnotations, formatFindings } from "../../project/check/format-check.ts";
import type { WalkthroughConfig } from "../../project/config/parse.ts";
import { near } from "../../project/near.ts";
import { type Io, hasColor, widthOf } from "../io.ts";
import { countOf } from "./counts.ts";
import { toPrintable } from "./printable.ts";
import type { Outcome } from "./run-each.ts";

/** What a check of the pages found, for people, or with `annotate` as workflow commands of GitHub. */
export function describeChecked(
  { name, page }: Pick<WalkthroughConfig, "name" | "page">,
  check: WalkthroughCheck,
  annotate: boolean,
): Outcome {
  if (check.kind === "missing") {
    return { exitCode: 1, text: `${near(check.file)} does not exist; \`wirewalk render ${name}\` writes it` };
  }
  const { pages, settings } = check;
  const format = annotate ? formatAnnotations : formatFindings;
  const output = pages.map(({ file, findings, patch = "" }) => format(near(file), findings) + patch).join("");
  const found = pages.flatMap(({ findings }) => findings);
  const failures = found.filter(isFailure).length;
  const text =
    failures > 0
      ? `${near(page)} is out of date: ${countOf(failures, "difference")}`
      : `${near(page)} is up to date${found.length === 0 ? "" : `, but for ${countOf(found.length, "example value")}`}`;
  return {
    exitCode: failures + settings.length > 0 ? 1 : 0,
    text: settings.length === 0 ? text : `${text}; settings to mend: ${settings.length}`,
    findings: [...found, ...settings],
    output: toPrintable(output + format(near(page), settings)),
  };
}

/** What the API itself said. */
export function describeLive(
  { name, trace: file }: Pick<WalkthroughConfig, "name" | "trace">,
  live: LiveCheck,
  { annotate, io }: { readonly annotate: boolean; readonly io: Io },
): Outcome {
  if (live.kind === "nothing-to-run") {
    return { exitCode: 0, text: `${name} has neither flow nor command; there is nothing to ask` };
  }
  const trace = near(file);
  if (live.kind === "same") return { exitCode: 0, text: `the API is as ${trace} says` };
  const { comparison, otherExitCode } = live;
  const count = comparison.steps.flatMap(({ differences }) => differences).length;
  const ending = otherExitCode === undefined ? "" : `, and the command exited with ${otherExitCode}`;
  const look = { width: widthOf(io.stdout), color: hasColor(io, io.stdout), file: trace };
  return {
    exitCode: 1,
    text: `the API is not as ${trace} says: ${countOf(count, "difference")}${ending}`,
    output: formatReport(comparison, annotate ? "github" : "terminal", look),
    comparison,
  };
}
