import { onlyKnown } from "../../json/only-known.ts";
import type { Entry } from "../../trace/model/types.ts";
import { type Address, splitPath, toAddress } from "../../trace/names/address.ts";
import type { PathPattern } from "../path-pattern.ts";
import { createServicePlaces } from "../service-places.ts";
import type { ApiDescription, DescribedOperation, Participant, StepDescription } from "../types.ts";
import { createUniqueIds } from "../unique-ids.ts";
import { type FoundOperation, indexOperations } from "./operation-index.ts";
import { type ServerPattern, parseServer } from "./server-pattern.ts";

/** Finds the description of a call in descriptions of APIs. */
export interface DescribedCall {
  readonly participant: Participant;
  /** Prefix of the paths of the description. */
  readonly base: string;
  readonly pattern?: PathPattern;
  /** Undefined if the description has no such method there. */
  readonly operation?: StepDescription & Pick<DescribedOperation, "summary">;
}

export type FindDescription = (method: string, address: Address) => DescribedCall | undefined;

/** The participant that each described API is. */
export function nameApis(descriptions: readonly ApiDescription[]): ReadonlyMap<ApiDescription, Participant> {
  const toId = createUniqueIds();
  return new Map(descriptions.map((one) => [one, { id: `api_${toId(one.title)}`, label: one.title }]));
}

/**
 * Finds the described API that a call belongs to. A server address without a host matches any host if the path fits. So does an API none of
 * whose servers appears in the recording: the recording was made against another stage.
 */
export function createDescriptionFinder(
  entries: readonly Entry[],
  descriptions: readonly ApiDescription[],
): FindDescription {
  if (descriptions.length === 0) return () => undefined;
  const addresses = entries.map(({ request }) => ({ method: request.method, address: toAddress(request.url) }));
  const servers = Array.from(nameApis(descriptions)).flatMap(([one, participant]) =>
    listServers(one, participant, addresses),
  );
  const learned = createServicePlaces();
  const search = (method: string, address: Address): DescribedCall | undefined =>
    servers
      .flatMap((server) => matchServer(server, method, address))
      .toSorted((one, other) => fitOf(other) - fitOf(one) || other.base.length - one.base.length)[0];
  for (const { method, address } of addresses) {
    const found = search(method, address);
    if (found !== undefined) learned.add(address.origin, { participant: found.participant, base: found.base });
  }
  return (method, address) => search(method, address) ?? learned.find(address);
}

interface DescribedServer {
  readonly description: ApiDescription;
  readonly participant: Participant;
  readonly server: ServerPattern;
  /** Whether it also matches other hosts, if a path matches. */
  readonly isAnywhere: boolean;
  readonly findOperation: (method: string, segments: readonly string[]) => FoundOperation | undefined;
}

function listServers(
  description: ApiDescription,
  participant: Participant,
  calls: readonly { readonly address: Address }[],
): readonly DescribedServer[] {
  const groups = Map.groupBy(description.operations, ({ servers }) => (servers ?? description.servers).join(" "));
  // Calls without an operation are matched with the servers of all operations.
  const sets = [...groups.values(), ...(groups.has(description.servers.join(" ")) ? [] : [[]])];
  return sets.flatMap((operations) => {
    const servers = (operations[0]?.servers ?? description.servers).map(parseServer);
    const isMet = servers.some((server) => server.isAbsolute && calls.some(({ address }) => isAt(server, address)));
    const findOperation = indexOperations(operations);
    return servers.map((server) => {
      return { description, participant, server, isAnywhere: !server.isAbsolute || !isMet, findOperation };
    });
  });
}

function isAt(server: ServerPattern, address: Address): boolean {
  return server.isHost(address) && server.findBase(address) !== undefined;
}

function matchServer(
  { description, participant, server, isAnywhere, findOperation }: DescribedServer,
  method: string,
  address: Address,
): readonly DescribedCall[] {
  if (!isAnywhere && !server.isHost(address)) return [];
  const base = server.findBase(address);
  if (base === undefined) return [];
  const found = findOperation(method, splitPath(address.path.slice(base.length)));
  if (found === undefined) return isAnywhere ? [] : [{ participant, base }];
  // A path that consists only of placeholders would match on any host.
  if (isAnywhere && base === "" && found.pattern.every((part) => "placeholder" in part)) return [];
  const { operation, pattern, isMethod } = found;
  const { path, id, summary, reference } = operation;
  if (!isMethod) return [{ participant, base, pattern }];
  const described = {
    title: description.title,
    path,
    ...onlyKnown({ id, summary, reference }),
  };
  return [{ participant, base, pattern, operation: described }];
}

function fitOf({ pattern, operation }: DescribedCall): number {
  return operation === undefined ? (pattern === undefined ? 0 : 1) : 2;
}
