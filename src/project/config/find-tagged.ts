/** A value that only a tag of YAML makes: `!!set`, `!!omap`, `!!binary`, `!!timestamp`. */
export interface TaggedValue {
  readonly path: readonly string[];
  /** `Set` */
  readonly kind: string;
}

/** The first of them. No key has one, and the schema would read an ordered map as an object without members. */
export function findTagged(value: unknown): TaggedValue | undefined {
  // An anchor may be within what it names.
  const seen = new Set<object>();
  const open: [value: unknown, path: readonly string[]][] = [[value, []]];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    const [part, path] = one;
    if (typeof part === "bigint") return { path, kind: "BigInt" };
    if (typeof part !== "object" || part === null || seen.has(part)) continue;
    seen.add(part);
    const kind = Object.prototype.toString.call(part).slice("[object ".length, -1);
    if (kind !== "Object" && kind !== "Array") return { path, kind };
    open.push(...Object.entries(part).map(([key, member]): [unknown, string[]] => [member, [...path, key]]));
  }
  return undefined;
}
