import type { AnswerPlace } from "../../analyze/types.ts";
import { writeBraced, writeBracedBody, writeBracedUrl } from "../braces.ts";
import { oneLine, sentence } from "../one-line.ts";
import type { Call, CallBody } from "../script.ts";
import type { Subject } from "../subject.ts";
import { noteUnseen } from "../unseen.ts";

/** Requests for editors: the `.http` dialect of REST Client, where `###` parts them. */
export function toHttpFile(subject: Subject): Iterable<string> {
  return writeFile(subject, {
    writePlace: writeRestClientPlace,
    writeAssert: () => [],
    hasMethod: (method) => REST_CLIENT_METHODS.has(method),
  });
}

/** The same for httpYac, which names the parts of a response as JavaScript does, and compares the recorded status. */
export function toHttpYac(subject: Subject): Iterable<string> {
  return writeFile(subject, {
    writePlace: writeYacPlace,
    writeAssert: (status) => ["", `?? status == ${status}`],
    hasMethod: isWord,
  });
}

interface Dialect {
  /** Reference to a value in the response to the named request. */
  readonly writePlace: (from: AnswerPlace, name: string) => string;
  readonly writeAssert: (status: number) => readonly string[];
  /** Whether a line that begins with this method is treated as a request. */
  readonly hasMethod: (method: string) => boolean;
}

/**
 * Words that REST Client treats as methods; any other word is the beginning of a URL to it
 * (src/utils/httpRequestParser.ts of Huachao/vscode-restclient).
 */
const REST_CLIENT_METHODS: ReadonlySet<string> = new Set(
  "GET POST PUT DELETE PATCH HEAD OPTIONS CONNECT TRACE LOCK UNLOCK PROPFIND PROPPATCH COPY MOVE MKCOL MKCALENDAR ACL SEARCH".split(
    " ",
  ),
);

function* writeFile({ script, title }: Subject, dialect: Dialect): Generator<string> {
  const inputs = script.inputs.map(({ name, value }) => `@${name} = ${oneLine(value)}`);
  const unseen = noteUnseen(concat(inputs, writeCalls(script.calls, dialect)));
  yield [`# ${title}`, ...(unseen === "" ? [] : [`# ${unseen}`]), ...inputs, ""].join("\n");
  for (const call of writeCalls(script.calls, dialect)) yield `${call}\n`;
}

function* concat<T>(...lists: readonly Iterable<T>[]): Generator<T> {
  for (const list of lists) yield* list;
}

function* writeCalls(calls: Iterable<Call>, dialect: Dialect): Generator<string> {
  let before: Call | undefined;
  for (const call of calls) {
    const name = toName(before?.id ?? "");
    // Values of the previous response are named here: below their own request they would belong to the body.
    const captures = before?.captures.map(
      ({ variable, from }) => `@${variable} = {{${dialect.writePlace(from, name)}}}`,
    );
    yield [
      ...writeCall(call, captures ?? [], dialect),
      ...(call.status === 0 ? [] : dialect.writeAssert(call.status)),
    ].join("\n");
    before = call;
  }
}

function writeCall(
  { id, title, method, url, headers, body, bodyNote, status }: Call,
  captures: readonly string[],
  { hasMethod }: Dialect,
): readonly string[] {
  const content = body && carryBody(body);
  const notes = [
    ...(body !== undefined && content === undefined ? ["# The body is omitted: this format would change it."] : []),
    ...(hasMethod(method) ? [] : [`# The method is ${oneLine(method)}, which this format does not support.`]),
    ...(bodyNote === "" ? [] : [`# ${sentence(bodyNote)}`]),
    ...headers.filter(({ value }) => writeBraced(value) === undefined).map((header) => `# Omitted: ${header.name}`),
  ];
  const lines = headers.flatMap((header) => {
    const value = writeBraced(header.value);
    return value === undefined ? [] : [`${header.name}: ${value}`];
  });
  return [
    "",
    `### ${oneLine(title)} → ${status === 0 ? "no response" : status}`,
    ...notes,
    ...captures,
    `# @name ${toName(id)}`,
    "# @no-redirect",
    `${hasMethod(method) ? method : "GET"} ${writeBracedUrl(url)}`,
    ...lines,
    ...(content === undefined ? [] : ["", content]),
  ];
}

function isWord(method: string): boolean {
  return /^[A-Z]+$/.test(method);
}

/** A body without lines that the editor would interpret: to read a file, run a script, or begin the next request. */
function carryBody(body: CallBody): string | undefined {
  const text = writeBracedBody(body);
  return text !== undefined && text.split(/\r\n|[\r\n\u2028\u2029]/).every(isHarmless) ? text : undefined;
}

function isHarmless(line: string): boolean {
  return !/^\s*(?:#|\/\/|<[\s@]|<$|>|@|\{\{|\?\?|HTTP\/\d)/.test(line);
}

function writeRestClientPlace(from: AnswerPlace, name: string): string {
  return `${name}.response.${from.kind === "header" ? `headers.${from.name}` : `body.${toPath(from.path)}`}`;
}

function writeYacPlace(from: AnswerPlace, name: string): string {
  if (from.kind === "header") return `${name}Response.headers[${toLiteral(from.name.toLowerCase())}]`;
  // The name alone represents the value of a body only if the response's Content-Type is JSON.
  return `JSON.parse(${name}Response.body)${from.path.map((step) => `[${toLiteral(step)}]`).join("")}`;
}

/** Braces and line ends would end the expression. */
function toLiteral(name: string | number): string {
  return JSON.stringify(name).replaceAll(/[{}\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

/** REST Client knows dots and brackets, as JSONPath has. */
function toPath(path: readonly (string | number)[]): string {
  const steps = path.map((name) => {
    if (typeof name === "number") return `[${name}]`;
    return /^\w+$/.test(name) ? `.${name}` : `['${name.replaceAll(/['\\{}\p{Cc}]/gu, "")}']`;
  });
  return `$${steps.join("")}`;
}

/** A reference to a response begins with a name of letters, digits and underscores. */
function toName(id: string): string {
  return id.replaceAll("-", "_");
}
