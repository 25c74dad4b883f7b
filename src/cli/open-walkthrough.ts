import { type AnalyzeOptions, analyze } from "../analyze/analyze.ts";
import { type Choice, chooseExchanges } from "../analyze/choose-exchanges.ts";
import type { ApiDescription, Profile, Walkthrough } from "../analyze/types.ts";
import { catalog } from "../flows/catalog.ts";
import { type OpenTraceOptions, openTrace } from "../import/open-trace.ts";
import { onlyKnown } from "../json/only-known.ts";
import { findSettings } from "../project/config/find-settings.ts";
import type { SharedConfig } from "../project/config/parse.ts";
import { findProfile } from "../project/find-profile.ts";
import { readDescriptions } from "../project/read-descriptions.ts";
import type { RedactionPolicy } from "../redact/policy.ts";
import type { MessageTypes } from "../trace/bodies/message-types.ts";
import type { Selection } from "../trace/choose/choice.ts";
import { leaveOutBrowserParts, takeSelected } from "../trace/choose/select-exchanges.ts";
import type { Trace } from "../trace/model/types.ts";
import type { Io } from "./io.ts";
import { takeBeginning } from "./output/take-beginning.ts";

export interface OpenedTrace {
  readonly trace: Trace;
  readonly walkthrough: Walkthrough;
  readonly profile?: Profile;
  /** Base URLs that pages show instead of the recorded ones. */
  readonly servers: SharedConfig["servers"];
  /** Options with its names and services, for other outputs of the trace. */
  readonly known: AnalyzeOptions;
}

export interface OpenOptions {
  /** Reports that only a part is used. */
  readonly io: Io;
  /** Walkthrough that the user named, whose settings in the project file apply. @default the first with this trace */
  readonly named?: string | undefined;
  /** Which exchanges are meant. @default all */
  readonly choice?: Choice | undefined;
  /** Rules that choose exchanges. @default those of the project */
  readonly selection?: Selection | undefined;
  /** Whether a browser's requests outside an API are dropped if the user does not choose. @default false */
  readonly isForReaders?: boolean;
  /** Whether there may be more exchanges than can be analyzed at once; the walkthrough is not available then. @default false */
  readonly takesAll?: boolean;
  /** @default the settings of the project */
  readonly descriptions?: readonly ApiDescription[];
  /** Types of messages of Protocol Buffers. @default those of the project */
  readonly messages?: MessageTypes | undefined;
  /** Whether diagrams show which response a value came from. @default the project's setting */
  readonly dataFlow?: boolean;
  /** Whether diagrams show which recorders saw an exchange. @default the setting of the project */
  readonly recorders?: boolean;
}

/** Reads a trace and prepares it for display, with the profile of its services. */
export async function openWalkthrough(
  file: string,
  flow: string | undefined,
  options: OpenOptions,
): Promise<OpenedTrace> {
  return toWalkthrough({ trace: await openTraceHere(file, options.io), file }, flow, options);
}

/** Reads a trace and masks what the project declares as secret: the trace may be older than the declaration. */
export async function openTraceHere(file: string, io: Io, options: OpenTraceOptions = {}): Promise<Trace> {
  const policy = async () => {
    const { toRedaction } = await import("./options/redaction-options.ts");
    return toRedaction({}, io, { traces: [file] });
  };
  return openTrace(file, { ...options, policy, declared: () => findDeclared(file, io) });
}

async function findDeclared(file: string, { env }: Io): Promise<RedactionPolicy | undefined> {
  const settings = (await findSettings([file]))?.redact ?? [];
  if (settings.length === 0) return undefined;
  const { secretsOf, toRedactionPolicy } = await import("../project/redaction-policy.ts");
  // A variable that is missing here may have been set on the machine that recorded.
  const policy = await toRedactionPolicy(settings.map(secretsOf), { env, foundSecrets: [], onMissing: () => {} });
  return policy.rules?.length === 0 && policy.secrets?.length === 0 ? undefined : policy;
}

/** The same for a trace that has been read. */
export async function toWalkthrough(
  { trace: whole, file }: { readonly trace: Trace; readonly file: string },
  flow: string | undefined,
  { io, choice, named, selection, isForReaders, takesAll = false, ...options }: OpenOptions,
): Promise<OpenedTrace> {
  const { names, shown, selection: given } = await findNames(file, { named, ...options });
  const wanted = selection ?? given;
  const meant = wanted === undefined ? whole : takeSelected(whole, wanted);
  const chosen = choice === undefined ? meant : chooseExchanges(meant, choice).trace;
  const begun = takesAll ? chosen : takeBeginning(chosen, file, io);
  const isFree = isForReaders === true && wanted === undefined && choice === undefined;
  const { trace, leftOut } = isFree ? leaveOutBrowserParts(begun) : { trace: begun };
  const profile = await findProfile(trace, flow, catalog);
  const known = { profile, ...names, leftOut };
  let walkthrough: Walkthrough | undefined;
  return {
    trace,
    // Outputs that write one exchange at a time do not need an analysis of all.
    get walkthrough() {
      return (walkthrough ??= analyze(trace, known));
    },
    known,
    servers: shown.servers,
    ...onlyKnown({ profile }),
  };
}

export interface FoundNames {
  readonly names: Omit<AnalyzeOptions, "profile">;
  /** How pages show them. */
  readonly shown: Pick<SharedConfig, "fold" | "headers" | "servers">;
  /** Undefined if the project has no setting for it. */
  readonly selection: Selection | undefined;
}

/**
 * The settings of this directory's project for names in a trace and for the choice of exchanges, unless the command
 * line has its own.
 */
export async function findNames(
  file: string,
  {
    named,
    descriptions = [],
    messages,
    dataFlow = false,
    recorders = false,
  }: Pick<OpenOptions, "named" | "descriptions" | "messages" | "dataFlow" | "recorders"> = {},
): Promise<FoundNames> {
  const settings = await findSettings([file], named);
  const { participants, labels, paths, only, drop, openapi = [], proto = [] } = settings ?? {};
  const { headers, servers, fold } = settings ?? {};
  return {
    shown: onlyKnown({ headers, servers, fold }),
    names: {
      participants,
      labels,
      paths,
      dataFlow: dataFlow || (settings?.dataFlow ?? false),
      recorders: recorders || (settings?.recorders ?? false),
      descriptions: descriptions.length > 0 ? descriptions : await readDescriptions(openapi),
      messages: messages ?? (await readProto(proto)),
    },
    selection: only === undefined && drop === undefined ? undefined : { only, drop },
  };
}

/** The types in .proto files. What reads them is loaded only if there is one. */
export async function readProto(files: readonly string[] = []): Promise<MessageTypes | undefined> {
  if (files.length === 0) return undefined;
  const { readMessageTypes } = await import("../project/read-message-types.ts");
  return readMessageTypes(files);
}
