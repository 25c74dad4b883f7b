import type { BodyView, Participant, Step } from "../../analyze/types.ts";
import { prettyPrint } from "../../json/pretty.ts";
import { readEscapes } from "../../json/read-escapes.ts";
import { countOf } from "../../sequence/count-of.ts";
import { matchParts } from "../../sequence/match-parts.ts";
import { cleanText, measureText } from "../display-text.ts";
import { statusStyle } from "./status-style.ts";
import { type Style, createTerminalRow } from "./terminal-row.ts";

export interface StepTextOptions {
  /** The participants of the walkthrough, with the labels of caller and server. */
  readonly participants: readonly Participant[];
  readonly color: boolean;
}

/**
 * A step in full for a terminal: its name if it has one, caller and server, request and response, with JSON laid out.
 * Recorded text cannot control the terminal.
 */
export function toStepText(step: Step, { participants, color }: StepTextOptions): string {
  const { name, request, response } = step;
  const labelOf = (id: string): string => participants.find((one) => one.id === id)?.label ?? id;
  const status = `${response.status || ""} ${response.reason}`.trim() || "No response";
  const style = response.failed ? "red" : statusStyle(response);
  const reason = response.error && [[`${response.error.code} ${response.error.message}`.trim(), "red"] as const];
  const lines: readonly Line[] = [
    [[`(${request.number}) ${request.method} ${request.url}`, "bold"]],
    ...(name === undefined ? [] : [[[name.text, "bold"]] satisfies Line]),
    [[`${labelOf(step.client)} → ${labelOf(step.server)}`, "dim"]],
    ...writeMessage(request),
    [],
    [[`(${response.number}) ${status}`, style]],
    ...(reason ? [reason] : []),
    ...writeMessage(response),
  ];
  return lines.map((line) => `${paint(line, color)}\n`).join("");
}

type Line = readonly (readonly [text: string, style: Style])[];

function writeMessage({ headers, missingHeaders, body }: Step["request"] | Step["response"]): Line[] {
  const named = headers.map(({ name, value }): Line => [
    [`${name}: `, "dim"],
    [value, "plain"],
  ]);
  const head = missingHeaders === undefined ? named : [[[`headers: ${missingHeaders}`, "dim"]] satisfies Line];
  if (body.missing !== undefined) return [...head, [], [[body.missing, "dim"]]];
  return [...head, ...(body.text === "" ? [] : [[], ...writeBody(body)])];
}

function writeBody({ kind, mimeType, text, size, cut, written }: BodyView): readonly Line[] {
  const note = cut === undefined ? [] : [[[`… ${countOf(cut.size, "byte")} in all`, "dim"]] satisfies Line];
  if (written !== undefined) return [...written.split("\n").map(toPlain), ...note];
  if (kind === "binary") return [[[`${mimeType || "binary"}, ${countOf(size, "byte")}`, "dim"]], ...note];
  const lines =
    kind === "json" ? prettyPrint(text).lines.map(readEscapes).map(colorJson) : text.split(/\r\n|[\r\n]/).map(toPlain);
  return [...lines, ...note];
}

function toPlain(line: string): Line {
  return [[line, "plain"]];
}

/** Names of members, and texts. */
function colorJson(line: string): Line {
  const [, indent = "", name = "", rest = ""] = matchParts(/^(\s*)("(?:[^"\\]|\\.)*": )?(.*)$/s, line);
  return [
    [indent, "plain"],
    [name, "cyan"],
    [rest, rest.startsWith('"') ? "green" : "plain"],
  ];
}

function paint(line: Line, color: boolean): string {
  const row = createTerminalRow();
  let column = 0;
  for (const [text, style] of line) {
    const clean = cleanText(text);
    row.put(column, clean, style);
    column += measureText(clean);
  }
  return row.toText(color);
}
