import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";

import type { MergeOptions, PageFinding, PagePicture, Profile, WalkthroughConfig } from "../index.ts";
import { checkLive } from "./check-live.ts";
import { findSharedRange } from "./common-beginning.ts";
import { countOf } from "./counts.ts";
import { findProfile } from "./find-profile.ts";
import type { Io } from "./io.ts";
import { isFile } from "./is-file.ts";
import { near } from "./near.ts";
import { openTraceOf } from "./open-trace-of.ts";
import { findStalePictures, nameOf, writePictures } from "./page-pictures.ts";
import { toPrintable } from "./printable.ts";
import { readDescriptions } from "./read-descriptions.ts";
import type { Outcome } from "./run-each.ts";

/** Writes or refreshes the page of a walkthrough; 1 where it leaves something to the author. */
export async function renderWalkthrough(
  walkthrough: WalkthroughConfig,
  options: MergeOptions,
  io: Io,
): Promise<Outcome> {
  const { page } = walkthrough;
  const { formatMergeReport, mergePage, needsAuthor, refuseSecrets, writeFileAtomically } = await import("../index.ts");
  const { existing, fresh, profile, pictures } = await preparePage(walkthrough);
  const merged = existing === undefined ? undefined : mergePage(existing, fresh, { ...options, profile });
  const wanted = merged?.text ?? fresh;
  refuseIn(refuseSecrets, near(page), [existing, wanted]);
  if (existing !== wanted) {
    await mkdir(dirname(page), { recursive: true });
    await writeFileAtomically(page, wanted);
  }
  const drawn = await writePictures(page, pictures, { io, engine: undefined });
  const written = [...(existing === wanted ? [] : [page]), ...drawn].map(near);
  const text = written.length === 0 ? `${near(page)} is up to date` : `wrote ${written.join(", ")}`;
  if (merged === undefined) return { exitCode: 0, text };
  const { report } = merged;
  return { exitCode: needsAuthor(report) ? 1 : 0, text, details: formatMergeReport(report), report };
}

/** Where a secret stands on the page already, its line there is of more use than where it would come to stand. */
function refuseIn(
  refuse: (page: string, text: string) => void,
  page: string,
  [existing, wanted]: readonly [string | undefined, string],
): void {
  try {
    refuse(page, wanted);
  } catch (error) {
    if (existing !== undefined) refuse(page, existing);
    throw error;
  }
}

export interface CheckOptions {
  /** Prints what `render` would change. */
  readonly diff: boolean;
  /** Prints workflow commands in place of lines for people. */
  readonly annotate: boolean;
  /** Records anew, into a file that goes away, and compares the API itself. */
  readonly live: boolean;
}

/** Compares the page of a walkthrough with what its trace says; writes nothing. */
export async function checkWalkthrough(
  walkthrough: WalkthroughConfig,
  { diff, annotate, live }: CheckOptions,
  io: Io,
): Promise<Outcome> {
  if (live) return checkLive(walkthrough, annotate, io);
  const page = near(walkthrough.page);
  const { checkPage, formatAnnotations, formatFindings, formatPatch, isFailure, refuseSecrets } =
    await import("../index.ts");
  const { existing, fresh, profile, pictures } = await preparePage(walkthrough);
  if (existing === undefined) {
    return { exitCode: 1, text: `${page} does not exist; \`wirewalk render ${walkthrough.name}\` writes it` };
  }
  refuseSecrets(page, existing);
  const checked = checkPage(existing, fresh, { profile });
  const stale = await findStalePictures(walkthrough.page, pictures);
  const findings = [...checked.findings, ...stale.map(toFinding)];
  const output = toPrintable(
    (annotate ? formatAnnotations : formatFindings)(page, findings) +
      (diff ? formatPatch(page, existing, checked) : ""),
  );
  const failures = findings.filter(isFailure).length;
  if (failures > 0)
    return { exitCode: 1, text: `${page} is out of date: ${countOf(failures, "difference")}`, findings, output };
  const values = findings.length === 0 ? "" : `, but for ${countOf(findings.length, "example value")}`;
  return { exitCode: 0, text: `${page} is up to date${values}`, findings, output };
}

function toFinding(file: string): PageFinding {
  return { level: "shape", line: 1, message: `${near(file)} is not the picture of this diagram; \`render\` draws it` };
}

interface PreparedPage {
  readonly existing: string | undefined;
  readonly fresh: string;
  readonly profile: Profile | undefined;
  readonly pictures: readonly PagePicture[];
}

async function preparePage(walkthrough: WalkthroughConfig): Promise<PreparedPage> {
  const { renderWithPictures, readText } = await import("../index.ts");
  const {
    page,
    diagram,
    title,
    locale,
    target,
    template,
    templates,
    omit = [],
    highlights,
    participants,
    mermaid,
    flow,
  } = walkthrough;
  const { paths, labels, dataFlow, openapi = [] } = walkthrough;
  const trace = await openTraceOf(walkthrough);
  const profile = await findProfile(trace, flow);
  const descriptions = await readDescriptions(openapi);
  const known = { participants, paths, labels, descriptions, dataFlow, profile };
  const shared = await findSharedRange(trace, walkthrough, known);
  const { page: fresh, pictures } = await renderWithPictures(trace, {
    ...known,
    pageName: nameOf(page),
    title,
    locale,
    omit: [...shared, ...omit],
    ...(target !== undefined && { target }),
    ...(template !== undefined && { template }),
    ...(templates !== undefined && { templatesFolder: templates }),
    ...(highlights !== undefined && { highlights }),
    ...(mermaid !== undefined && { mermaidVersion: mermaid }),
    ...(diagram !== undefined && { diagram }),
  });
  return { existing: (await isFile(page)) ? await readText(page) : undefined, fresh, profile, pictures };
}
