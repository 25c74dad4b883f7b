import { UserError } from "../../errors.ts";
import { onlyFilled } from "../../json/only-filled.ts";
import type { PageSection } from "../../page/page-parts.ts";
import type { FindOwn } from "../../redact/scan/find-own.ts";
import { refuseSecrets } from "../../redact/scan/gate.ts";
import { maskLeaks } from "../../redact/scan/mask-leaks.ts";
import type { AdoptedTrace } from "../../regions/adopt/adopted-arrow.ts";
import { findOpenTabs } from "../../regions/adopt/containers.ts";
import { moveText } from "../../regions/adopt/move-text.ts";
import { readPageLines } from "../../regions/adopt/page-lines.ts";
import { type Doubt, type LeftOutRun, type Proposal, proposeAdoption } from "../../regions/adopt/propose.ts";
import { putMarkers } from "../../regions/adopt/put-markers.ts";
import { findOpenFence } from "../../regions/fence-tracker.ts";
import { isRegion } from "../../regions/marked-parts.ts";
import type { MergeReport } from "../../regions/merge-report.ts";
import { mergePage } from "../../regions/merge.ts";
import { type PagePart, parsePage } from "../../regions/parse-page.ts";
import { refuseConflict } from "../../regions/refuse-conflict.ts";
import { nameRegion } from "../../regions/regions.ts";
import { mapKnown } from "../../sequence/map-known.ts";
import { readText } from "../../trace/files/file.ts";
import { addSettings } from "../config/first.ts";
import { type WalkthroughConfig, parseConfig } from "../config/parse.ts";
import { near } from "../near.ts";
import { type PlannedWalkthrough, planWalkthrough } from "../pages/plan-walkthrough.ts";
import { type SecretSources, findOwnOf } from "../walkthrough-secrets.ts";
import { toAdoptedTrace } from "./to-adopted-trace.ts";

/** What adopting a page would do. */
export interface Adoption {
  /** `new`: a new page is written, and the author's text is moved into it. */
  readonly kind: "marked" | "new" | "nothing";
  readonly page: string;
  readonly existing: string;
  readonly text: string;
  /** Regions that the page gets. */
  readonly regions: readonly string[];
  /** Additions to the project file. */
  readonly settings: AddedSettings;
  readonly config: { readonly file: string; readonly existing: string; readonly text: string };
  /** Assumptions that may be wrong. */
  readonly doubts: readonly Doubt[];
  readonly report: MergeReport | undefined;
  /** Lines of the old page, from 1, with an alias instead of a secret that is now between markers. */
  readonly masked: readonly number[];
}

export interface AddedSettings {
  readonly omit?: readonly Omitted[];
  readonly without?: readonly PageSection[];
}

type Omitted = NonNullable<WalkthroughConfig["omit"]>[number];

export interface PlanAdoptionOptions extends SecretSources {
  /** The project file. */
  readonly configFile: string;
  /** Names of earlier assumptions that the user rejected. @default none */
  readonly refused?: ReadonlySet<string>;
}

/** Name of the question whether a page without arrow numbers should be replaced by a new page. */
const NEW_PAGE = "new-page";

/**
 * Plans how a handwritten page becomes a page that wirewalk updates; writes nothing.
 *
 * @throws UserError for a page that is not there, or cannot be read, and for a secret in the author's own words
 */
export async function planAdoption(
  walkthrough: WalkthroughConfig,
  { configFile, refused = new Set(), ...sources }: PlanAdoptionOptions,
): Promise<Adoption> {
  const existing = await readText(walkthrough.page);
  const page = near(walkthrough.page);
  const config = { file: near(configFile), existing: await readText(configFile) };
  refuseUnclear(existing, page);
  const byteOrderMark = existing.startsWith("\uFEFF") ? "\uFEFF" : "";
  const planned = await planWalkthrough(walkthrough, sources);
  const generated = parsePage(await writeOnly(planned, page));
  const parts = readParts(existing.slice(byteOrderMark.length), generated);
  refuseOpenTabs(parts, page);
  const trace = toAdoptedTrace(planned.plan.walkthrough, generated);
  const findOwn = await findOwnOf(walkthrough, sources);
  const { proposal, masked } = proposeMasked(parts, trace, { refused, findOwn });
  const base = { page, existing, config: { ...config, text: config.existing } };
  const marked = new Set(parts.filter(isRegion).map(({ id }) => nameRegion(id)));
  const missing = listMissing(generated, marked);
  if (missing.length === 0) return { ...base, ...NOTHING, kind: "nothing", text: existing };
  if (marked.size === 0 && !proposal.hasNumbers && !refused.has(NEW_PAGE)) {
    const text = byteOrderMark + moveText(proposal, generated);
    refuseSecrets(page, text, findOwn);
    return { ...base, ...NOTHING, kind: "new", text, regions: missing, doubts: [DOUBT_NEW] };
  }
  const settings = toSettings({ proposal, planned, generated, marked, refused });
  const wanted = { ...walkthrough, ...joinSettings(walkthrough, settings) };
  const { plan, profile } = await planWalkthrough(wanted, sources);
  const fresh = await writeOnly({ plan }, page);
  const withMarkers = putMarkers(proposal, parsePage(fresh));
  const { text, report } = mergePage(byteOrderMark + withMarkers, fresh, { edits: "adopt", profile });
  refuseSecrets(page, text, findOwn);
  return {
    ...base,
    kind: "marked",
    text,
    regions: listMissing(parsePage(fresh), marked),
    settings,
    config: { ...config, text: await writeSettings(config.existing, configFile, { name: walkthrough.name, settings }) },
    doubts: [...proposal.doubts, ...proposal.leftOut.flatMap((run) => doubtLeftOut(run, refused))],
    report,
    masked,
  };
}

const NOTHING = { regions: [], settings: {}, doubts: [], report: undefined, masked: [] } as const;

const DOUBT_NEW: Doubt = {
  region: NEW_PAGE,
  line: 1,
  question:
    "The headings do not have the numbers of the arrows, so a new page is better; the text of this one moves to it",
};

interface Known {
  readonly refused: ReadonlySet<string>;
  readonly findOwn: FindOwn | undefined;
}

/**
 * A secret that is also in the trace is masked as in a recording; a secret in the author's own text has to be fixed by
 * the author.
 */
function proposeMasked(
  parts: readonly PagePart[],
  trace: AdoptedTrace,
  { refused, findOwn }: Known,
): { readonly proposal: Proposal; readonly masked: readonly number[] } {
  const proposal = proposeAdoption(parts, trace, refused);
  const owned = new Set<number>();
  for (const { first, last } of proposal.places.values())
    for (let line = first; line <= last; line += 1) owned.add(line + 1);
  const { text, lines } = maskLeaks(parts.map((part) => part.text).join(""), (line) => owned.has(line), findOwn);
  if (lines.length === 0) return { proposal, masked: lines };
  return { proposal: proposeAdoption(readParts(text, parts), trace, refused), masked: lines };
}

/** A page without markers does not show how its target writes code. @param like parts of a page that is for the same target */
function readParts(text: string, like: readonly PagePart[]): readonly PagePart[] {
  const { syntax = "html" } = like[0] ?? {};
  return parsePage(text).map((part) => Object.assign(part, { syntax }));
}

function refuseUnclear(existing: string, page: string): void {
  refuseConflict(existing);
  const fence = findOpenFence(existing);
  if (fence === undefined) return;
  throw new UserError(`The code fence that opens on line ${fence} of ${page} is not closed.`, {
    hint: "Close it first: Markdown treats everything after it as code.",
  });
}

function refuseOpenTabs(parts: readonly PagePart[], page: string): void {
  const open = findOpenTabs(readPageLines(parts));
  if (open === undefined) return;
  throw new UserError(`The tabs that begin on line ${open.index + 1} of ${page} are not closed: ${open.text}`, {
    hint: "Close them first: what follows would be part of them.",
  });
}

async function writeOnly({ plan }: Pick<PlannedWalkthrough, "plan">, page: string): Promise<string> {
  const [first, ...others] = plan.pages;
  if (first === undefined || others.length > 0) {
    throw new UserError(`The walkthrough is so long that it has ${plan.pages.length} pages.`, {
      hint: `Move ${page} away, render, and put your text into the new pages.`,
    });
  }
  const { page: text } = await first.write();
  return text;
}

function listMissing(generated: readonly PagePart[], marked: ReadonlySet<string>): readonly string[] {
  return generated
    .filter(isRegion)
    .map(({ id }) => nameRegion(id))
    .filter((name) => !marked.has(name));
}

interface Found {
  readonly proposal: Proposal;
  readonly planned: PlannedWalkthrough;
  readonly generated: readonly PagePart[];
  readonly marked: ReadonlySet<string>;
  readonly refused: ReadonlySet<string>;
}

function toSettings({ proposal, planned, generated, marked, refused }: Found): AddedSettings {
  const { leftOut, places } = proposal;
  const { steps } = planned.plan.walkthrough;
  const toPlace = (number: number, side: "request" | "response"): number | string =>
    steps.find((step) => step[side].number === number)?.id ?? number;
  const omit = leftOut
    .filter((run) => !refused.has(nameRun(run)))
    .map(({ first, last, link }): Omitted => {
      const range = { from: toPlace(first.number, "request"), to: toPlace(last.number, "response") };
      return link === undefined ? range : Object.assign(range, link);
    });
  const without = generated
    .filter(isRegion)
    .filter(({ id }) => id.step === undefined && id.part !== "substituted")
    .filter(({ id }) => !marked.has(nameRegion(id)) && !places.has(nameRegion(id)))
    // A page can omit every region that belongs to no step, except the warning about made-up values.
    .map(({ id }) => id.part as PageSection);
  return onlyFilled({ omit, without });
}

function joinSettings(own: WalkthroughConfig, added: AddedSettings): Partial<WalkthroughConfig> {
  const join = <Item>(...lists: readonly (readonly Item[] | undefined)[]): readonly Item[] =>
    mapKnown(lists, (list) => list).flat();
  return { omit: join(own.omit, added.omit), without: join(own.without, added.without) };
}

interface Named {
  readonly name: string;
  readonly settings: AddedSettings;
}

async function writeSettings(existing: string, file: string, { name, settings }: Named): Promise<string> {
  if (Object.keys(settings).length === 0) return existing;
  const text = addSettings(existing, name, { ...settings });
  await parseConfig(text, file);
  return text;
}

function nameRun({ first, last }: LeftOutRun): string {
  return `omit=${first.number}-${last.number}`;
}

function doubtLeftOut(run: LeftOutRun, refused: ReadonlySet<string>): readonly Doubt[] {
  if (run.note !== undefined || refused.has(nameRun(run))) return [];
  const { first, last } = run;
  const what = first.number === last.number ? `(${first.number})` : `(${first.number})-(${last.number})`;
  const question = `${what} are not on the page, and stay off it: \`omit\``;
  return [{ region: nameRun(run), line: 1, question }];
}
