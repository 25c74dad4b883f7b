import type { SecretClass } from "../redact/classes.ts";
import { classOfHeader, classOfVariable } from "../redact/names.ts";
import type { Leak } from "./find-leaks.ts";
import { isPlaceholder } from "./placeholder.ts";

/** Finds values beside a name that says they are secret: `"password": "…"`, `X-Auth-Token: …`, `OS_PASSWORD=…`. */
export function findNamed(text: string): Leak[] {
  return SHAPES.flatMap(({ pattern, isPlain }) =>
    Array.from(text.matchAll(pattern), (match) => toLeak(match, isPlain)),
  ).filter((leak) => leak !== undefined);
}

interface Shape {
  /** Groups `name` and `value`; has the flags g and d. */
  readonly pattern: RegExp;
  /** Whether words of prose and code may look like this too; what has no digit is taken for one. */
  readonly isPlain: boolean;
}

const SHAPES: readonly Shape[] = [
  // JSON, also within JSON strings, where each quote has a backslash; Python and YAML.
  {
    pattern: /(?<quote>\\*["'])(?<name>[\w.-]{2,60})\k<quote>\s*[:=]\s*(?<open>\\*["'])(?<value>[^"'\\\n]+)\k<open>/dg,
    isPlain: false,
  },
  // Headers with a scheme.
  {
    pattern: /(?<name>\b(?:Proxy-)?Authorization)["']?\s*[:=]\s*["']?(?:Bearer|Basic|Token)\s+(?<value>[\w.~+/=-]+)/dgi,
    isPlain: true,
  },
  // Headers, variables, parameters, YAML.
  {
    pattern: /(?<![\w.-])(?<name>[A-Za-z][\w-]{1,60})(?:=|:[ \t]?)(?<value>[^\s"'`<>&|,;(){}[\]\\]{6,})/dg,
    isPlain: true,
  },
  // Tables that programs print.
  { pattern: /\|[ \t]*(?<name>[A-Za-z][\w-]{1,60})[ \t]*\|[ \t]*(?<value>[^\s|`]{6,})[ \t]*\|/dg, isPlain: true },
];

function toLeak({ groups, indices }: RegExpMatchArray, isPlain: boolean): Leak | undefined {
  const { name = "", value = "" } = groups ?? {};
  const [start, end] = indices?.groups?.["value"] ?? [0, 0];
  const secretClass = classOf(name);
  if (secretClass === undefined || isPlaceholder(value)) return undefined;
  if (isPlain && !(/\d/.test(value) && /[A-Za-z]/.test(value))) return undefined;
  return { rule: `named-${secretClass}`, secretClass, start, end };
}

function classOf(name: string): SecretClass | undefined {
  return /^(?:proxy-)?authorization$/i.test(name) ? "token" : (classOfVariable(name) ?? classOfHeader(name));
}
