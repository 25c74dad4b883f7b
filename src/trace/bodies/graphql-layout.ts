import { findAll } from "../../sequence/find-all.ts";
import { GRAPHQL_TEXT, isGraphqlDocument } from "../names/graphql-name.ts";

/**
 * A GraphQL document with one blank between its tokens: other blanks, line ends, commas and comments mean nothing (section 2.1 of its
 * specification). Any other text as it is.
 */
export function withoutGraphqlLayout(text: string): string {
  if (!isGraphqlDocument(text)) return text;
  return findAll(text, TOKEN)
    .filter((token) => !token.startsWith("#"))
    .join(" ");
}

/** Spreads need no blank before them: `{id...Hero}`. */
const TOKEN = new RegExp(String.raw`${GRAPHQL_TEXT}|\.\.\.|(?:[\w+-]|\.(?!\.\.))+|[^\s,\uFEFF]`, "g");
