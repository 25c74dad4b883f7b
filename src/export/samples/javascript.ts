import type { Text } from "../text.ts";
import {
  escapeLiteral,
  fileOf,
  type SampleCall,
  type StringSyntax,
  writeJsonLiteral,
  writeString,
} from "./sample-call.ts";

/** With the fetch of browsers and Node. */
export function writeJavaScript({ method, url, headers, body, note }: SampleCall): string {
  const json = writeJsonLiteral(body, { string: quote, indent: 2 });
  const file = fileOf(body);
  const options = [
    ...(method === "GET" ? [] : [`method: ${quote([method])},`]),
    ...(headers.length === 0
      ? []
      : ["headers: {", ...headers.map(({ name, value }) => `  ${quote([name])}: ${quote(value)},`), "},"]),
    ...(json === undefined ? [] : wrap("body: JSON.stringify(", json, "),")),
    ...(json === undefined && body?.kind === "text" ? [`body: ${quote(body.text)},`] : []),
    ...(body?.kind === "bytes" && file === undefined ? [`body: Buffer.from(${quote([body.base64])}, "base64"),`] : []),
    ...(file === undefined ? [] : [`body: await readFile(${quote([file])}),`]),
  ];
  const lines = options.map((line) => `  ${line}`);
  return [
    ...(note === "" ? [] : [`// ${note}`]),
    ...(file === undefined ? [] : ['import { readFile } from "node:fs/promises";', ""]),
    ...(lines.length === 0
      ? [`const response = await fetch(${quote(url)});`]
      : [`const response = await fetch(${quote(url)}, {`, ...lines, "});"]),
    "console.log(response.status, await response.text());",
  ].join("\n");
}

function wrap(before: string, lines: readonly string[], after: string): readonly string[] {
  if (lines.length < 2) return [`${before}${lines.join("")}${after}`];
  return [`${before}${lines[0]}`, ...lines.slice(1, -1), `${lines.at(-1)}${after}`];
}

function quote(text: Text): string {
  return writeString(text, STRINGS);
}

const STRINGS: StringSyntax = {
  variable: (name) => `process.env.${name}`,
  template: (text) => {
    const parts = text.map((part) =>
      typeof part === "string"
        ? escapeLiteral(part)
            .replaceAll(String.raw`\"`, '"')
            .replaceAll(/`|\$(?=\{)/g, String.raw`\$&`)
        : `\${process.env.${part.variable}}`,
    );
    return `\`${parts.join("")}\``;
  },
};
