/** A path with placeholders, cut into segments: `/v2/images/{image_id}`. */
export type PathPattern = readonly PatternSegment[];

/** A literal segment, or a placeholder with its name. */
export type PatternSegment = { readonly literal: string } | { readonly placeholder: string };

export function parsePathPattern(pattern: string): PathPattern {
  const segments = pattern.split("/").filter((segment) => segment !== "");
  return segments.map((segment) => {
    const placeholder = /^\{(.+)\}$/.exec(segment)?.[1];
    return placeholder === undefined ? { literal: segment } : { placeholder };
  });
}

/** Does the pattern cover exactly these segments? */
export function matchesPattern(pattern: PathPattern, segments: readonly string[]): boolean {
  return (
    pattern.length === segments.length &&
    pattern.every((part, index) => !("literal" in part) || part.literal === segments[index])
  );
}
