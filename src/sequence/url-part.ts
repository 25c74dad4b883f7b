/** A part of a URL; empty of what is none. */
export function urlPart(url: string, part: "host" | "hostname" | "origin" | "pathname"): string {
  return URL.parse(url)?.[part] ?? "";
}
