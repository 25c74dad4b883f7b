import { withoutLayoutOf } from "../trace/bodies/layout.ts";
import { decodeFormValue } from "../trace/decode-component.ts";
import type { Place } from "./types.ts";

/** A path or query with the escapes of RFC 3986, section 6.2.2, in their one normal form: `%2f` is `%2F`, `%7E` is `~`. */
export function spellEscapes(text: string): string {
  return text.replace(/%[\da-f]{2}/gi, (escape) => {
    const character = String.fromCodePoint(Number.parseInt(escape.slice(1), 16));
    return /[\w.~-]/.test(character) ? character : escape.toUpperCase();
  });
}

/** Whether two values of a header have the same meaning by its grammar: they differ only in case, order, or whitespace without meaning. */
export function isSpelledAlike({ at, name }: Place, before: string, after: string): boolean {
  if (at === "query") return spellParameter(name, before) === spellParameter(name, after);
  const spell = at === "header" ? SPELLINGS.find(([header]) => header.test(name))?.[1] : undefined;
  return spell !== undefined && spell(before) === spell(after);
}

function spellParameter(name: string, value: string): string {
  if (name !== "query") return spellEscapes(value);
  return withoutLayoutOf(name, decodeFormValue(value));
}

/** The cookies of a request have no order (RFC 6265, section 4.2.2); they are compared in that of their names. */
export function orderCookies({ part, at, name }: Place, value: string): string {
  if (part !== "request" || at !== "header" || !/^cookie$/i.test(name)) return value;
  return splitAt(value, ";").toSorted(byName).join("; ");
}

function byName(one: string, other: string): number {
  const [name = "", otherName = ""] = [one, other].map((pair) => pair.replace(/=.*/s, ""));
  return name < otherName ? -1 : name > otherName ? 1 : 0;
}

const SPELLINGS: readonly (readonly [header: RegExp, spell: (value: string) => string])[] = [
  [/^content-type$/i, spellMediaType],
  [/^set-cookie$/i, spellSetCookie],
  [
    /^(?:allow|access-control-allow-methods|access-control-(?:allow|expose|request)-headers|cache-control|pragma)$/i,
    spellList,
  ],
];

/** The value of `charset` has no case (RFC 9110, section 8.3.2); those of others may have. */
function spellMediaType(value: string): string {
  const [type = "", ...parameters] = splitAt(value, ";");
  const spelled = parameters.map((parameter) => {
    const [name = "", text = ""] = parameter.split(/=(.*)/s);
    const plain = text.replace(/^"([^"\\]*)"$/, "$1");
    const isCharset = /^charset$/i.test(name);
    return `${name.toLowerCase()}=${isCharset ? plain.toLowerCase() : plain}`;
  });
  return [type.toLowerCase(), ...spelled.toSorted()].join(";");
}

function spellSetCookie(value: string): string {
  const [pair, ...attributes] = splitAt(value, ";");
  const spelled = attributes.map((attribute) => attribute.replace(/^[^=]*/, (name) => name.toLowerCase()));
  return [pair, ...spelled.toSorted()].join(";");
}

/** Names without case, in any order. */
function spellList(value: string): string {
  return splitAt(value.toLowerCase(), ",").toSorted().join();
}

function splitAt(value: string, mark: string): readonly string[] {
  return value
    .split(mark)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}
