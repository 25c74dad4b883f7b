import type * as z from "zod/mini";

/** The check that `compileCheck` makes from a schema, as the source of a function. Throws for an unknown part of a schema. */
export function writeCheck(schema: z.core.$ZodType): string {
  return `(value) => ${writeTest(schema, "value")}`;
}

/** An expression that is true if the value of another expression fits the schema. */
function writeTest(schema: z.core.$ZodType, value: string): string {
  // The definition of a schema of a known type has the members of that type.
  const { def } = schema._zod as { readonly def: Definition };
  return [writeType(def, value), ...(def.checks ?? []).map((check) => writeRule(check, value))].join(" && ");
}

function writeType(def: Definition, value: string): string {
  switch (def.type) {
    case "unknown":
      return "true";
    case "string":
    case "boolean":
      return `typeof ${value} === "${def.type}"`;
    case "number":
      return `Number.isFinite(${value})`;
    case "literal":
      return `${JSON.stringify(def.values)}.includes(${value})`;
    case "enum":
      return `${JSON.stringify(Object.values(def.entries))}.includes(${value})`;
    case "optional":
      return `(${value} === undefined || ${writeTest(def.innerType, value)})`;
    case "array":
      return `Array.isArray(${value}) && ${value}.every((item) => ${writeTest(def.element, "item")})`;
    case "record":
      return `${writeIsObject(value)} && Object.entries(${value}).every(([key, member]) => ${writeTest(def.keyType, "key")} && ${writeTest(def.valueType, "member")})`;
    case "object":
      return [writeIsObject(value), ...writeMembers(def.shape, value)].join(" && ");
  }
  throw new Error(`A check of the type "${String((def as { readonly type: unknown }).type)}" cannot be written.`);
}

type Definition = { readonly checks?: readonly Rule[] } & (
  | { readonly type: "unknown" | "string" | "boolean" | "number" }
  | { readonly type: "literal"; readonly values: readonly unknown[] }
  | { readonly type: "enum"; readonly entries: Readonly<Record<string, string>> }
  | { readonly type: "optional"; readonly innerType: z.core.$ZodType }
  | { readonly type: "array"; readonly element: z.core.$ZodType }
  | { readonly type: "record"; readonly keyType: z.core.$ZodType; readonly valueType: z.core.$ZodType }
  | { readonly type: "object"; readonly shape: Readonly<Record<string, z.core.$ZodType>> }
);

/** A rule in addition to the type. */
interface Rule {
  readonly _zod: {
    readonly def: {
      readonly check: string;
      readonly pattern?: RegExp;
      /** Uses nothing from around it. */
      readonly fn?: (value: never) => boolean;
    };
  };
}

function writeIsObject(value: string): string {
  return `typeof ${value} === "object" && ${value} !== null && !Array.isArray(${value})`;
}

function writeMembers(shape: Readonly<Record<string, z.core.$ZodType>>, value: string): string[] {
  return Object.entries(shape).map(([key, schema]) => writeTest(schema, `${value}.${key}`));
}

function writeRule({ _zod: { def } }: Rule, value: string): string {
  if (def.pattern !== undefined) return `${String(def.pattern)}.test(${value})`;
  if (def.fn !== undefined) return `(${String(def.fn)})(${value})`;
  throw new Error(`The rule "${def.check}" cannot be written.`);
}
