import { createGroups } from "../sequence/groups.ts";
import { readXml } from "../trace/bodies/read-xml.ts";
import { isXmlTag, readXmlAttributes } from "../trace/bodies/xml-text.ts";

/** An XML document that can be shown as a value of JSON, and what such a value does not show. */
export interface XmlTree {
  /** Comments and declarations, in order. */
  readonly others: { readonly "#comment": readonly string[]; readonly "#declaration": readonly string[] };
  /** For each place, the names of what each element there contains, in order. */
  readonly orders: ReadonlyMap<string, readonly (readonly string[])[]>;
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
  /** Names of all that it contains: `#text`, `b`, `#comment`. */
  readonly order: string[];
}

interface XmlDocument {
  readonly root: XmlElement;
  readonly others: readonly string[];
}

/** Undefined for text that is not XML, or nested too deeply to walk. */
export function readXmlTree(text: string): XmlTree | undefined {
  const document = readDocument(text);
  if (document === undefined) return undefined;
  const { root, others } = document;
  const lists = new Set<string>();
  collectLists(root, lists);
  const orders = createGroups<string, readonly string[]>();
  collectOrders(root, orders.add);
  return {
    others: { "#comment": others.filter(isComment), "#declaration": others.filter((piece) => !isComment(piece)) },
    orders: new Map(orders.entries()),
    lists,
    toValue: (all) => ({ [root.name]: toValue(root, all) }),
  };
}

function readDocument(text: string): XmlDocument | undefined {
  const open: XmlElement[] = [];
  const others: string[] = [];
  let root: XmlElement | undefined;
  for (const piece of readXml(text) ?? []) {
    const parent = open.at(-1);
    if (piece.kind === "other") {
      others.push(piece.piece);
      parent?.order.push(isComment(piece.piece) ? "#comment" : "#declaration");
    } else if (piece.kind === "text") {
      if (parent === undefined && /\S/.test(piece.text)) return undefined;
      parent?.texts.push(piece.text);
      parent?.order.push("#text");
    } else if (piece.kind === "close") open.pop();
    else {
      const element = createElement(piece.name, piece.tag, parent);
      if (element === undefined || (parent === undefined && root !== undefined)) return undefined;
      root ??= element;
      parent?.children.push(element);
      parent?.order.push(piece.name);
      if (!piece.isEmpty) open.push(element);
      if (open.length > DEEPEST) return undefined;
    }
  }
  return root && { root, others };
}

function isComment(piece: string): boolean {
  return piece.startsWith("<!--");
}

/** Comparing calls itself for each level. */
const DEEPEST = 200;

/** Undefined if a tag has more than its name and its attributes, or one attribute twice. */
function createElement(name: string, tag: string, parent: XmlElement | undefined): XmlElement | undefined {
  if (!isXmlTag(tag)) return undefined;
  const attributes = readXmlAttributes(tag);
  const members = new Map(
    attributes.map(([prefix, own, value]) => [prefix === "" ? `@${own}` : `@${prefix}:${own}`, value]),
  );
  if (members.size < attributes.length) return undefined;
  const place = `${parent?.place ?? ""}/${name}`;
  return { name, place, attributes: members, children: [], texts: [], order: [] };
}

function collectOrders(
  { place, order, children }: XmlElement,
  add: (place: string, order: readonly string[]) => void,
): void {
  // Alone, a text or a comment has no order.
  if (children.length > 0) add(place, order);
  for (const child of children) collectOrders(child, add);
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
