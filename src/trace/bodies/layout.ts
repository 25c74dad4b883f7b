import { withoutGraphqlLayout } from "./graphql-layout.ts";
import { withoutXmlLayout } from "./xml-layout.ts";

/** A body's text without the blanks, line ends and comments that mean nothing in its format. */
export function withoutLayout(text: string, mimeType: string): string {
  return LAYOUTS.find(([type]) => type.test(mimeType))?.[1](text) ?? text;
}

/** A value with a name, as a member of JSON or a parameter of a URL: GraphQL is sent so. */
export function withoutLayoutOf(name: string, value: string): string {
  return name === "query" ? withoutGraphqlLayout(value) : value;
}

const XML = /^\s*(?:application|text)\/(?:[\w.-]+\+)?xml\b/i;

/** By its media type, or because it says so itself. */
export function isXml(text: string, mimeType: string): boolean {
  return XML.test(mimeType) || text.startsWith("<?xml ");
}

const LAYOUTS: readonly (readonly [mimeType: RegExp, remove: (text: string) => string])[] = [
  [/^\s*application\/graphql\b/i, withoutGraphqlLayout],
  [XML, withoutXmlLayout],
];
