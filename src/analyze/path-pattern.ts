import { escapePattern } from "../sequence/escape-pattern.ts";
import { decodeComponent } from "../trace/decode-component.ts";

/** A path with placeholders, cut into segments: `/v2/images/{image_id}`. */
export type PathPattern = readonly PatternSegment[];

/** A literal segment, a placeholder with its name, or a mixture of both: `{name}.json`. */
export type PatternSegment =
  | { readonly literal: string }
  | { readonly placeholder: string }
  | { readonly names: readonly string[]; readonly regex: RegExp };

export function parsePathPattern(pattern: string): PathPattern {
  const segments = pattern.split("/").filter((segment) => segment !== "");
  return segments.map(parseSegment);
}

function parseSegment(segment: string): PatternSegment {
  const placeholder = /^\{([^{}]+)\}$/.exec(segment)?.[1];
  if (placeholder !== undefined) return { placeholder };
  const parts = segment.split(/\{([^{}]+)\}/);
  if (parts.length === 1) return { literal: segment };
  const source = parts.map((part, index) => (index % 2 === 0 ? `(${escapePattern(part)})` : "(.+?)")).join("");
  return { names: parts.filter((_, index) => index % 2 === 1), regex: new RegExp(`^${source}$`) };
}

/** Does the pattern cover exactly these segments? */
export function matchesPattern(pattern: PathPattern, segments: readonly string[]): boolean {
  return pattern.length === segments.length && pattern.every((part, index) => matchesSegment(part, segments[index]));
}

function matchesSegment(part: PatternSegment, segment = ""): boolean {
  if ("placeholder" in part) return true;
  if ("regex" in part) return part.regex.test(segment);
  return part.literal === segment || part.literal === decodeComponent(segment);
}

/** The most specific comes first: `/images/detail` is itself rather than an `{image_id}`. */
export function compareSpecificity(one: PathPattern, other: PathPattern): number {
  const differing = one.findIndex((part, index) => rank(part) !== rank(other[index]));
  return differing === -1 ? 0 : rank(one[differing]) - rank(other[differing]);
}

function rank(part: PatternSegment | undefined): number {
  if (part === undefined || "literal" in part) return 0;
  return "regex" in part ? 1 : 2;
}
