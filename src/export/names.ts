import { toSnakeCase } from "../sequence/to-snake-case.ts";

/** Hands out variable names that every format and shell can hold. */
export interface Names {
  /** A name like this one that is not used yet: `image_id`, then `image_id_2`. Always has an underscore. */
  readonly take: (wish: string) => string;
  /** Assigns names in addition to the present ones, and does not register them: for a stretch that may reuse the names of another. */
  readonly fork: () => Names;
}

export function createNames(earlier: ReadonlySet<string> = new Set()): Names {
  const taken = new Set(earlier);
  return {
    fork: () => createNames(taken),
    take: (wish) => {
      const base = toName(wish);
      let name = base;
      for (let number = 2; taken.has(name); number += 1) name = `${base}_${number}`;
      taken.add(name);
      return name;
    },
  };
}

function toName(wish: string): string {
  const words = toSnakeCase(wish)
    .replaceAll(/^[_\d]+|_+$/g, "")
    .slice(0, 40);
  // A shell and curl read variables such as `path` and `http_proxy` themselves.
  return words.includes("_") && !words.endsWith("_proxy") ? words : `${words || "some"}_value`;
}
