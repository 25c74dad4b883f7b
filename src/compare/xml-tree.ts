import { matchedText } from "../sequence/matched-text.ts";
import { splitXml, withoutXmlLayout } from "../trace/bodies/xml-layout.ts";
import { readXmlAttributes, readXmlText } from "../trace/bodies/xml-text.ts";

/** An XML document that can be shown as a value of JSON. */
export interface XmlTree {
  /** Places of elements of which there are several, as `/list/item`. */
  readonly lists: ReadonlySet<string>;
  /** Elements at these places are elements of an array, even single ones. */
  readonly toValue: (lists: ReadonlySet<string>) => unknown;
}

interface XmlElement {
  readonly name: string;
  /** Names of the elements that contain it, and its own. */
  readonly place: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  readonly texts: string[];
}

/** Undefined for text that is not XML, or nested too deeply to walk. */
export function readXmlTree(text: string): XmlTree | undefined {
  const root = readRoot(text);
  if (root === undefined) return undefined;
  const lists = new Set<string>();
  collectLists(root, lists);
  return { lists, toValue: (all) => ({ [root.name]: toValue(root, all) }) };
}

function readRoot(text: string): XmlElement | undefined {
  const pieces = splitXml(withoutXmlLayout(text));
  if (pieces === undefined) return undefined;
  const open: XmlElement[] = [];
  let root: XmlElement | undefined;
  for (const piece of pieces) {
    const parent = open.at(-1);
    const name = matchedText(/^<\/?([^\s/>!?]+)/, piece, 1);
    if (/^<[!?]/.test(piece) && !piece.startsWith("<![CDATA[")) continue;
    if (name === "") {
      if (parent !== undefined) parent.texts.push(readXmlText(piece));
      else if (/\S/.test(piece)) return undefined;
    } else if (piece.startsWith("</")) {
      if (open.pop()?.name !== name) return undefined;
    } else {
      const element = createElement(name, piece, parent);
      if (parent === undefined && root !== undefined) return undefined;
      root ??= element;
      parent?.children.push(element);
      if (!piece.endsWith("/>")) open.push(element);
      if (open.length > DEEPEST) return undefined;
    }
  }
  return open.length === 0 ? root : undefined;
}

/** Comparing calls itself for each level. */
const DEEPEST = 200;

function createElement(name: string, tag: string, parent: XmlElement | undefined): XmlElement {
  const attributes = readXmlAttributes(tag).map(([prefix, own, value]) => {
    return [prefix === "" ? `@${own}` : `@${prefix}:${own}`, value] as const;
  });
  return { name, place: `${parent?.place ?? ""}/${name}`, attributes: new Map(attributes), children: [], texts: [] };
}

function collectLists({ children }: XmlElement, lists: Set<string>): void {
  const seen = new Set<string>();
  for (const child of children) {
    if (seen.has(child.place)) lists.add(child.place);
    seen.add(child.place);
    collectLists(child, lists);
  }
}

/** Attributes are members that begin with `@`. An element with nothing but text is that text. */
function toValue({ attributes, children, texts }: XmlElement, lists: ReadonlySet<string>): unknown {
  const text = texts.length < 2 ? texts.join("") : texts;
  if (attributes.size === 0 && children.length === 0) return text;
  const members = new Map<string, unknown>(attributes);
  for (const [name, same] of Map.groupBy(children, (child) => child.name)) {
    const values = same.map((child) => toValue(child, lists));
    members.set(name, same.some(({ place }) => lists.has(place)) ? values : values[0]);
  }
  if (text.length > 0) members.set("#text", text);
  return Object.fromEntries(members);
}
