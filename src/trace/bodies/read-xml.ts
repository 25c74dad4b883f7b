import { matchedText } from "../../sequence/matched-text.ts";
import { splitXml, withoutXmlLayout } from "./xml-layout.ts";
import { readXmlText } from "./xml-text.ts";

/** A piece of XML, without its layout. */
export type XmlPiece =
  /** An element begins; an empty one has no `close`. */
  | { readonly kind: "open"; readonly name: string; readonly tag: string; readonly isEmpty: boolean }
  | { readonly kind: "close" }
  | { readonly kind: "text"; readonly text: string }
  /** A comment, a declaration, or an instruction, as it is. */
  | { readonly kind: "other"; readonly piece: string };

/** Undefined for text that is not XML, or whose elements do not end in the order of their beginnings. */
export function readXml(text: string): readonly XmlPiece[] | undefined {
  const pieces = splitXml(withoutXmlLayout(text))?.map(toPiece);
  if (pieces === undefined) return undefined;
  const open: string[] = [];
  for (const piece of pieces) {
    if (piece.kind === "open" && !piece.isEmpty) open.push(piece.name);
    else if (piece.kind === "close" && open.pop() !== piece.name) return undefined;
  }
  return open.length === 0 ? pieces : undefined;
}

type Named = Exclude<XmlPiece, { readonly kind: "close" }> | { readonly kind: "close"; readonly name: string };

function toPiece(piece: string): Named {
  const name = matchedText(/^<\/?([^\s/>!?]+)/, piece, 1);
  if (/^<[!?]/.test(piece) && !piece.startsWith("<![CDATA[")) return { kind: "other", piece };
  if (name === "") return { kind: "text", text: readXmlText(piece) };
  if (piece.startsWith("</")) return { kind: "close", name };
  return { kind: "open", name, tag: piece, isEmpty: piece.endsWith("/>") };
}
