/** The text of a piece of XML: of a text, a CDATA section, or the value of an attribute. */
export function readXmlText(piece: string): string {
  if (piece.startsWith("<![CDATA[")) return piece.slice("<![CDATA[".length, -"]]>".length);
  return unescapeXml(piece);
}

/** The text that the entities of XML represent. */
export function unescapeXml(text: string): string {
  return text.replaceAll(/&(?:#(\d+)|#x([\dA-F]+)|([a-z]+));/gi, (all, decimal, hexadecimal, name) => {
    if (name !== undefined) return ENTITIES.get(String(name)) ?? all;
    const code = decimal === undefined ? Number.parseInt(String(hexadecimal), 16) : Number(decimal);
    return isCharacter(code) ? String.fromCodePoint(code) : all;
  });
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
]);

/** XML has no null character, and half a surrogate pair is none. */
function isCharacter(code: number): boolean {
  return code > 0 && code <= 0x10_ff_ff && (code < 0xd8_00 || code > 0xdf_ff);
}

export function escapeXmlText(text: string): string {
  return ESCAPES.reduce((escaped, [sign, escape]) => escaped.replaceAll(sign, escape), text);
}

/** The attributes of a tag, with the prefixes of their names. */
export function readXmlAttributes(tag: string): readonly (readonly [prefix: string, name: string, value: string])[] {
  return Array.from(
    tag.matchAll(ATTRIBUTES),
    ([, prefix = "", name = "", value = ""]) => [prefix, name, readXmlText(value.slice(1, -1))] as const,
  );
}

/** Whether a tag has nothing but a name and attributes. */
export function isXmlTag(tag: string): boolean {
  return TAG.test(tag);
}

/** Names may have letters of any language. */
const NAME = String.raw`[^\s"'<>/=:]+`;
const ATTRIBUTE = String.raw`\s(?:(${NAME}):)?(${NAME})\s*=\s*("[^"]*"|'[^']*')`;
const ATTRIBUTES = new RegExp(ATTRIBUTE, "g");
const TAG = new RegExp(String.raw`^<[^\s/>]+(?:\s*${ATTRIBUTE})*\s*/?>$`);

/** The ampersand first: the others have one. */
const ESCAPES = [
  ["&", "&amp;"],
  ['"', "&quot;"],
  [">", "&gt;"],
  ["<", "&lt;"],
] as const;
