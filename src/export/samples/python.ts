import { type Text, joinText } from "../text.ts";
import type { FormPart } from "./form-parts.ts";
import {
  escapeLiteral,
  fileOf,
  hasVariables,
  splitAliases,
  type StringSyntax,
  type SampleCall,
  withoutType,
  writeJsonLiteral,
  writeString,
} from "./sample-call.ts";

/** With the library requests. */
export function writePython(call: SampleCall): string {
  const { method, url, form, note } = call;
  const headers = form === undefined ? call.headers : withoutType(call.headers);
  const body = form === undefined ? call.body : undefined;
  const args = [quote([method]), quote(url)];
  const json = writeJsonLiteral(body, { string: quote, words: WORDS, indent: 4 });
  // The header that the library itself sends for `json=`.
  const own = json === undefined ? headers : headers.filter(({ name, value }) => !isJsonType(name, value));
  const file = fileOf(body);
  const imports = [
    ...(body?.kind === "bytes" && file === undefined ? ["import base64"] : []),
    ...(hasVariables({ ...call, headers }) ? ["import os"] : []),
  ];
  const named = [
    ...(own.length === 0
      ? []
      : [["headers={", ...own.map(({ name, value }) => `    ${quote([name])}: ${quote(value)},`), "}"]]),
    ...(json === undefined ? [] : [["json=", ...json]]),
    ...(json === undefined && body?.kind === "text" ? [[`data=${toBytes(body.text)}`]] : []),
    ...(body?.kind === "bytes" && file === undefined ? [[`data=base64.b64decode(${quote([body.base64])})`]] : []),
    ...(file === undefined ? [] : [[`data=open(${quote([file])}, "rb")`]]),
    ...(form === undefined ? [] : [["files=[", ...form.map((part) => `    ${toField(part)},`), "]"]]),
  ];
  return [
    ...(note === "" ? [] : [`# ${note}`]),
    ...imports,
    ...(imports.length > 0 ? [""] : []),
    "import requests",
    "",
    "response = requests.request(",
    ...args.map((arg) => `    ${arg},`),
    ...named.map((lines) => `    ${join(lines)},`),
    ")",
    "print(response.status_code, response.text)",
  ].join("\n");
}

function toField({ name, file, type, value }: FormPart): string {
  const content = file === undefined ? quote(splitAliases(value)) : `open(${quote([file])}, "rb")`;
  const parts = [file === undefined ? "None" : quote([file]), content, ...(type === undefined ? [] : [quote([type])])];
  return `(${quote([name])}, (${parts.join(", ")}))`;
}

function quote(text: Text): string {
  return writeString(text, STRINGS);
}

const WORDS = { true: "True", false: "False", null: "None" };

const STRINGS: StringSyntax = {
  variable: (name) => `os.environ["${name}"]`,
  template: (text) => {
    const parts = text.map((part) =>
      typeof part === "string" ? escapeLiteral(part).replaceAll(/[{}]/g, "$&$&") : `{os.environ['${part.variable}']}`,
    );
    return `f"${parts.join("")}"`;
  },
};

/** The library would write text in Latin-1. */
function toBytes(text: Text): string {
  return `${quote(text)}.encode()`;
}

function isJsonType(name: string, value: Text): boolean {
  return name.toLowerCase() === "content-type" && /^application\/json$/i.test(joinText(value, (variable) => variable));
}

function join([first = "", ...rest]: readonly string[]): string {
  if (!first.endsWith("=")) return [first, ...rest].join("\n    ");
  return first + rest.join("\n    ");
}
