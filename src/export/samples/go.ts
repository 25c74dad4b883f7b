import { UNSEEN_MARKS } from "../../sequence/unseen-marks.ts";
import type { CallBody } from "../script.ts";
import type { Text } from "../text.ts";
import type { FormPart } from "./form-parts.ts";
import {
  escapeLiteral,
  fileOf,
  hasVariables,
  layOutBody,
  quoteLiteral,
  type SampleCall,
  splitAliases,
  withoutType,
  writeString,
} from "./sample-call.ts";

/** A complete program that uses only the standard library. */
export function writeGo(call: SampleCall): string {
  const { method, url, note, form } = call;
  const headers = form === undefined ? call.headers : withoutType(call.headers);
  const { setup, expression, needs, functions } = form === undefined ? writeBody(call.body) : writeForm(form);
  const own = hasVariables({ ...call, headers }) ? ["os"] : [];
  const imports = new Set(["fmt", "io", "log", "net/http", ...own, ...needs]);
  return [
    ...(note === "" ? [] : [`// ${note}`]),
    "package main",
    "",
    "import (",
    ...[...imports].toSorted().map((name) => `\t${quoteLiteral(name)}`),
    ")",
    "",
    "func main() {",
    ...setup,
    `\treq, err := http.NewRequest(${quote([method])}, ${quote(url)}, ${expression})`,
    ...check,
    ...(form === undefined ? [] : ['\treq.Header.Set("Content-Type", form.FormDataContentType())']),
    ...headers.map(({ name, value }) => `\treq.Header.Set(${quote([name])}, ${quote(value)})`),
    "\tresp, err := http.DefaultClient.Do(req)",
    ...check,
    "\tdefer resp.Body.Close()",
    "\ttext, err := io.ReadAll(resp.Body)",
    ...check,
    "\tfmt.Println(resp.Status, string(text))",
    "}",
    ...functions,
  ].join("\n");
}

const check = ["\tif err != nil {", "\t\tlog.Fatal(err)", "\t}"];

interface BodyCode {
  readonly expression: string;
  /** Packages. */
  readonly needs: readonly string[];
  /** Lines before the request. */
  readonly setup: readonly string[];
  /** Lines after the program. */
  readonly functions: readonly string[];
}

function writeBody(body: CallBody | undefined): BodyCode {
  const none = { setup: [], functions: [] };
  if (body === undefined) return { ...none, expression: "nil", needs: [] };
  if (fileOf(body) !== undefined) {
    const setup = [`\tfile, err := os.Open(${quoteLiteral("body.bin")})`, ...check];
    return { ...none, setup, expression: "file", needs: ["os"] };
  }
  if (body.kind === "bytes") {
    const decoder = `base64.NewDecoder(base64.StdEncoding, strings.NewReader(${quoteLiteral(body.base64)}))`;
    return { ...none, expression: decoder, needs: ["encoding/base64", "strings"] };
  }
  return { ...none, expression: `strings.NewReader(${writeRaw(layOutBody(body))})`, needs: ["strings"] };
}

/** Part by part; the library has no function for a part with a media type. */
function writeForm(form: readonly FormPart[]): BodyCode {
  const hasTyped = form.some((part) => !isPlain(part) && part.file === undefined);
  const hasFiles = form.some(({ file }) => file !== undefined);
  return {
    setup: [
      "\tvar body bytes.Buffer",
      "\tform := multipart.NewWriter(&body)",
      ...form.map((part) => `\t${writePart(part)}`),
      "\tform.Close()",
    ],
    expression: "&body",
    needs: [
      "bytes",
      "mime/multipart",
      ...(hasFiles || hasTyped ? ["net/textproto"] : []),
      ...(hasFiles ? ["os"] : []),
      ...(hasTyped ? ["strings"] : []),
    ],
    functions: [...(hasFiles || hasTyped ? ADD_PART : []), ...(hasFiles ? OPEN : [])],
  };
}

/** A field that is text and no more. */
function isPlain({ file, type }: FormPart): boolean {
  return file === undefined && type === undefined;
}

function writePart(part: FormPart): string {
  const { name, file, type = "", value } = part;
  const text = quote(splitAliases(value));
  if (isPlain(part)) return `form.WriteField(${quote([name])}, ${text})`;
  // Neither has a quote or a backslash.
  const parameters = `name="${name}"${file === undefined ? "" : `; filename="${file}"`}`;
  const content = file === undefined ? `strings.NewReader(${text})` : `open(${quote([file])})`;
  return `addPart(form, ${writeRaw([parameters])}, ${quote([type])}, ${content})`;
}

const ADD_PART = [
  "",
  "func addPart(form *multipart.Writer, parameters, mediaType string, content io.Reader) {",
  "\theader := textproto.MIMEHeader{}",
  '\theader.Set("Content-Disposition", "form-data; "+parameters)',
  '\tif mediaType != "" {',
  '\t\theader.Set("Content-Type", mediaType)',
  "\t}",
  "\tpart, err := form.CreatePart(header)",
  ...check,
  "\tif _, err := io.Copy(part, content); err != nil {",
  "\t\tlog.Fatal(err)",
  "\t}",
  "}",
];

const OPEN = ["", "func open(name string) io.Reader {", "\tfile, err := os.Open(name)", ...check, "\treturn file", "}"];

/** In back quotes, if its text is possible there unchanged. */
function writeRaw(text: Text): string {
  const literal = text.map((part) => (typeof part === "string" ? part : "%s")).join("");
  if (!literal.includes('"') || NOT_RAW.test(literal)) return quote(text);
  if (text.every((part) => typeof part === "string")) return `\`${literal}\``;
  return format(text, (part) => part, "`");
}

const NOT_RAW = new RegExp(`[\`\\r]|[^\\P{Cc}\\t\\n]|[${UNSEEN_MARKS}]`, "u");

function quote(text: Text): string {
  return writeString(text, { variable: toGetenv, template: (parts) => format(parts, escapeLiteral, '"') });
}

function format(text: Text, escape: (literal: string) => string, mark: string): string {
  const pattern = text.map((part) => (typeof part === "string" ? escape(part).replaceAll("%", "%%") : "%s")).join("");
  const names = text.flatMap((part) => (typeof part === "string" ? [] : [toGetenv(part.variable)]));
  return `fmt.Sprintf(${mark}${pattern}${mark}, ${names.join(", ")})`;
}

const toGetenv = (name: string): string => `os.Getenv("${name}")`;
