import { matchParts } from "../../sequence/match-parts.ts";
import type { NameableRequest } from "./call-name.ts";
import { parseJsonObject } from "./parse-json-object.ts";

/** The operation of a GraphQL request: `query Hero`, `mutation { addReview }`; undefined for other requests. */
export function nameGraphql({ url, mimeType, body }: NameableRequest): string | undefined {
  if (/^\s*application\/graphql\s*(?:;|$)/i.test(mimeType)) return nameDocument(body, undefined);
  const asked = readAsked(body) ?? readQuery(url);
  if (asked === undefined) return undefined;
  const { query, operationName, isPersisted } = asked;
  if (query === undefined) return isPersisted ? operationName : undefined;
  return nameDocument(query, operationName);
}

interface Asked {
  readonly query: string | undefined;
  readonly operationName: string | undefined;
  /** The server knows the document by its hash. */
  readonly isPersisted: boolean;
}

function readAsked(body: string): Asked | undefined {
  if (!/"(?:query|operationName)"\s*:/.test(body)) return undefined;
  const { query, operationName, extensions } = parseJsonObject(body) ?? {};
  return { query: textOf(query), operationName: textOf(operationName), isPersisted: isHashed(extensions) };
}

function readQuery(url: string): Asked | undefined {
  if (!/[?&](?:query|operationName)=/.test(url)) return undefined;
  const parameters = new URLSearchParams(url.replace(/^[^?]*\?|#.*$/g, ""));
  const of = (name: string): string | undefined => parameters.get(name) ?? undefined;
  return {
    query: of("query"),
    operationName: textOf(of("operationName")),
    isPersisted: of("extensions")?.includes('"persistedQuery"') === true,
  };
}

function isHashed(extensions: unknown): boolean {
  return typeof extensions === "object" && extensions !== null && Object.hasOwn(extensions, "persistedQuery");
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Whether a text is a document of GraphQL. */
export function isGraphqlDocument(text: string): boolean {
  return isPlainDocument(toPlain(text));
}

/** Without texts and comments. */
function toPlain(document: string): string {
  return document.replaceAll(TEXT_OR_COMMENT, " ").trim();
}

/**
 * Source of what in a document is no code. A text that does not end goes on to where it would have to, or each quote in it would be searched
 * for an end; nothing is repeated character by character, or megabytes of one text would be too much to read.
 */
export const GRAPHQL_TEXT = String.raw`"""(?:[^]*?(?<!\\)"""|[^]*)|"[^"\\\n]*(?:\\.[^"\\\n]*)*"?|#[^\n\r]*`;

const TEXT_OR_COMMENT = new RegExp(GRAPHQL_TEXT, "g");

/** Prometheus has a parameter of that name too: `query={job="node"}`. */
function isPlainDocument(plain: string): boolean {
  return /^(?:query|mutation|subscription|fragment)\b[^{]*\{|^\{\s*(?:[_A-Za-z]\w*\b\s*(?:[\w:({},@]|\.\.\.)|\.\.\.)/.test(
    plain,
  );
}

function nameDocument(document: string, wanted: string | undefined): string | undefined {
  const plain = toPlain(document);
  if (!isPlainDocument(plain)) return undefined;
  const operations = listOperations(plain);
  const operation = operations.find(({ name }) => name === wanted) ?? operations[0];
  if (operation === undefined) return wanted;
  const { kind, name, field } = operation;
  return `${kind} ${wanted ?? name ?? `{ ${field} }`}`;
}

interface GraphqlOperation {
  readonly kind: string;
  readonly name: string | undefined;
  /** The first field that it selects. */
  readonly field: string;
}

/** Definitions begin outside all brackets. */
function listOperations(plain: string): readonly GraphqlOperation[] {
  const operations: GraphqlOperation[] = [];
  let depth = 0;
  let begin = 0;
  for (const { 0: bracket, index } of plain.matchAll(/[{}()[\]]/g)) {
    if (bracket === "{" && depth === 0)
      operations.push(...readOperation(plain.slice(begin, index), plain.slice(index)));
    depth = Math.max(0, depth + ("{([".includes(bracket) ? 1 : -1));
    if (bracket === "}" && depth === 0) begin = index + 1;
  }
  return operations;
}

function readOperation(head: string, selection: string): readonly GraphqlOperation[] {
  const [, kind = "query", name] = matchParts(/^\s*(query|mutation|subscription|fragment)?\b\s*([_A-Za-z]\w*)?/, head);
  if (kind === "fragment") return [];
  const [, field = "…"] = matchParts(/^\{\s*(?:\w+\s*:\s*)?(\w+)/, selection);
  return [{ kind, name, field }];
}
