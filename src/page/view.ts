import type { Step, Variable, Walkthrough } from "../analyze/types.ts";
import { listNumbers } from "../sequence/numbered.ts";
import { toSectionAddress } from "./anchor.ts";
import { viewCommand, type CommandView } from "./command-view.ts";
import { DEFAULT_LOCALE } from "./default-locale.ts";
import { type DiagramView, type LinkView, viewDiagrams } from "./diagram-view.ts";
import type { Messages } from "./locales.ts";
import { localize } from "./localize.ts";
import { checkRanges } from "./omitted-ranges.ts";
import type { FurtherPage, PageOptions } from "./page-options.ts";
import type { PageSection } from "./page-parts.ts";
import { viewSections, type SectionView } from "./section-view.ts";

/** Everything that templates can use. Every field is always set, so that a misspelled name is an error. */
export interface PageView {
  readonly title: string;
  /** Kinds of values that are made up: `hosts`. */
  readonly substituted: readonly string[];
  readonly variables: readonly VariableView[];
  /** null if the trace has no command. */
  readonly command: CommandView | null;
  /** Which parts the page has. */
  readonly hasCommand: boolean;
  readonly hasOutput: boolean;
  readonly hasDiagram: boolean;
  readonly hasSummary: boolean;
  readonly diagrams: readonly DiagramView[];
  /** Links of a further page of a very large walkthrough; else null. */
  readonly place: PlaceView | null;
  /** Whether the page has sections: the first of several has none. */
  readonly isExchange: boolean;
  readonly summary: readonly SummaryLine[];
  /** The omitted requests of the browser itself; null if there are none. */
  readonly leftOut: LeftOutView | null;
  /** Requests, responses and notes of omissions, in the order of events. */
  readonly sections: Iterable<SectionView>;
}

interface PlaceView {
  readonly overview: { readonly title: string; readonly address: string };
  /** null before the first and after the last. */
  readonly previous: FurtherPage | null;
  readonly next: FurtherPage | null;
}

/** The placeholder of a value in the paths. */
interface VariableView {
  /** With braces: `{image_id}`. */
  readonly placeholder: string;
  readonly value: string;
  /** Name of the input, or "". */
  readonly input: string;
  /** The response that the value came from; none if no earlier one has it. */
  readonly from: readonly LinkView[];
  /** Requests that have it in their path, the first of them. */
  readonly uses: readonly LinkView[];
}

interface LeftOutView {
  /** Exchanges in all. */
  readonly count: number;
  /** By kind: `scripts`. */
  readonly parts: readonly { readonly part: string; readonly count: number }[];
}

/** The purpose of a request and its response. */
interface SummaryLine {
  readonly request: number;
  readonly response: number;
  /** Links to their sections on the page, `#image-show-request`; "" if they are omitted. */
  readonly requestAddress: string;
  readonly responseAddress: string;
  /** Markdown from the profile, or "" for calls that it does not know. */
  readonly text: string;
  /** `GET /image`, or the name of the call; plain text. */
  readonly call: string;
}

/** Makes everything that code can decide, so that templates only place it. @throws UserError for options that do not fit */
export function viewPage(walkthrough: Walkthrough, options: PageOptions, messages: Messages = {}): PageView {
  const { locale = DEFAULT_LOCALE, pages, place, omit = [], without = [] } = options;
  const has = (part: PageSection): boolean => !without.includes(part);
  const folded = listNumbers(walkthrough.folds);
  const omitted = checkRanges(omit, walkthrough);
  return {
    title: options.title,
    substituted: walkthrough.substituted,
    variables: has("variables")
      ? viewVariables(walkthrough, (number) => pages === undefined && !omitted.has(number) && !folded.has(number))
      : [],
    command: viewCommand(walkthrough, options.title),
    hasCommand: has("command"),
    hasOutput: has("output"),
    // The links between the pages of a large walkthrough are next to their diagrams.
    hasDiagram: has("diagram") || pages !== undefined || place !== undefined,
    hasSummary: has("summary"),
    diagrams: viewDiagrams(walkthrough, { options, messages, omitted }),
    place: place === undefined ? null : { previous: null, next: null, ...place },
    isExchange: pages === undefined,
    summary: (pages === undefined ? walkthrough.steps : [])
      .filter(({ request }) => !folded.has(request.number))
      .map((step) => summarize(step, { locale, omitted })),
    leftOut: pages === undefined ? viewLeftOut(walkthrough) : null,
    sections: pages === undefined ? viewSections(walkthrough, options, omitted) : [],
  };
}

function viewLeftOut({ leftOut: parts }: Walkthrough): LeftOutView | null {
  return parts === undefined ? null : { count: parts.reduce((sum, { count }) => sum + count, 0), parts };
}

function viewVariables(
  { variables, steps, provenance, folds }: Walkthrough,
  hasSection: (number: number) => boolean,
): readonly VariableView[] {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const sources = new Map<string, Step | undefined>();
  for (const { value, source } of provenance)
    if (source.kind === "answer" && !sources.has(value)) sources.set(value, byId.get(source.step));
  const linkTo = (step: Step, part: "request" | "response"): LinkView => {
    const { number } = step[part];
    return { text: String(number), address: hasSection(number) ? toSectionAddress(step.id, part) : "" };
  };
  const folded = listNumbers(folds);
  const uses = findUses(steps.filter(({ request }) => !folded.has(request.number)));
  return variables.map(({ name, value, input = "" }: Variable): VariableView => {
    const placeholder = `{${name}}`;
    const source = sources.get(value);
    return {
      placeholder,
      value,
      input,
      from: source === undefined ? [] : [linkTo(source, "response")],
      uses: Array.from(uses.get(placeholder) ?? [], (step) => linkTo(step, "request")),
    };
  });
}

/** The first steps whose path has a placeholder, by the placeholder. */
function findUses(steps: readonly Step[]): ReadonlyMap<string, ReadonlySet<Step>> {
  const uses = new Map<string, Set<Step>>();
  for (const step of steps) {
    for (const [placeholder] of step.request.path.matchAll(/\{[^{}]*\}/g)) {
      const known = uses.get(placeholder);
      if (known === undefined) uses.set(placeholder, new Set([step]));
      else if (known.size < MOST_USES) known.add(step);
    }
  }
  return uses;
}

/** Longest list of requests after a value; a poll may have thousands. */
const MOST_USES = 6;

function summarize(
  step: Step,
  { locale, omitted }: { readonly locale: string; readonly omitted: ReadonlyMap<number, unknown> },
): SummaryLine {
  const { id, request, response, operation, name } = step;
  const addressOf = (part: "request" | "response"): string =>
    omitted.has(step[part].number) ? "" : toSectionAddress(id, part);
  return {
    request: request.number,
    response: response.number,
    requestAddress: addressOf("request"),
    responseAddress: addressOf("response"),
    text: localize(operation?.summary, locale),
    call: name?.text ?? `${request.method} ${request.path}`,
  };
}
