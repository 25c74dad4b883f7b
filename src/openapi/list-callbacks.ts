import type { DescribedCallback } from "../analyze/types.ts";
import { toObject } from "../json/is-object.ts";
import { onlyKnown } from "../json/only-known.ts";
import { createFollow, type Node } from "./follow-reference.ts";
import { METHODS } from "./methods.ts";
import { toLine } from "./to-line.ts";

/** The names of an operation, as pages show them. */
export type OperationNames = Pick<DescribedCallback, "id" | "summary" | "tag" | "reference">;

/** Lists the calls that an API makes to its clients; a deviation from the format is not an error. */
export function listCallbacks(
  document: Node,
  readNames: (operation: Node) => OperationNames,
): readonly DescribedCallback[] {
  const follow = createFollow(document);
  const describe = ({ place, name, of, item }: CallbackItem, method: string): DescribedCallback => {
    const operation = toObject(item[method]);
    const body = outlineBody(operation, follow);
    return { method: method.toUpperCase(), place, name, ...onlyKnown({ of, body }), ...readNames(operation) };
  };
  return listCallbackItems(document).flatMap((one) =>
    METHODS.filter((method) => method in one.item).map((method) => describe(one, method)),
  );
}

interface CallbackItem extends Pick<DescribedCallback, "name" | "of" | "place"> {
  readonly item: Node;
}

/** Their places in a document, and what it holds there. */
export function listCallbackItems(document: Node): readonly CallbackItem[] {
  const follow = createFollow(document);
  const webhooks = Object.entries(toObject(document["webhooks"])).map(([key, item]): CallbackItem => {
    const name = toLine(key, LONGEST);
    return { place: `webhooks > ${name}`, name, item: follow(item) };
  });
  const callbacks = Object.entries(toObject(document["paths"])).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = toObject(follow(item)[method]);
      return Object.entries(toObject(operation["callbacks"])).flatMap(([key, urls]) =>
        Object.entries(follow(urls)).map(([url, called]): CallbackItem => {
          const of = { method: method.toUpperCase(), path, url };
          const name = toLine(key, LONGEST);
          const place = toLine(`${of.method} ${path} > ${name} > ${url}`, LONGEST_PLACE);
          return { place, name, of, item: follow(called) };
        }),
      );
    }),
  );
  return [...webhooks, ...callbacks];
}

/** Characters of a name, and of a place, which are shown. */
const LONGEST = 80;
const LONGEST_PLACE = 400;

function outlineBody(operation: Node, follow: (value: unknown) => Node): DescribedCallback["body"] {
  const content = Object.entries(toObject(follow(operation["requestBody"])["content"]));
  const [, media] = content.find(([type]) => /[/+]json\b/i.test(type)) ?? [];
  const schemas = listAll(toObject(media)["schema"], follow);
  const properties = schemas.flatMap((schema) => Object.entries(toObject(schema["properties"])));
  if (properties.length === 0) return undefined;
  const fixed = properties.flatMap(([name, property]) => {
    const schema = follow(property);
    const values = "const" in schema ? [schema["const"]] : schema["enum"];
    return Array.isArray(values) ? [[name, values] as const] : [];
  });
  const required = schemas.flatMap((schema) => (Array.isArray(schema["required"]) ? schema["required"] : []));
  return {
    members: [...new Set(properties.map(([name]) => name))],
    required: required.filter((name) => typeof name === "string"),
    fixed: Object.fromEntries(fixed),
  };
}

/**
 * A schema, and those that it extends, each once: a small document can name one by more ways than could be followed.
 */
function listAll(schema: unknown, follow: (value: unknown) => Node): readonly Node[] {
  const all = new Set([follow(schema)]);
  // A set also hands out what is added to it during the loop.
  for (const { allOf } of all) if (Array.isArray(allOf)) for (const part of allOf) all.add(follow(part));
  return [...all];
}
