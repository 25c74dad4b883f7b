import type { Text } from "../text.ts";
import type { FormPart } from "./form-parts.ts";
import {
  escapeLiteral,
  fileOf,
  type SampleCall,
  splitAliases,
  type StringSyntax,
  withoutType,
  writeJsonLiteral,
  writeString,
} from "./sample-call.ts";

/** With the fetch of browsers and Node. */
export function writeJavaScript({ method, url, note, ...call }: SampleCall): string {
  const form = call.form?.every(isSayable) === true ? call.form : undefined;
  const headers = form === undefined ? call.headers : withoutType(call.headers);
  const body = form === undefined ? call.body : undefined;
  const json = writeJsonLiteral(body, { string: quote, indent: 2 });
  const file = fileOf(body);
  const readsFiles = file !== undefined || form?.some((part) => part.file !== undefined) === true;
  const options = [
    ...(method === "GET" ? [] : [`method: ${quote([method])},`]),
    ...(headers.length === 0
      ? []
      : ["headers: {", ...headers.map(({ name, value }) => `  ${quote([name])}: ${quote(value)},`), "},"]),
    ...(json === undefined ? [] : stringifyBody(json)),
    ...(json === undefined && body?.kind === "text" ? [`body: ${quote(body.text)},`] : []),
    ...(body?.kind === "bytes" && file === undefined ? [`body: Buffer.from(${quote([body.base64])}, "base64"),`] : []),
    ...(file === undefined ? [] : [`body: await readFile(${quote([file])}),`]),
    ...(form === undefined ? [] : ["body: form,"]),
  ];
  const lines = options.map((line) => `  ${line}`);
  return [
    ...(note === "" ? [] : [`// ${note}`]),
    ...(readsFiles ? ['import { readFile } from "node:fs/promises";', ""] : []),
    ...(form === undefined ? [] : ["const form = new FormData();", ...form.map(appendPart)]),
    ...(lines.length === 0
      ? [`const response = await fetch(${quote(url)});`]
      : [`const response = await fetch(${quote(url)}, {`, ...lines, "});"]),
    "console.log(response.status, await response.text());",
  ].join("\n");
}

/**
 * FormData ends all lines of a text with CR and LF, gives each file a lowercase media type, and gives other parts none.
 */
function isSayable({ file, type, value }: FormPart): boolean {
  if (file !== undefined) return type !== undefined && type === type.toLowerCase();
  return type === undefined && !/(?<!\r)\n|\r(?!\n)/.test(value);
}

function appendPart({ name, file, type = "", value }: FormPart): string {
  if (file === undefined) return `form.append(${quote([name])}, ${quote(splitAliases(value))});`;
  const blob = `new Blob([await readFile(${quote([file])})], { type: ${quote([type])} })`;
  return `form.append(${quote([name])}, ${blob}, ${quote([file])});`;
}

function stringifyBody(lines: readonly string[]): readonly string[] {
  if (lines.length < 2) return [`body: JSON.stringify(${lines.join("")}),`];
  return [`body: JSON.stringify(${lines[0]}`, ...lines.slice(1, -1), `${lines.at(-1)}),`];
}

function quote(text: Text): string {
  return writeString(text, STRINGS);
}

const toWide = (code: string): string => `\\u{${code}}`;

const STRINGS: StringSyntax = {
  toWide,
  variable: (name) => `process.env.${name}`,
  template: (text) => {
    const parts = text.map((part) =>
      typeof part === "string"
        ? escapeLiteral(part, toWide)
            .replaceAll(String.raw`\"`, '"')
            .replaceAll(/`|\$(?=\{)/g, String.raw`\$&`)
        : `\${process.env.${part.variable}}`,
    );
    return `\`${parts.join("")}\``;
  },
};
