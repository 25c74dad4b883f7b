import { writeBraced, writeBracedBody, writeBracedUrl } from "../braces.ts";
import type { Capture } from "../captures.ts";
import { oneLine, sentence } from "../one-line.ts";
import type { Call, Script } from "../script.ts";
import type { Subject } from "../subject.ts";
import { noteUnseen } from "../unseen.ts";

/** A Bruno collection: a folder with one `.bru` file a request, in order, and an environment with the inputs. */
export function* toBruno({ script, title }: Subject): Generator<readonly [path: string, content: string]> {
  const collection = { version: "1", name: title, type: "collection" };
  yield ["bruno.json", `${JSON.stringify(collection, undefined, 2)}\n`];
  yield ["environments/recorded.bru", writeInputs(script)];
  const width = String(countAll(script.calls)).length;
  let number = 0;
  for (const call of script.calls) {
    number += 1;
    yield [`${String(number).padStart(width, "0")}-${call.id}.bru`, writeCall(call, number)];
  }
}

function countAll(items: Iterable<unknown>): number {
  let count = 0;
  for (const _ of items) count += 1;
  return count;
}

function writeInputs({ inputs }: Script): string {
  return block(
    "vars",
    inputs.map(({ name, value }) => `${name}: ${oneLine(value)}`),
  );
}

function writeCall({ id, method, url, headers, body, bodyNote, status, captures }: Call, order: number): string {
  const content = body && writeBracedBody(body);
  const lines = headers.flatMap(({ name, value }) => {
    const text = writeBraced(value);
    // A tilde before a name switches the header off.
    return text === undefined || name.startsWith("~") ? [] : [`${name}: ${text}`];
  });
  const mode = body?.kind === "text" && body.isJson ? "json" : "text";
  const isChanged = lines.length < headers.length || (body !== undefined && content === undefined);
  const notes = [
    isChanged ? "A header or the body is omitted: Bruno would change it." : "",
    VERBS.has(method) ? "" : `The method is ${oneLine(method)}, which this format does not support.`,
    sentence(bodyNote),
  ].filter((note) => note !== "");
  const blocks = [
    block("meta", [`name: ${id}`, "type: http", `seq: ${order}`]),
    block(VERBS.has(method) ? method.toLowerCase() : "get", [
      `url: ${writeBracedUrl(url)}`,
      `body: ${content === undefined ? "none" : mode}`,
      "auth: none",
    ]),
    ...(lines.length > 0 ? [block("headers", lines)] : []),
    ...(content === undefined ? [] : [block(`body:${mode}`, content.split(/\r\n|[\r\n]/))]),
    block("settings", ["followRedirects: false"]),
    ...(status === 0 ? [] : [block("assert", [`res.status: eq ${status}`])]),
    ...(captures.length > 0 ? [block("script:post-response", captures.map(writeCapture))] : []),
  ];
  const remarks = [...notes, noteUnseen(blocks)].filter((note) => note !== "");
  return [...blocks, ...(remarks.length > 0 ? [block("docs", remarks)] : [])].join("\n");
}

const VERBS: ReadonlySet<string> = new Set(["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"]);

/** Two spaces before each line keep a recorded `}` from ending the block. */
function block(name: string, lines: readonly string[]): string {
  return `${name} {\n${lines.map((line) => `  ${line}\n`).join("")}}\n`;
}

function writeCapture({ variable, from }: Capture): string {
  const value =
    from.kind === "header"
      ? `res.getHeader(${JSON.stringify(from.name.toLowerCase())})`
      : `${JSON.stringify(from.path)}.reduce((value, name) => value[name], res.getBody())`;
  return `bru.setVar("${variable}", ${value});`;
}
