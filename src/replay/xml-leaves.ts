import { readXml } from "../trace/bodies/read-xml.ts";
import { readXmlAttributes } from "../trace/bodies/xml-text.ts";

/**
 * The texts and attributes of XML by their places (`/Envelope/Body/op`, `/Envelope/Header/Timestamp/@Id`); undefined for what is none.
 * Prefixes are left out, as each client chooses its own.
 */
export function readXmlLeaves(text: string): readonly (readonly [name: string, value: string])[] | undefined {
  const leaves: (readonly [string, string])[] = [];
  const open: string[] = [];
  for (const piece of readXml(text) ?? []) {
    const place = open.at(-1);
    if (piece.kind === "text") leaves.push([place ?? "/", piece.text]);
    else if (piece.kind === "close") open.pop();
    else if (piece.kind === "open") {
      const own = `${place ?? ""}/${piece.name.replace(/^[^:]+:/, "")}`;
      leaves.push(...readAttributes(piece.tag, own));
      if (piece.isEmpty) leaves.push([own, ""]);
      else open.push(own);
    }
  }
  return leaves.length > 0 ? leaves : undefined;
}

function readAttributes(tag: string, place: string): readonly (readonly [string, string])[] {
  return readXmlAttributes(tag)
    .filter(([prefix, name]) => prefix !== "xmlns" && name !== "xmlns")
    .map(([, name, value]) => [`${place}/@${name}`, value]);
}
