import { writeBraced, writeBracedBody, writeBracedUrl } from "../braces.ts";
import type { Capture } from "../captures.ts";
import { oneLine } from "../one-line.ts";
import type { Call, CallBody } from "../script.ts";
import type { Subject } from "../subject.ts";

/** Requests for editors: the `.http` dialect of REST Client, where `###` parts them. */
export function toHttpFile({ script, title }: Subject): string {
  const inputs = script.inputs.map(({ name, value }) => `@${name} = ${oneLine(value)}`);
  return [
    `# ${title}`,
    ...inputs,
    ...script.calls.map((call, index) => writeCall(call, script.calls[index - 1])),
    "",
  ].join("\n");
}

/** What the answer before gave is named here: below its own request it would belong to the body. */
function writeCall({ id, title, method, url, headers, body, status }: Call, before: Call | undefined): string {
  const content = body && carryBody(body);
  const notes = [
    ...(body !== undefined && content === undefined ? ["# The body is left out: this format would change it."] : []),
    ...(body?.isCut ? ["# The recording holds only the beginning of the body."] : []),
    ...headers.filter(({ value }) => writeBraced(value) === undefined).map((header) => `# Left out: ${header.name}`),
  ];
  const lines = headers.flatMap((header) => {
    const value = writeBraced(header.value);
    return value === undefined ? [] : [`${header.name}: ${value}`];
  });
  return [
    "",
    `### ${oneLine(title)} → ${status === 0 ? "no answer" : status}`,
    ...notes,
    ...(before?.captures ?? []).map((capture) => writeCapture(capture, toName(before?.id ?? ""))),
    `# @name ${toName(id)}`,
    `${/^[A-Z]+$/.test(method) ? method : "GET"} ${writeBracedUrl(url)}`,
    ...lines,
    ...(content === undefined ? [] : ["", content]),
  ].join("\n");
}

/** A body that no line of is an order to the editor: to read a file, to run a script, to begin the next request. */
function carryBody(body: CallBody): string | undefined {
  const text = writeBracedBody(body);
  return text !== undefined && text.split(/\r\n|[\r\n\u2028\u2029]/).every(isHarmless) ? text : undefined;
}

function isHarmless(line: string): boolean {
  return !/^\s*(?:#|\/\/|<[\s@]|<$|>|@|\{\{|\?\?|HTTP\/\d)/.test(line);
}

function writeCapture({ variable, from }: Capture, name: string): string {
  const place = from.kind === "header" ? `headers.${from.name}` : `body.${toPath(from.path)}`;
  return `@${variable} = {{${name}.response.${place}}}`;
}

/** REST Client knows dots and brackets, as JSONPath has. */
function toPath(path: readonly (string | number)[]): string {
  const steps = path.map((name) => {
    if (typeof name === "number") return `[${name}]`;
    return /^\w+$/.test(name) ? `.${name}` : `['${name.replaceAll(/['\\{}\p{Cc}]/gu, "")}']`;
  });
  return `$${steps.join("")}`;
}

/** A reference to an answer begins with a name of letters, digits and underscores. */
function toName(id: string): string {
  return id.replaceAll("-", "_");
}
