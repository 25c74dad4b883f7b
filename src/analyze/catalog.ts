import { findPointer } from "../json/pointer.ts";
import { readJson } from "../json/read-json.ts";
import { bodyText } from "../trace/bodies/body-text.ts";
import type { Entry } from "../trace/model/types.ts";
import { toAddress } from "../trace/names/address.ts";
import type { CatalogRule } from "./types.ts";

/** An address that a recorded response gave for a service. */
export interface Endpoint {
  /** Service type: `image`. */
  readonly type: string;
  readonly url: string;
}

/** All endpoints that the recorded responses list. Skips anything that does not look like a catalog. */
export function readCatalog(entries: readonly Entry[], rule: CatalogRule): readonly Endpoint[] {
  return entries
    .filter(({ request }) => isCatalogRequest(request.method, request.url, rule))
    .flatMap(({ response }) => toList(findPointer(readJson(bodyText(response.content)), rule.list)))
    .flatMap((service) => readEndpoints(service, rule));
}

function isCatalogRequest(method: string, url: string, rule: CatalogRule): boolean {
  return method === rule.method && toAddress(url).path.replace(/\/$/, "").endsWith(rule.pathEnd);
}

function readEndpoints(service: unknown, rule: CatalogRule): readonly Endpoint[] {
  const type = readMember(service, rule.type);
  if (typeof type !== "string") return [];
  return toList(readMember(service, rule.endpoints)).flatMap((endpoint) => {
    const url = readMember(endpoint, "url");
    return typeof url === "string" ? [{ type, url }] : [];
  });
}

function readMember(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
  // The check above found that it is an object with this key.
  return (value as Readonly<Record<string, unknown>>)[key];
}

function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
