import type { SecretClass } from "./classes.ts";
import type { FormatHit } from "./formats.ts";
import { classOfHeader, classOfVariable } from "./names.ts";
import { isPlaceholder } from "./placeholder.ts";
import { maskHits } from "./replace-hits.ts";
import type { Vault } from "./vault.ts";

/** Masks what `findNamed` finds. */
export function maskNamed(text: string, vault: Vault): string {
  return MAY_HOLD.test(text) ? maskHits(text, findNamed(text), vault) : text;
}

/** A part of each name that tells a secret, and what sets its value apart. */
const MAY_HOLD =
  /(?:pass|pwd|pin|otp|mfa|secret|token|key|auth|cred|jwt|csrf|xsrf|assertion|saml|state|sid|session|verifier|connection|hook|data|personality|config|cv[vc]|card|iban|ssn|sig|hmac)[\w.-]{0,40}(?:\\{0,8}["'])?\s{0,8}[=:|]/i;

/** Finds values beside a name that says they are secret: `"password": "…"`, `X-Auth-Token: …`, `OS_PASSWORD=…`. */
export function findNamed(text: string): FormatHit[] {
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
    pattern:
      /(?<![\w.-])(?<name>[A-Za-z][\w-]{1,60})(?:[ \t]?=[ \t]?|:[ \t]?)(?<value>[^\s"'`<>&|,;(){}[\]\\]{6,})(?![({[])/dg,
    isPlain: true,
  },
  // Tables that programs print.
  { pattern: /\|[ \t]*(?<name>[A-Za-z][\w-]{1,60})[ \t]*\|[ \t]*(?<value>[^\s|`]{6,})[ \t]*\|/dg, isPlain: true },
];

function toLeak({ groups, indices }: RegExpMatchArray, isPlain: boolean): FormatHit | undefined {
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
