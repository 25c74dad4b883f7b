/** A JSON Schema of the kinds and members that an example shows. */
export interface JsonSchema {
  readonly type?: "string" | "number" | "integer" | "boolean" | "null" | "object" | "array";
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  /** Members that all examples have. */
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
}

/** What all these examples of one thing have in common. Kinds that differ leave the schema open. */
export function inferSchema(examples: readonly unknown[]): JsonSchema {
  const types = new Set(examples.map(typeOf));
  if (types.has("number")) types.delete("integer");
  const [type] = types;
  if (type === undefined || types.size > 1) return {};
  if (type === "array") return { type, items: inferSchema(examples.filter(Array.isArray).flat()) };
  return type === "object" ? inferObject(examples.filter(isObject)) : { type };
}

function inferObject(examples: readonly Readonly<Record<string, unknown>>[]): JsonSchema {
  const names = [...new Set(examples.flatMap((example) => Object.keys(example)))];
  const having = (name: string): typeof examples => examples.filter((example) => Object.hasOwn(example, name));
  const properties = names.map((name) => [name, inferSchema(having(name).map((example) => example[name]))]);
  const required = names.filter((name) => having(name).length === examples.length);
  return { type: "object", properties: Object.fromEntries(properties), ...(required.length > 0 && { required }) };
}

function typeOf(value: unknown): NonNullable<JsonSchema["type"]> {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  if (typeof value === "string" || typeof value === "boolean") return typeof value === "string" ? "string" : "boolean";
  return "object";
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
