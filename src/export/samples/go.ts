import type { CallBody } from "../script.ts";
import type { Text } from "../text.ts";
import {
  escapeLiteral,
  fileOf,
  hasVariables,
  layOutBody,
  quoteLiteral,
  type SampleCall,
  writeString,
} from "./sample-call.ts";

/** A whole program of the standard library. */
export function writeGo(call: SampleCall): string {
  const { method, url, headers, body, note } = call;
  const { expression, needs } = writeBody(body);
  const imports = [
    "fmt",
    "io",
    "log",
    "net/http",
    ...(hasVariables(call) || fileOf(body) !== undefined ? ["os"] : []),
    ...needs,
  ];
  return [
    ...(note === "" ? [] : [`// ${note}`]),
    "package main",
    "",
    "import (",
    ...imports.toSorted().map((name) => `\t${quoteLiteral(name)}`),
    ")",
    "",
    "func main() {",
    ...(fileOf(body) === undefined ? [] : [`\tfile, err := os.Open(${quoteLiteral("body.bin")})`, ...check]),
    `\treq, err := http.NewRequest(${quote([method])}, ${quote(url)}, ${expression})`,
    ...check,
    ...headers.map(({ name, value }) => `\treq.Header.Set(${quote([name])}, ${quote(value)})`),
    "\tresp, err := http.DefaultClient.Do(req)",
    ...check,
    "\tdefer resp.Body.Close()",
    "\ttext, err := io.ReadAll(resp.Body)",
    ...check,
    "\tfmt.Println(resp.Status, string(text))",
    "}",
  ].join("\n");
}

const check = ["\tif err != nil {", "\t\tlog.Fatal(err)", "\t}"];

interface BodyCode {
  readonly expression: string;
  /** Packages. */
  readonly needs: readonly string[];
}

function writeBody(body: CallBody | undefined): BodyCode {
  if (body === undefined) return { expression: "nil", needs: [] };
  if (fileOf(body) !== undefined) return { expression: "file", needs: [] };
  if (body.kind === "bytes") {
    const decoder = `base64.NewDecoder(base64.StdEncoding, strings.NewReader(${quoteLiteral(body.base64)}))`;
    return { expression: decoder, needs: ["encoding/base64", "strings"] };
  }
  return { expression: `strings.NewReader(${writeRaw(layOutBody(body))})`, needs: ["strings"] };
}

/** In back quotes, if its text is possible there unchanged. */
function writeRaw(text: Text): string {
  const literal = text.map((part) => (typeof part === "string" ? part : "%s")).join("");
  if (!literal.includes('"') || /[`\r]|[^\P{Cc}\t\n]|\p{Bidi_Control}|\uFEFF/u.test(literal)) return quote(text);
  if (text.every((part) => typeof part === "string")) return `\`${literal}\``;
  return format(text, (part) => part, "`");
}

function quote(text: Text): string {
  return writeString(text, { variable: toGetenv, template: (parts) => format(parts, escapeLiteral, '"') });
}

function format(text: Text, escape: (literal: string) => string, mark: string): string {
  const pattern = text.map((part) => (typeof part === "string" ? escape(part).replaceAll("%", "%%") : "%s")).join("");
  const names = text.flatMap((part) => (typeof part === "string" ? [] : [toGetenv(part.variable)]));
  return `fmt.Sprintf(${mark}${pattern}${mark}, ${names.join(", ")})`;
}

const toGetenv = (name: string): string => `os.Getenv("${name}")`;
