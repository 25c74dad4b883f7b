import { matchedText } from "../sequence/matched-text.ts";
import { splitXml, withoutXmlLayout } from "../trace/bodies/xml-layout.ts";

/**
 * The texts and attributes of XML by their places (`/Envelope/Body/op`, `/Envelope/Header/Timestamp/@Id`); undefined for what is none.
 * Prefixes are left out, as each client chooses its own.
 */
export function readXmlLeaves(text: string): readonly (readonly [name: string, value: string])[] | undefined {
  const pieces = splitXml(withoutXmlLayout(text));
  if (pieces === undefined) return undefined;
  const leaves: (readonly [string, string])[] = [];
  const open: { readonly name: string; readonly place: string }[] = [];
  for (const piece of pieces) {
    const place = open.at(-1)?.place ?? "/";
    const name = matchedText(/^<\/?(?:[^\s/>!?:]+:)?([^\s/>!?:]+)/, piece, 1);
    if (/^<[!?]/.test(piece) && !piece.startsWith("<![CDATA[")) continue;
    if (name === "") leaves.push([place, readText(piece)]);
    else if (piece.startsWith("</")) {
      if (open.pop()?.name !== name) return undefined;
    } else {
      const own = open.length === 0 ? `/${name}` : `${place}/${name}`;
      leaves.push(...readAttributes(piece, own));
      if (piece.endsWith("/>")) leaves.push([own, ""]);
      else open.push({ name, place: own });
    }
  }
  return open.length === 0 && leaves.length > 0 ? leaves : undefined;
}

function readText(piece: string): string {
  if (piece.startsWith("<![CDATA[")) return piece.slice("<![CDATA[".length, -"]]>".length);
  return ESCAPES.reduce((text, [sign, escape]) => text.replaceAll(escape, sign), piece);
}

export function escapeXml(text: string): string {
  return ESCAPES.toReversed().reduce((escaped, [sign, escape]) => escaped.replaceAll(sign, escape), text);
}

/** The ampersand is the last one to be read, and the first one to be written. */
const ESCAPES = [
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["&", "&amp;"],
] as const;

function readAttributes(tag: string, place: string): readonly (readonly [string, string])[] {
  return Array.from(tag.matchAll(/\s(?:([\w.-]+):)?([\w.-]+)\s?=\s?("[^"]*"|'[^']*')/g))
    .filter(([, prefix = "", name = ""]) => prefix !== "xmlns" && name !== "xmlns")
    .map(([, , name = "", value = ""]) => [`${place}/@${name}`, readText(value.slice(1, -1))]);
}
