import { classOfName, toPlainName } from "./names.ts";
import { isPlaceholder } from "./placeholder.ts";
import type { Vault } from "./vault.ts";

/**
 * Masks XML and HTML where they stand, by the names of elements and attributes: `<wsse:Password>…`, `token="…"`,
 * `<input name="password" value="…">`, `<member><name>password</name><value>…`. Markup that is broken is read as far as
 * it makes sense.
 */
export function maskXml(text: string, vault: Vault): string {
  // What the last `name` element said belongs to the `value` element that follows it.
  let said = "";
  return text.replaceAll(ELEMENT, (_all, open: string, name: string, attributes: string, content: string) => {
    const local = localName(name);
    const secretClass = classOfName(local === "value" || local === "string" ? said : local);
    if (local === "name") said = toPlainName(content);
    else if (secretClass !== undefined && content.trim() !== "") said = "";
    return open + maskAttributes(attributes, vault) + maskContent(content, secretClass, vault);
  });
}

/** An opening tag, its attributes with the closing bracket, and the text behind it. */
const ELEMENT = /(<([A-Za-z_][\w.:-]*))([^<>]*>?)((?:<!\[CDATA\[(?:(?!\]\]>)[\s\S])*(?:\]\]>)?|[^<])*)/g;

function localName(name: string): string {
  return toPlainName(name.slice(name.indexOf(":") + 1));
}

type ClassOfName = ReturnType<typeof classOfName>;

function maskContent(content: string, secretClass: ClassOfName, vault: Vault): string {
  if (secretClass === undefined) return content;
  const [, before = "", value = "", behind = ""] =
    /^(\s*(?:<!\[CDATA\[)?)([\s\S]*?)((?:\]\]>)?\s*)$/.exec(content) ?? [];
  return before + maskValue(value, { secretClass, isText: before.endsWith("[") }, vault) + behind;
}

/** By its own name, or by what a `name`, `id` or `key` beside it says of a `value` or `content`. */
function maskAttributes(attributes: string, vault: Vault): string {
  if (!attributes.includes("=")) return attributes;
  const pairs = Array.from(attributes.matchAll(ATTRIBUTE));
  const label = pairs.find(([, , name = ""]) => /^(?:name|id|key|property)$/i.test(name));
  const labelled = classOfName(label?.[5] ?? label?.[6] ?? "");
  return attributes.replaceAll(
    ATTRIBUTE,
    (_all, head: string, name: string, _quoted: string, quote: string, double?: string, single?: string) => {
      const value = double ?? single ?? "";
      const local = localName(name);
      const isLabelled = labelled !== undefined && (local === "value" || local === "content");
      const secretClass = isLabelled ? labelled : classOfName(local);
      if (secretClass === undefined || local === "id") return head + quote + value + quote;
      return head + quote + maskValue(value, { secretClass, isText: false }, vault) + quote;
    },
  );
}

const ATTRIBUTE = /(([\w.:-]+)\s*=\s*)((["'])(?:(?<=")([^"<]*)"|(?<=')([^'<]*)'))/g;

function maskValue(
  written: string,
  { secretClass, isText }: { readonly secretClass: NonNullable<ClassOfName>; readonly isText: boolean },
  vault: Vault,
): string {
  const value = isText ? written : unescapeXml(written);
  if (isPlaceholder(value)) return written;
  const alias = vault.mask(value, secretClass);
  return alias === value ? written : alias;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  return text.replaceAll(/&(?:#(\d+)|#x([\dA-F]+)|([a-z]+));/gi, (all, decimal, hexadecimal, name) => {
    if (name !== undefined) return ENTITIES[String(name)] ?? all;
    const code = decimal === undefined ? Number.parseInt(String(hexadecimal), 16) : Number(decimal);
    return code <= 0x10_ff_ff ? String.fromCodePoint(code) : all;
  });
}
