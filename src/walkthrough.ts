import { analyze } from "./analyze/analyze.ts";
import type { Profile } from "./analyze/types.ts";
import { toDiagrams } from "./diagram/diagrams.ts";
import { type PageOptions, renderPage } from "./render/page.ts";
import type { Trace } from "./trace/types.ts";

export interface RenderOptions extends Omit<PageOptions, "diagrams"> {
  /** What is known of the services in the trace. */
  readonly profile?: Profile;
  /** Names of participants, by id, host, or the address where a server begins. */
  readonly participants?: Readonly<Record<string, string>>;
  /** 8 for sites with a Mermaid before 9: nothing is folded in the diagram. @default the current one */
  readonly mermaidVersion?: 8;
}

/** The page of a trace: same trace and options in, same bytes out. */
export async function render(
  trace: Trace,
  { profile, participants, mermaidVersion, ...options }: RenderOptions,
): Promise<string> {
  const walkthrough = analyze(trace, { profile, participants });
  return renderPage(walkthrough, {
    ...options,
    diagrams: toDiagrams(walkthrough, mermaidVersion === undefined ? {} : { version: mermaidVersion }),
  });
}
