import { onlyFilled } from "../../json/only-filled.ts";
import { type PageFinding, isFailure } from "../../project/check/check-page.ts";
import type { WalkthroughCheck } from "../../project/check/check-walkthrough.ts";
import { formatAnnotations, formatFindings } from "../../project/check/format-check.ts";
import type { WalkthroughConfig } from "../../project/config/parse.ts";
import { near } from "../../project/near.ts";
import { countOf } from "../../sequence/count-of.ts";
import { toPrintable } from "./printable.ts";
import type { Outcome } from "./run-each.ts";

/** The findings of a page check, for people or, with `annotate`, as GitHub workflow commands. */
export function describeChecked(
  { name, page }: Pick<WalkthroughConfig, "name" | "page">,
  check: WalkthroughCheck,
  annotate: boolean,
): Outcome {
  if (check.kind === "missing") {
    return { exitCode: 1, text: `${near(check.file)} does not exist; \`wirewalk render ${name}\` writes it` };
  }
  const { pages, settings, remarks } = check;
  const format = annotate ? formatAnnotations : formatFindings;
  const output = pages.map(({ file, findings, patch = "" }) => toPrintable(format(near(file), findings) + patch));
  const found = pages.flatMap(({ findings }) => findings);
  const failures = found.filter(isFailure).length;
  const text =
    failures > 0
      ? `${near(page)} is out of date: ${countOf(failures, "difference")}`
      : `${near(page)} is up to date${found.length === 0 ? "" : `, except for ${countOf(found.length, "example value")}`}`;
  return {
    exitCode: failures + settings.length > 0 ? 1 : 0,
    text: settings.length === 0 ? text : `${text}; settings to fix: ${settings.length}`,
    findings: [...found, ...settings],
    ...onlyFilled({ remarks, details: remarks }),
    output: [...output, toPrintable(format(near(page), settings))],
  };
}

/**
 * Names for all walkthroughs that match none; nothing if there are none.
 *
 * @param format the form in which a check prints them; `render` lists them below its line
 */
export function describeSharedNames(
  findings: readonly PageFinding[],
  format: "github" | "list" | "text",
): readonly Outcome[] {
  const [first] = findings;
  if (first === undefined) return [];
  const said = { exitCode: 1, text: `settings to fix: ${findings.length}`, findings };
  if (format === "list") {
    return [{ ...said, details: findings.map(({ file, line, message }) => `! ${file}:${line}: ${message}`) }];
  }
  const write = format === "github" ? formatAnnotations : formatFindings;
  return [{ ...said, output: [toPrintable(write(first.file ?? "", findings))] }];
}
