import { UNSEEN_MARKS } from "../../sequence/unseen-marks.ts";
import type { Capture } from "../captures.ts";
import { toJsonPath } from "../json-path.ts";
import { oneLine, writeNote } from "../one-line.ts";
import type { Call, CallBody } from "../script.ts";
import type { Subject } from "../subject.ts";
import { joinText } from "../text.ts";

/** A Hurl file: the requests, the recorded statuses as asserts, and captures of what later requests need. */
export function* toHurl({ script, title }: Subject): Generator<string> {
  const variables = script.inputs.map(({ name, value }) => `# --variable ${name}=${oneLine(value)}`);
  const head = [`# ${title}`, ...(variables.length > 0 ? ["# Run it with hurl and these options:", ...variables] : [])];
  yield `${head.join("\n")}\n`;
  for (const call of script.calls) yield `${writeCall(call)}\n`;
}

function writeCall({ title, method, url, headers, body, bodyNote, status, captures }: Call): string {
  if (status === 0) return `\n# ${oneLine(title)} got no response when it was recorded.`;
  const isKnown = /^[A-Z]+$/.test(method);
  const methodNote = isKnown ? "" : `the method is ${method}, which this format does not support`;
  return [
    "",
    `# ${oneLine(title)}${writeNote(methodNote)}${writeNote(bodyNote)}`,
    `${isKnown ? method : "GET"} ${joinText(url, reference, escapeUrl)}`,
    ...headers.map(({ name, value }) => `${escapeString(name, ":")}: ${joinText(value, reference, escapeString)}`),
    ...(body === undefined ? [] : [writeBody(body)]),
    `HTTP ${status}`,
    ...(captures.length > 0 ? ["[Captures]", ...captures.map(writeCapture)] : []),
  ].join("\n");
}

/** Between backticks Hurl changes nothing but escapes and variables; its JSON bodies do not keep white space. */
function writeBody(body: CallBody): string {
  if (body.kind === "bytes") return `base64,${body.base64};`;
  return `\`${joinText(body.text, reference, (literal) => escapeString(literal, "`"))}\``;
}

function writeCapture({ variable, from }: Capture): string {
  const query = from.kind === "header" ? `header "${quote(from.name)}"` : `jsonpath "${quote(toJsonPath(from.path))}"`;
  return `${variable}: ${query}`;
}

function quote(text: string): string {
  return escapeString(text, '"');
}

function reference(variable: string): string {
  return `{{${variable}}}`;
}

/** `#` begins a comment, `{{` a variable. `ending` is what would end the string. */
function escapeString(text: string, ending = ""): string {
  return text
    .toWellFormed()
    .replaceAll(TO_ESCAPE, escapeCharacter)
    .replaceAll(ending === "" ? /(?!)/g : ending, escapeCharacter);
}

const TO_ESCAPE = new RegExp(String.raw`[\\#\p{Cc}${UNSEEN_MARKS}]|\{(?=\{|$)|^\s|\s$`, "gu");

function escapeCharacter(character: string): string {
  return character === "\\" ? "\\\\" : `\\u{${character.codePointAt(0)?.toString(16)}}`;
}

/** A URL of Hurl has only URL escapes. */
function escapeUrl(literal: string): string {
  return literal.toWellFormed().replaceAll(NOT_IN_URL, encodeURIComponent);
}

const NOT_IN_URL = new RegExp(`[\\s"#<>\\\\^\`{|}\\p{Cc}${UNSEEN_MARKS}]`, "gu");
