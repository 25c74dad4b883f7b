import { type Document, LineCounter, type Node, isAlias, isMap, isNode, isScalar, isSeq, parseDocument } from "yaml";

import { reasonOf, UserError } from "../errors.ts";
import { readJson } from "../json/read-json.ts";

/** A text in YAML or JSON, with advice for its mistakes. */
export interface YamlSource {
  readonly text: string;
  /** Its name in messages. */
  readonly file: string;
  /** Advice for a mistake. */
  readonly hint: string;
}

/** What a text in YAML or JSON holds; undefined for nothing. Throws a `UserError` that names the line of what is neither. */
export function parseYaml(source: YamlSource): unknown {
  return readObject(source.text) ?? toValue(source);
}

/** The same for a text that can be read. */
export function readYamlValue(text: string): unknown {
  return parseYaml({ text, file: "", hint: "" });
}

/** The error for a mistake at a place of the text. */
export function toYamlError(source: YamlSource, path: readonly PropertyKey[], reason: string): UserError {
  return problem(source, { line: findLine(open(source), path), key: path.join("."), reason });
}

/** 1-based line of a key or an item in a text that can be read; where it is missing, of what should hold it. */
export function findYamlLine(text: string, path: readonly PropertyKey[]): number {
  return findLine(open({ text, file: "", hint: "" }), path);
}

function findLine({ document, lines }: OpenDocument, path: readonly PropertyKey[]): number {
  return lines.linePos(findOffset(document, path)).line;
}

/** Large documents are mostly JSON, which the platform reads a hundred times faster; lines matter for mistakes only. */
function readObject(text: string): unknown {
  return /^\s*\{/.test(text) ? readJson(text) : undefined;
}

function toValue(source: YamlSource): unknown {
  const { document } = open(source);
  try {
    return document.toJS();
  } catch (error) {
    // Aliases of aliases that would fill the memory.
    throw problem(source, { line: 1, key: "", reason: reasonOf(error) });
  }
}

interface OpenDocument {
  readonly document: Document;
  readonly lines: LineCounter;
}

function open(source: YamlSource): OpenDocument {
  const lines = new LineCounter();
  // `<<: *anchor` is no part of YAML 1.2, but what other tools read in YAML, and what several pages of one flow need.
  const document = parseDocument(source.text, { lineCounter: lines, merge: true });
  const [broken] = document.errors;
  if (broken === undefined) return { document, lines };
  const [reason = ""] = broken.message.split(" at line ");
  throw problem(source, { line: lines.linePos(broken.pos[0]).line, key: "", reason });
}

/** 0 for what was not read from a text. */
function startOf({ range }: Node): number {
  return range?.[0] ?? 0;
}

/** The position of the key in the text, also behind an anchor; if it is missing, of what should contain it. */
function findOffset(document: Document, path: readonly PropertyKey[]): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const key of path) {
    const found = findChild(document, node, key);
    if (found === undefined) return offset;
    ({ node, offset } = found);
  }
  return offset;
}

interface Child {
  readonly node: unknown;
  /** Of the key, or of the item of a list. */
  readonly offset: number;
}

function findChild(document: Document, node: unknown, key: PropertyKey): Child | undefined {
  const holder = isAlias(node) ? node.resolve(document) : node;
  if (isSeq(holder)) {
    const item = holder.items[Number(key)];
    return isNode(item) ? { node: item, offset: startOf(item) } : undefined;
  }
  if (!isMap(holder)) return undefined;
  for (const { key: name, value } of holder.items) {
    if (isNode(name) && String(name) === String(key)) return { node: value, offset: startOf(name) };
  }
  // A mapping's own keys take precedence over those that are merged into it.
  const merged = holder.items.filter(({ key: name }) => isMerge(name)).flatMap(({ value }) => listSources(value));
  for (const source of merged) {
    const found = findChild(document, source, key);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The library reads the key of a merge as a symbol. */
function isMerge(key: unknown): boolean {
  return isScalar(key) && typeof key.value === "symbol";
}

function listSources(value: unknown): readonly unknown[] {
  return isSeq(value) ? value.items : [value];
}

interface Mistake {
  readonly line: number;
  /** "" for the text as a whole. */
  readonly key: string;
  readonly reason: string;
}

function problem({ file, hint }: YamlSource, { line, key, reason }: Mistake): UserError {
  return new UserError(
    `${file}, line ${line}: ${key === "" ? "" : `${key}: `}${reason}${/[.?]$/.test(reason) ? "" : "."}`,
    { hint },
  );
}
