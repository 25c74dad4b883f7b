import type * as z from "zod/mini";

/** An expression for a function that uses something from around it. */
type Names = ReadonlyMap<unknown, string>;

/**
 * The check that `compileCheck` makes from a schema, as the source of a function. Throws for an unknown part of a schema.
 *
 * @param names of the functions in rules of the schema that cannot be copied @default none
 */
export function writeCheck(schema: z.core.$ZodType, names: Names = new Map()): string {
  const repeated = findRepeated(schema, names);
  const functions = new Map<z.core.$ZodType, string>();
  let code = "";
  const writeTest: WriteTest = (part, value) => {
    if (!repeated.has(part)) return writeOwn(part, value, names, writeTest);
    const known = functions.get(part);
    if (known !== undefined) return `${known}(${value})`;
    const test = writeOwn(part, "value", names, writeTest);
    const name = `is${functions.size}`;
    functions.set(part, name);
    code += `const ${name} = (value) => ${test};\n`;
    return `${name}(${value})`;
  };
  const test = writeTest(schema, "value");
  return code === "" ? `(value) => ${test}` : `(() => {\n${code}return (value) => ${test};\n})()`;
}

/** An expression that is true if the value of another expression fits the schema. */
type WriteTest = (schema: z.core.$ZodType, value: string) => string;

/** Schemas that are in several places, except within another one of them; short tests are not worth a function. */
function findRepeated(schema: z.core.$ZodType, names: Names): ReadonlySet<z.core.$ZodType> {
  const seen = new Map<z.core.$ZodType, string>();
  const repeated = new Set<z.core.$ZodType>();
  const visit: WriteTest = (part, value) => {
    const known = seen.get(part);
    if (known !== undefined && known.length > SHORT) repeated.add(part);
    if (known !== undefined) return known;
    const test = writeOwn(part, value, names, visit);
    seen.set(part, test);
    return test;
  };
  visit(schema, "value");
  return repeated;
}

/** Characters. */
const SHORT = 60;

function writeOwn(schema: z.core.$ZodType, value: string, names: Names, writeTest: WriteTest): string {
  // The definition of a schema of a known type has the members of that type.
  const { def } = schema._zod as { readonly def: Definition };
  const rules = (def.checks ?? []).map((rule) => writeRule(rule, value, names));
  return [writeType(def, value, writeTest), ...rules].join(" && ");
}

function writeType(def: Definition, value: string, writeTest: WriteTest): string {
  switch (def.type) {
    case "unknown":
      return "true";
    case "string":
    case "boolean":
      return `typeof ${value} === "${def.type}"`;
    case "number":
      return def.format === "safeint" ? `Number.isSafeInteger(${value})` : `Number.isFinite(${value})`;
    case "literal":
      return `${JSON.stringify(def.values)}.includes(${value})`;
    case "enum":
      return `${JSON.stringify(Object.values(def.entries))}.includes(${value})`;
    case "optional":
      return `(${value} === undefined || ${writeTest(def.innerType, value)})`;
    case "union":
      return `(${def.options.map((option) => writeTest(option, value)).join(" || ")})`;
    case "array":
      return `Array.isArray(${value}) && ${value}.every((item) => ${writeTest(def.element, "item")})`;
    case "record":
      // Unlike an object, it is no Set, Map, or Date. zod leaves out a member with the name of the prototype.
      return `Object.prototype.toString.call(${value}) === "[object Object]" && Object.entries(${value}).every(([key, member]) => key !== "__proto__" && ${writeTest(def.keyType, "key")} && ${writeTest(def.valueType, "member")})`;
    case "object":
      return [writeIsObject(value), ...writeKeys(def, value), ...writeMembers(def.shape, value, writeTest)].join(
        " && ",
      );
  }
  throw new Error(`A check of the type "${String((def as { readonly type: unknown }).type)}" cannot be written.`);
}

type Definition = { readonly checks?: readonly Rule[] } & (
  | { readonly type: "unknown" | "string" | "boolean" }
  | { readonly type: "number"; readonly format?: string }
  | { readonly type: "union"; readonly options: readonly z.core.$ZodType[] }
  | { readonly type: "literal"; readonly values: readonly unknown[] }
  | { readonly type: "enum"; readonly entries: Readonly<Record<string, string>> }
  | { readonly type: "optional"; readonly innerType: z.core.$ZodType }
  | { readonly type: "array"; readonly element: z.core.$ZodType }
  | { readonly type: "record"; readonly keyType: z.core.$ZodType; readonly valueType: z.core.$ZodType }
  | (ObjectDefinition & { readonly type: "object" })
);

interface ObjectDefinition {
  readonly shape: Readonly<Record<string, z.core.$ZodType>>;
  /** Of the members that the shape does not have. */
  readonly catchall?: z.core.$ZodType;
}

/** A rule in addition to the type. */
interface Rule {
  readonly _zod: {
    readonly def: {
      readonly check: string;
      readonly pattern?: RegExp;
      readonly minimum?: number;
      readonly value?: number;
      readonly inclusive?: boolean;
      /** Has a name, or uses nothing from around it. */
      readonly fn?: (value: never) => boolean;
    };
  };
}

function writeIsObject(value: string): string {
  return `typeof ${value} === "object" && ${value} !== null && !Array.isArray(${value})`;
}

/** A strict object has no other members. */
function writeKeys({ shape, catchall }: ObjectDefinition, value: string): string[] {
  if (catchall?._zod.def.type !== "never") return [];
  return [`Object.keys(${value}).every((key) => ${JSON.stringify(Object.keys(shape))}.includes(key))`];
}

function writeMembers(shape: ObjectDefinition["shape"], value: string, writeTest: WriteTest): string[] {
  return Object.entries(shape).map(([key, schema]) => writeTest(schema, `${value}.${key}`));
}

function writeRule({ _zod: { def } }: Rule, value: string, names: Names): string {
  if (def.pattern !== undefined) return `${String(def.pattern)}.test(${value})`;
  if (def.fn !== undefined) return `(${names.get(def.fn) ?? String(def.fn)})(${value})`;
  if (def.check === "min_length") return `${value}.length >= ${def.minimum}`;
  if (def.check === "greater_than") return `${value} ${def.inclusive === true ? ">=" : ">"} ${def.value}`;
  if (def.check === "less_than") return `${value} ${def.inclusive === true ? "<=" : "<"} ${def.value}`;
  throw new Error(`The rule "${def.check}" cannot be written.`);
}
