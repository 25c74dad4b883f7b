import type { Header } from "./model/types.ts";

/** The parameters of a URL without fragment, decoded and in order, as HAR lists them. */
export function readQueryString(url: string): Header[] {
  const start = url.indexOf("?");
  if (start < 0) return [];
  return Array.from(new URLSearchParams(url.slice(start + 1)), ([name, value]) => ({ name, value }));
}
