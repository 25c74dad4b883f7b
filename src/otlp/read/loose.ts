import { isObject } from "../../json/is-object.ts";
import type { Loose } from "../../trace/model/loose-fields.ts";

/** Variants of OTLP that programs write: members in camelCase or snake_case, ids in hex or base64, numbers as such or as text. */

/** The first member of these names. */
export function memberOf(holder: Loose, ...names: readonly string[]): unknown {
  for (const name of names) if (holder[name] !== undefined && holder[name] !== null) return holder[name];
  return undefined;
}

export function listOf(holder: Loose, ...names: readonly string[]): readonly unknown[] {
  const list = memberOf(holder, ...names);
  return Array.isArray(list) ? list : [];
}

export function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** An id in small hex; "" for none, and for one of another length. */
export function toHexId(value: unknown, bytes: 8 | 16): string {
  const text = textOf(value).trim();
  if (text.length === 2 * bytes && /^[\da-f]+$/i.test(text)) return /^0+$/.test(text) ? "" : text.toLowerCase();
  if (!/^[\w+/-]+={0,2}$/.test(text)) return "";
  const raw = Buffer.from(text, "base64");
  if (raw.length === bytes) return /^0+$/.test(raw.toString("hex")) ? "" : raw.toString("hex");
  // Jaeger leaves the zeros in front out.
  return /^[\da-f]+$/i.test(text) && text.length < 2 * bytes ? text.toLowerCase().padStart(2 * bytes, "0") : "";
}

/** Microseconds since 1970 of nanoseconds, as a number or as text; undefined for what is none. */
export function toMicroseconds(value: unknown): number | undefined {
  if (typeof value === "number") return Number.isFinite(value) && value >= 0 ? Math.round(value / 1000) : undefined;
  if (typeof value !== "string" || !/^\d{1,20}$/.test(value)) return undefined;
  return Number(BigInt(value) / 1000n);
}

/** The possible values of an attribute here. */
export type Value = string | number | boolean | readonly string[];

export type Values = ReadonlyMap<string, Value>;

/** Attributes by name. @param isWanted called with the name of each */
export function toValues(list: readonly unknown[], isWanted: (name: string) => boolean): Values {
  const values = new Map<string, Value>();
  for (const one of list) {
    if (!isObject(one) || typeof one["key"] !== "string" || !isWanted(one["key"])) continue;
    const value = toValue(one["value"]);
    if (value !== undefined) values.set(one["key"], value);
  }
  return values;
}

function toValue(value: unknown): Value | undefined {
  if (!isObject(value)) return isPlain(value) ? value : undefined;
  const text = memberOf(value, "stringValue", "string_value");
  if (typeof text === "string") return text;
  const number = memberOf(value, "intValue", "int_value", "doubleValue", "double_value");
  if (number !== undefined) return Number.isFinite(Number(number)) ? Number(number) : undefined;
  const flag = memberOf(value, "boolValue", "bool_value");
  if (typeof flag === "boolean") return flag;
  const array = memberOf(value, "arrayValue", "array_value");
  if (!isObject(array)) return undefined;
  return listOf(array, "values")
    .map(toValue)
    .filter((item) => item !== undefined && !isList(item))
    .map(String);
}

function isPlain(value: unknown): value is string | number | boolean {
  return (
    typeof value === "string" || typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value))
  );
}

function isList(value: Value): value is readonly string[] {
  return typeof value === "object";
}

/** The first of these attributes that has a value, as text. */
export function textValue(values: Values, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = values.get(name);
    if (value === undefined) continue;
    const text = isList(value) ? value.join(", ") : String(value);
    if (text !== "") return text;
  }
  return undefined;
}

/** As `textValue`; empty if none of them has a value. */
export function valueText(values: Values, ...names: readonly string[]): string {
  return textValue(values, ...names) ?? "";
}

/** The first of these attributes that is a whole number of at least 0. */
export function countValue(values: Values, ...names: readonly string[]): number | undefined {
  for (const name of names) {
    const value = values.get(name);
    const number = typeof value === "string" && /^\d{1,15}$/.test(value) ? Number(value) : value;
    if (typeof number === "number" && Number.isInteger(number) && number >= 0) return number;
  }
  return undefined;
}
