import { toObject } from "../json/is-object.ts";
import { unescapeName } from "../json/pointer.ts";
import { decodeComponent } from "../trace/decode-component.ts";

/** Part of a document. */
export type Node = Readonly<Record<string, unknown>>;

/** Resolves references within the document; others are never fetched, and match anything. */
export function createFollow(root: Node): (value: unknown) => Node {
  return (value) => followReference(root, value);
}

/** Levels of references that lead to references. */
const DEEPEST = 30;

function followReference(root: Node, value: unknown): Node {
  let node = toObject(value);
  for (let depth = 0; depth < DEEPEST && typeof node["$ref"] === "string"; depth += 1) {
    const reference = node["$ref"];
    if (!reference.startsWith("#/")) return ANYTHING;
    let target: unknown = root;
    for (const name of reference.slice(2).split("/")) {
      const key = unescapeName(decodeComponent(name));
      target = Array.isArray(target) ? target[Number(key)] : toObject(target)[key];
    }
    if (target === undefined) return ANYTHING;
    node = toObject(target);
  }
  return typeof node["$ref"] === "string" ? ANYTHING : node;
}

const ANYTHING: Node = {};
