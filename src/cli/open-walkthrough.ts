import { type AnalyzeOptions, analyze } from "../analyze/analyze.ts";
import { type Choice, chooseExchanges } from "../analyze/choose-exchanges.ts";
import type { ApiDescription, Profile, Walkthrough } from "../analyze/types.ts";
import { catalog } from "../flows/catalog.ts";
import { type OpenTraceOptions, openTrace } from "../import/open-trace.ts";
import { onlyKnown } from "../json/only-known.ts";
import { findProfile } from "../project/find-profile.ts";
import type { Trace } from "../trace/model/types.ts";
import type { Io } from "./io.ts";
import { takeBeginning } from "./output/take-beginning.ts";

export interface OpenedTrace {
  readonly trace: Trace;
  readonly walkthrough: Walkthrough;
  readonly profile?: Profile;
  /** What is known of its names and services, for what makes something else of the trace. */
  readonly known: AnalyzeOptions;
}

export interface OpenOptions {
  /** Where it is said that only a part is taken. */
  readonly io: Io;
  /** Walkthrough that the user named; what the project says of it counts. @default the first whose trace it is */
  readonly named?: string | undefined;
  /** Which exchanges are meant. @default all */
  readonly choice?: Choice | undefined;
  /** @default those of the project */
  readonly descriptions?: readonly ApiDescription[];
  /** Whether diagrams say which answer a value came from. @default what the project says */
  readonly dataFlow?: boolean;
}

/** Reads a trace and makes it ready to show, with what is known of its services. */
export async function openWalkthrough(
  file: string,
  flow: string | undefined,
  options: OpenOptions,
): Promise<OpenedTrace> {
  return toWalkthrough({ trace: await openTraceHere(file, options.io), file }, flow, options);
}

/** Reads a trace; what the project says of secrets is masked in one that another tool wrote. */
export async function openTraceHere(file: string, io: Io, options: OpenTraceOptions = {}): Promise<Trace> {
  const policy = async () => {
    const { toRedaction } = await import("./options/redaction-options.ts");
    return toRedaction({}, io, { traces: [file] });
  };
  return openTrace(file, { ...options, policy });
}

/** The same for a trace that has been read. */
export async function toWalkthrough(
  { trace: whole, file }: { readonly trace: Trace; readonly file: string },
  flow: string | undefined,
  { io, choice, named, ...options }: OpenOptions,
): Promise<OpenedTrace> {
  const trace = takeBeginning(choice === undefined ? whole : chooseExchanges(whole, choice).trace, file, io);
  const profile = await findProfile(trace, flow, catalog);
  const known = { profile, ...(await findNames(file, { named, ...options })) };
  return { trace, walkthrough: analyze(trace, known), known, ...onlyKnown({ profile }) };
}

/** What the project that this folder is in says of the names in a trace, and what the command line says instead. */
export async function findNames(
  file: string,
  { named, descriptions = [], dataFlow = false }: Omit<OpenOptions, "choice" | "io"> = {},
): Promise<Omit<AnalyzeOptions, "profile">> {
  const [{ findSettings }, { readDescriptions }] = await Promise.all([
    import("../project/config/find-settings.ts"),
    import("../project/read-descriptions.ts"),
  ]);
  const settings = await findSettings([file], named);
  const { participants, labels, paths, openapi = [] } = settings ?? {};
  return {
    participants,
    labels,
    paths,
    dataFlow: dataFlow || (settings?.dataFlow ?? false),
    descriptions: descriptions.length > 0 ? descriptions : await readDescriptions(openapi),
  };
}
