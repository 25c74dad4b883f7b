import type { Entry, Trace } from "../trace/model/types.ts";
import { type Address, splitPath, toAddress } from "../trace/names/address.ts";
import { createCallbackFinder } from "./described/callback-finder.ts";
import { type DescribedCall, createDescriptionFinder } from "./described/description-finder.ts";
import { type Call, createOperationFinder } from "./operations.ts";
import { createParticipantBook } from "./participants.ts";
import { createPathChooser } from "./path-choice.ts";
import { type PathValue, templatePath } from "./path-template.ts";
import { isOwnId } from "./provenance/own-id.ts";
import { readQueryNames, templateQuery } from "./query-template.ts";
import { toReadablePath } from "./readable-path.ts";
import { type ParticipantNames, createRenamedParticipants } from "./renamed-participants.ts";
import { createServiceFinder } from "./service-finder.ts";
import type { ApiDescription, Operation, Participant, Profile, ValueSource, Variable } from "./types.ts";
import { createVariableBook } from "./variables.ts";

/** The meaning of an entry: the caller, the server, and the purpose. */
export interface ReadCall {
  /** Participant ids. */
  readonly client: string;
  readonly server: string;
  /** Templated path with query, readable: see `toReadablePath`. */
  readonly path: string;
  /** Segments of the path that have placeholders. */
  readonly pathValues: readonly PathValue[];
  /** Why a segment without other evidence is a value, if there is a reason other than its form. */
  readonly pathEvidence: ValueSource | undefined;
  readonly operation: Operation | undefined;
  readonly described: DescribedCall["operation"];
}

/** Sources of names for calls, in addition to the trace itself. */
export interface KnownNames {
  readonly profile?: Profile | undefined;
  readonly participants?: ParticipantNames | undefined;
  /** Path templates that take precedence over everything else: `/image/v2/images/{image_id}`. */
  readonly paths?: readonly string[] | undefined;
  readonly descriptions?: readonly ApiDescription[] | undefined;
}

type SourceOf = (value: string) => ValueSource | undefined;

/** Reads entries one by one, and remembers their participants and values. */
export interface CallReader {
  /** @param sourceOf the input or earlier response that a value of this entry's request came from */
  readonly read: (entry: Entry, sourceOf: SourceOf) => ReadCall;
  /** In the order the entries were read. */
  readonly participants: () => readonly Participant[];
  readonly variables: () => readonly Variable[];
}

export function createCallReader(trace: Trace, known: KnownNames): CallReader {
  const { profile, descriptions = [], paths = [] } = known;
  const operations = createOperationFinder(profile);
  const findService = createServiceFinder(trace.log.entries, profile, operations);
  const findDescription = createDescriptionFinder(trace.log.entries, descriptions);
  const callbacks = createCallbackFinder(descriptions);
  const choosePath = createPathChooser(paths);
  const renamed = createRenamedParticipants(known.participants ?? {});
  const participants = createParticipantBook(profile, renamed);
  const variables = createVariableBook(trace.log._wirewalk?.flow?.inputs ?? {});

  const read = (entry: Entry, sourceOf: SourceOf): ReadCall => {
    const address = toAddress(entry.request.url);
    const named = renamed.places.find(address);
    const service = findService(entry.request.method, address);
    const described = findDescription(entry.request.method, address);
    const callback = described === undefined ? callbacks.find(entry) : undefined;
    if (described?.operation !== undefined) callbacks.note(entry, described.operation);
    const client = callback?.caller ? participants.add(callback.caller) : addClient(entry._client);
    const found = named ?? service ?? described;
    const server = addServer(named === undefined ? entry._server : undefined, found?.participant, address.host);
    const base = service?.base ?? found?.base ?? "";
    // The profile identifies a service by its own name.
    const call = toCall(entry, address, { server: named ? (service?.participant.id ?? server.id) : server.id, base });
    const choice = choosePath(address, { base, pattern: operations.findPattern(call), described });
    const { path, values: pathValues } = templatePath(choice.base, address.path, {
      pattern: choice.pattern,
      variables,
      sourceOf,
      isOwnId: (value) => isOwnId(value, entry),
    });
    const operation = operations.find(call);
    return {
      client: client.id,
      server: server.id,
      path: toReadablePath(path + templateQuery(address.query, { variables, sourceOf })),
      pathValues,
      pathEvidence: choice.evidence ?? (operation && { kind: "operation", path: operation.path }),
      operation,
      described: described?.operation ?? callback?.operation,
    };
  };
  const addClient = (id: string | undefined): Participant => (id === undefined ? addCaller() : participants.addId(id));
  const addCaller = (): Participant =>
    profile === undefined
      ? participants.addUnknown({ id: "client", label: "client" })
      : participants.add(profile.client);
  const addServer = (id: string | undefined, found: Participant | undefined, host: string): Participant => {
    if (id !== undefined) return participants.addId(id);
    return found === undefined ? participants.addHost(host) : participants.add(found);
  };
  return { read, participants: participants.list, variables: variables.list };
}

function toCall(
  { request, response }: Entry,
  address: Address,
  { server, base }: { readonly server: string; readonly base: string },
): Call {
  return {
    server,
    method: request.method,
    segments: splitPath(address.path.slice(base.length)),
    status: response.status,
    queryNames: readQueryNames(address.query),
  };
}
