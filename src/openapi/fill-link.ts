import type { DescribedOperation } from "../analyze/types.ts";

/** Placeholders for an operation in the URL of a reference: `https://docs.example/#/{tag}/{operationId}`. */
export const LINK_PLACES = ["operationId", "method", "path", "tag"] as const;

type Place = (typeof LINK_PLACES)[number];

/** Names of places that no operation has a value for. */
export function findUnknownPlaces(template: string): readonly string[] {
  const known: readonly string[] = LINK_PLACES;
  return Array.from(template.matchAll(PLACE), ([, name = ""]) => name).filter((name) => !known.includes(name));
}

const PLACE = /\{([^{}]*)\}/g;

/** The URL of an operation's reference; undefined if the document lacks a value for it. */
export function fillLink(template: string, { id, method, path, tag }: Linked): string | undefined {
  const values: Readonly<Record<Place, string | undefined>> = {
    operationId: id && encodeURIComponent(id),
    method: method.toLowerCase(),
    path: path && encodeURI(path).replaceAll(/[?#]/g, encodeURIComponent),
    tag: tag && encodeURIComponent(tag),
  };
  // Only places of the list are in a template that was checked.
  const valueOf = (name: string): string | undefined => values[name as Place];
  const isWhole = Array.from(template.matchAll(PLACE)).every(([, name = ""]) => valueOf(name) !== undefined);
  return isWhole ? template.replaceAll(PLACE, (_place, name: string) => valueOf(name) ?? "") : undefined;
}

/** A webhook has no path. */
type Linked = Omit<DescribedOperation, "path"> & Partial<Pick<DescribedOperation, "path">>;
