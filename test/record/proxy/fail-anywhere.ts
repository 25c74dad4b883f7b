import { basename, dirname, join } from "node:path";

import type { Plugin } from "vitest/config";
import { parseAst } from "vitest/node";

const FOLDER = join(import.meta.dirname, "../../../src/record/proxy");

/** The module that starts the proxy and gives each connection its scope, before any of its code can fail; and the scope, which receives faults. */
const NEVER = new Set(["proxy.ts", "listener.ts", "scope.ts"]);

/** Functions that register a callback, by their last name; `guard` and `safely` are the proxy's own. */
const LATER = new Set(
  "on once addEventListener guard safely write setTimeout setImmediate nextTick queueMicrotask".split(" "),
);

/**
 * Lets a test fail after each await and at the beginning of each function that an event calls, in the unmodified sources of the proxy: inserts calls of
 * `globalThis.mayFail(place)` there, and lists all places in `globalThis.faultPlaces`.
 */
export function failAnywhere(): Plugin {
  return {
    name: "fail-anywhere",
    transform: (code, id) => {
      const [file = ""] = id.split("?");
      if (dirname(file) !== FOLDER || NEVER.has(basename(file))) return undefined;
      const places: string[] = [];
      const pieces: [at: number, text: string][] = [];
      const name = (kind: string, { start, end }: Node): string => {
        const text = `${basename(file)}: ${kind} ${code.slice(start, end).replaceAll(/\s+/g, " ").slice(0, 60)}`;
        const before = places.filter((place) => place === text || place.startsWith(`${text} #`)).length;
        const place = before === 0 ? text : `${text} #${before + 1}`;
        places.push(place);
        return JSON.stringify(place);
      };
      for (const node of findPlaces(parseAst(code))) {
        if (node.type === "AwaitExpression") {
          pieces.push(
            [node.start, "((found) => (globalThis.mayFail("],
            [node.start, `${name("behind", node)}), found))(`],
          );
          pieces.push([node.end, ")"]);
        } else {
          const { body } = node as FunctionNode;
          const call = `globalThis.mayFail(${name("at", node)})`;
          if (body.type === "BlockStatement") pieces.push([body.start + 1, ` ${call};`]);
          else pieces.push([body.start, `(${call}, `], [body.end, ")"]);
        }
      }
      return { code: `globalThis.faultPlaces.push(...${JSON.stringify(places)});${insert(code, pieces)}`, map: null };
    },
  };
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

interface FunctionNode extends Node {
  readonly body: Node;
}

interface CallNode extends Node {
  readonly callee: { readonly type: string; readonly name?: string; readonly property?: { readonly name?: string } };
  readonly arguments: readonly (Node & { readonly name?: string })[];
}

/** Awaits, and the functions that are passed to calls of `LATER`, inline or by name. */
function findPlaces(program: unknown): readonly Node[] {
  const nodes = [...walk(program)];
  const named = new Map<string, Node>();
  for (const node of nodes) {
    const { id, init } = node as { id?: { name?: string }; init?: Node };
    if (node.type === "VariableDeclarator" && id?.name !== undefined && isFunction(init)) named.set(id.name, init);
  }
  const found = new Set<Node>();
  for (const node of nodes) {
    if (node.type === "AwaitExpression") found.add(node);
    if (node.type !== "CallExpression") continue;
    const { callee, arguments: given } = node as CallNode;
    if (!LATER.has(callee.property?.name ?? callee.name ?? "")) continue;
    for (const one of given) {
      const called = one.type === "Identifier" ? named.get(one.name ?? "") : one;
      if (isFunction(called) && !cannotFail(called)) found.add(called);
    }
  }
  return [...found];
}

function isFunction(node: Node | undefined): node is FunctionNode {
  return node?.type === "ArrowFunctionExpression" || node?.type === "FunctionExpression";
}

/** Does nothing, or deletes an entry of its own from a map or a set. */
function cannotFail({ body }: FunctionNode): boolean {
  if (body.type === "BlockStatement") return (body as Node & { body: readonly Node[] }).body.length === 0;
  return body.type === "CallExpression" && (body as CallNode).callee.property?.name === "delete";
}

function* walk(value: unknown): Generator<Node> {
  if (typeof value !== "object" || value === null) return;
  if ("type" in value && "start" in value) yield value as Node;
  for (const inner of Object.values(value)) yield* walk(inner);
}

function insert(code: string, pieces: readonly (readonly [at: number, text: string])[]): string {
  let end = 0;
  let text = "";
  for (const [at, piece] of pieces.toSorted(([a], [b]) => a - b)) {
    text += code.slice(end, at) + piece;
    end = at;
  }
  return text + code.slice(end);
}
