import type { Entry } from "../trace/model/types.ts";
import { type Address, splitPath, toAddress } from "../trace/names/address.ts";
import { readCatalog } from "./catalog.ts";
import type { OperationFinder } from "./operations.ts";
import { type ServicePlace, createServicePlaces, joinPath } from "./service-places.ts";
import type { Participant, Profile } from "./types.ts";

/** Names the service at a URL; undefined if only the host is known. */
export type FindService = (method: string, address: Address) => ServicePlace | undefined;

/**
 * Learns the locations of the profile's services from the whole trace, so that calls before the service catalog was received have names
 * too. One origin may have several services, and one service several origins. Evidence, best first: the catalog and known addresses, a path
 * that only one service has, the base path of such a call, a base path that is a service type.
 */
export function createServiceFinder(
  entries: readonly Entry[],
  profile: Profile | undefined,
  operations: OperationFinder,
): FindService {
  if (profile === undefined) return () => undefined;
  const catalog = createServicePlaces();
  for (const { type, url } of profile.catalog ? readCatalog(entries, profile.catalog) : []) {
    const { origin, path } = toAddress(url);
    const base = splitPath(path.replace(VERSION_AND_BELOW, ""));
    catalog.add(origin, { participant: nameService(profile, type), base: joinPath(base) });
  }
  for (const [url, type] of Object.entries(profile.servers ?? {})) {
    const { origin, path } = toAddress(url);
    catalog.add(origin, { participant: nameService(profile, type), base: joinPath(splitPath(path)) });
  }
  const fromCall = (method: string, { path }: Address): ServicePlace | undefined => {
    const found = operations.findService(method, splitPath(path));
    return found && { participant: nameService(profile, found.type), base: joinPath(found.base) };
  };
  const inferred = createServicePlaces();
  for (const { request } of entries) {
    const address = toAddress(request.url);
    const place = catalog.find(address) ?? fromCall(request.method, address);
    if (place !== undefined) inferred.add(address.origin, place);
  }
  return (method, address) =>
    catalog.find(address) ?? fromCall(method, address) ?? inferred.find(address) ?? findByTypeInPath(profile, address);
}

/** An endpoint may carry a version, and a project below it; a service's base path ends before: `/compute/v2.1/…`. */
const VERSION_AND_BELOW = /\/v\d+(?:\.\d+)?(?:\/.*)?$/;

function nameService(profile: Profile, type: string): Participant {
  const own = Object.hasOwn(profile.services, type) ? profile.services[type] : undefined;
  return own ?? { id: type, label: type };
}

/** As in DevStack: `/placement/…` is the service of type `placement`. */
function findByTypeInPath(profile: Profile, { path }: Address): ServicePlace | undefined {
  const [first = ""] = splitPath(path);
  if (!Object.hasOwn(profile.services, first)) return undefined;
  return { participant: nameService(profile, first), base: `/${first}` };
}
