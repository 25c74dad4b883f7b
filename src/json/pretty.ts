import { findValues } from "./pointer.ts";
import { JsonScanner, TOKEN, type TokenKind } from "./scan.ts";

export interface PrettyJson {
  readonly lines: readonly string[];
  /** 1-based line of the value that a JSON pointer (RFC 6901) names; undefined if there is none. */
  readonly lineOf: (pointer: string) => number | undefined;
}

/**
 * Lays valid JSON out on lines. Only white space changes: numbers keep their digits, members their order, strings their
 * escapes, which a way through `JSON.parse` would lose.
 *
 * @param indent Spaces for each level. @default 2
 */
export function prettyPrint(text: string, indent = 2): PrettyJson {
  const lines = layOut(text, " ".repeat(indent));
  return {
    lines,
    lineOf: (pointer) => {
      // Few bodies are searched for a line, so pointers are made on demand.
      const laidOut = lines.join("\n");
      const offset = findValues(laidOut, pointer)[0]?.start;
      return offset === undefined ? undefined : laidOut.slice(0, offset).split("\n").length;
    },
  };
}

function layOut(text: string, step: string): string[] {
  const scanner = new JsonScanner(text);
  const lines: string[] = [];
  let line = "";
  let depth = 0;
  let previous: TokenKind = TOKEN.end;
  for (let kind = scanner.next(); kind !== TOKEN.end; kind = scanner.next()) {
    const isAfterOpening = previous === TOKEN.openObject || previous === TOKEN.openArray;
    const isClosing = kind === TOKEN.closeObject || kind === TOKEN.closeArray;
    if (isClosing) depth -= 1;
    // `{}` stays in one piece.
    if (previous === TOKEN.comma || isAfterOpening !== isClosing) {
      lines.push(line);
      line = step.repeat(Math.max(0, depth));
    }
    line += text.slice(scanner.start, scanner.end);
    if (kind === TOKEN.colon) line += " ";
    if (kind === TOKEN.openObject || kind === TOKEN.openArray) depth += 1;
    previous = kind;
  }
  lines.push(line);
  return lines;
}
