import { UserError } from "../../errors.ts";

/** A sequence diagram as wirewalk writes it. Texts are plain, with line feeds where they break. */
export interface Sequence {
  readonly participants: readonly { readonly id: string; readonly label: string }[];
  /** From top to bottom; every frame that opens closes. */
  readonly items: readonly SequenceItem[];
}

export type SequenceItem =
  | SequenceArrow
  | SequenceNote
  | FrameBegin
  | { readonly kind: "close" }
  | { readonly kind: "busy" | "idle"; readonly participant: string };

export interface SequenceArrow {
  readonly kind: "arrow";
  /** Undefined in a diagram without numbers. */
  readonly number: number | undefined;
  readonly from: string;
  readonly to: string;
  readonly line: "request" | "response" | "error";
  readonly activation: "begins" | "ends" | undefined;
  readonly label: string;
}

export interface SequenceNote {
  readonly kind: "note";
  /** Participants that it is over; the outermost two. */
  readonly over: readonly string[];
  readonly label: string;
}

export interface FrameBegin {
  readonly kind: "open";
  /** `rect`: shaded, without a name. */
  readonly frame: "par" | "loop" | "rect";
  readonly label: string;
}

/** Reads a Mermaid sequence diagram of those that wirewalk writes. @throws UserError for a line of another kind */
export function parseSequence(source: string): Sequence {
  const participants: Sequence["participants"][number][] = [];
  const items: SequenceItem[] = [];
  let number: number | undefined;
  for (const [index, text] of source.trimEnd().split("\n").entries()) {
    const line = text.trim();
    const participant = /^participant (\w+) as (.*)$/.exec(line);
    const numbering = /^autonumber(?: (\d+))?$/.exec(line);
    if (line === "sequenceDiagram") continue;
    if (participant !== null) {
      participants.push({ id: participant[1] ?? "", label: unescape(participant[2] ?? "") });
    } else if (numbering !== null) {
      number = Number(numbering[1] ?? 1);
    } else {
      const item = readItem(line, number);
      if (item === undefined) throw unknownLine(index + 1, line);
      if (item.kind === "arrow" && number !== undefined) number += 1;
      items.push(item);
    }
  }
  return { participants, items };
}

function readItem(line: string, number: number | undefined): SequenceItem | undefined {
  if (line === "end") return { kind: "close" };
  const [, from = "", head = "", mark, to = "", label = ""] =
    /^(\w+)(->>|-->>|--x|-x)([+-]?)(\w+): (.*)$/.exec(line) ?? [];
  if (head !== "") {
    const activation = mark === "+" ? "begins" : mark === "-" ? "ends" : undefined;
    return { kind: "arrow", number, from, to, line: LINES[head] ?? "request", activation, label: unescape(label) };
  }
  const [, change, participant = ""] = /^(activate|deactivate) (\w+)$/.exec(line) ?? [];
  if (change !== undefined) return { kind: change === "activate" ? "busy" : "idle", participant };
  const [, over, note = ""] = /^Note over (\w+(?:,\w+)?): (.*)$/.exec(line) ?? [];
  if (over !== undefined) return { kind: "note", over: over.split(","), label: unescape(note) };
  const [, frame, name = ""] = /^(par|loop|rect) (.*)$/.exec(line) ?? [];
  if (frame === "rect") return { kind: "open", frame, label: "" };
  if (frame === "par" || frame === "loop") return { kind: "open", frame, label: unescape(name) };
  return undefined;
}

const LINES: Readonly<Record<string, SequenceArrow["line"]>> = {
  "->>": "request",
  "-->>": "response",
  "--x": "error",
  "-x": "error",
};

/** The entities of `escapeMermaid`, and the line breaks in labels that wrap. */
function unescape(text: string): string {
  return text
    .replaceAll("<br/>", "\n")
    .replace(/#(\d+);/g, (_entity, code: string) => String.fromCodePoint(Number(code)));
}

function unknownLine(number: number, line: string): UserError {
  return new UserError(`The builtin engine cannot draw line ${number} of the diagram: ${line.slice(0, 80)}`, {
    hint: "Use the engine `mermaid`.",
  });
}
