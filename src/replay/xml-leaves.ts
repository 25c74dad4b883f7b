import { matchedText } from "../sequence/matched-text.ts";
import { splitXml, withoutXmlLayout } from "../trace/bodies/xml-layout.ts";
import { readXmlAttributes, readXmlText } from "../trace/bodies/xml-text.ts";

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
    if (name === "") leaves.push([place, readXmlText(piece)]);
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

function readAttributes(tag: string, place: string): readonly (readonly [string, string])[] {
  return readXmlAttributes(tag)
    .filter(([prefix, name]) => prefix !== "xmlns" && name !== "xmlns")
    .map(([, name, value]) => [`${place}/@${name}`, value]);
}
