import type { PageFinding, StaleHighlight, WalkthroughConfig } from "../index.ts";
import { near } from "./near.ts";
import { findProject } from "./open-project.ts";

/** Highlights of a walkthrough that point nowhere, as findings on the lines of the configuration that have them. */
export async function toHighlightFindings(
  { name }: Pick<WalkthroughConfig, "name">,
  stale: readonly StaleHighlight[],
): Promise<readonly PageFinding[]> {
  const project = stale.length === 0 ? undefined : await findProject();
  if (project === undefined) return [];
  const { describeStaleHighlight, findYamlLine, readText } = await import("../index.ts");
  const text = await readText(project.file);
  return stale.map((highlight): PageFinding => {
    const { step, part, index, gone } = highlight;
    return {
      level: gone === "step" ? "structure" : "shape",
      file: near(project.file),
      line: findYamlLine(text, ["walkthroughs", name, "highlights", step, part, index]),
      message: `${name}: ${describeStaleHighlight(highlight)}`,
    };
  });
}
