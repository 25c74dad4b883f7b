import { isObject } from "../../json/is-object.ts";

/** JSON objects of outside input, while their gaps are filled. Mutated in place: only the parser holds them. */
export type Loose = Record<string, unknown>;

/** The objects of a list; anything else is left for the schema to complain about. */
export function objectsOf(value: unknown): Loose[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** Fills a text with an empty one; numbers and booleans become text. */
export function fillText(target: Loose, key: string): void {
  const value = target[key];
  if (typeof value === "string") return;
  if (isGap(value)) target[key] = "";
  else if (typeof value === "number" || typeof value === "boolean") target[key] = String(value);
}

/** Fills a number; numbers written as text become numbers. */
export function fillNumber(target: Loose, key: string, fallback: number): void {
  const value = target[key];
  if (typeof value === "string" && value.trim() !== "") {
    const parsed = Number(value);
    if (!Number.isNaN(parsed)) target[key] = parsed;
  }
  // JSON has no infinity, but 1e999 reads as one and could not be written again.
  const isUnusable = isGap(target[key]) || target[key] === "" || Math.abs(Number(target[key])) === Infinity;
  if (isUnusable) target[key] = fallback;
}

/** An optional flag, which some tools write as a number or a text. */
export function fillFlag(target: Loose, key: string): void {
  if (!(key in target)) return;
  const value = target[key];
  const text = String(value).toLowerCase();
  if (isGap(value) || text === "") delete target[key];
  else if (/^(?:true|1|yes)$/.test(text)) target[key] = true;
  else if (/^(?:false|0|no)$/.test(text)) target[key] = false;
}

export function fillList(target: Loose, key: string): void {
  if (isGap(target[key])) target[key] = [];
}

export function fillObject(target: Loose, key: string): void {
  if (isGap(target[key])) target[key] = {};
}

/** An optional text: empty values go away, numbers become text. */
export function tidyText(target: Loose, key: string): void {
  if (!(key in target)) return;
  if (isGap(target[key])) delete target[key];
  else fillText(target, key);
}

/** Optional fields that some tools write as null, although HAR requires to omit them. */
export function dropNulls(target: Loose, ...keys: string[]): void {
  for (const key of keys) if (target[key] === null) delete target[key];
}

function isGap(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}
