import { isObject } from "../json/is-object.ts";
import { onlyFilled } from "../json/only-filled.ts";

/** A JSON Schema of the kinds and members that an example shows. */
export interface JsonSchema {
  readonly type?: "string" | "number" | "integer" | "boolean" | "null" | "object" | "array";
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  /** Members that all examples have. */
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
}

/** Learns what all examples of one thing have in common, without keeping them. Conflicting kinds leave the schema open. */
export interface SchemaSketch {
  readonly add: (example: unknown) => void;
  readonly toSchema: () => JsonSchema;
}

export function createSchemaSketch(): SchemaSketch {
  const types = new Set<NonNullable<JsonSchema["type"]>>();
  const members = new Map<string, SchemaSketch & { count: number }>();
  let items: SchemaSketch | undefined;
  let count = 0;
  const addMember = (name: string, value: unknown): void => {
    const member = members.get(name) ?? { ...createSchemaSketch(), count: 0 };
    members.set(name, member);
    member.count += 1;
    member.add(value);
  };
  return {
    add: (example) => {
      count += 1;
      types.add(typeOf(example));
      // What differs in kind stays open, and needs no members.
      if (types.size > 1) members.clear();
      else if (Array.isArray(example)) {
        items ??= createSchemaSketch();
        for (const item of example) items.add(item);
      } else if (isObject(example)) for (const [name, value] of Object.entries(example)) addMember(name, value);
    },
    toSchema: () => {
      const [type] = types.has("number") ? [...types].filter((one) => one !== "integer") : types;
      if (type === undefined || types.size > (types.has("number") && types.has("integer") ? 2 : 1)) return {};
      if (type === "array") return { type, items: items?.toSchema() ?? {} };
      if (type !== "object") return { type };
      const properties = Array.from(members, ([name, member]) => [name, member.toSchema()] as const);
      const required = Array.from(members).flatMap(([name, member]) => (member.count === count ? [name] : []));
      return { type, properties: Object.fromEntries(properties), ...onlyFilled({ required }) };
    },
  };
}

function typeOf(value: unknown): NonNullable<JsonSchema["type"]> {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  if (typeof value === "string" || typeof value === "boolean") return typeof value === "string" ? "string" : "boolean";
  return "object";
}
