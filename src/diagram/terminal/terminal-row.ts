import { measureText, splitCharacters } from "../display-text.ts";

/** Look of a text: an SGR code of ECMA-48, or plain. */
export type Style = keyof typeof SGR;

/** One line of a terminal picture, written piece by piece; later pieces cover earlier ones. */
export interface TerminalRow {
  readonly put: (column: number, text: string, style?: Style) => void;
  /** The line without trailing spaces; escape sequences only with color. */
  readonly toText: (color: boolean) => string;
}

const SGR = { plain: "", bold: "1", dim: "2", red: "31", green: "32", yellow: "33", cyan: "36" } as const;

export function createTerminalRow(): TerminalRow {
  const cells: Cell[] = [];
  return {
    put: (column, text, style = "plain") => {
      while (cells.length < column) cells.push(BLANK);
      let at = column;
      for (const character of splitCharacters(text)) {
        cells[at] = { text: character, style };
        // The rest of a wide character's columns.
        const width = measureText(character);
        for (let covered = 1; covered < width; covered += 1) cells[at + covered] = { text: "", style };
        at += width;
      }
    },
    toText: (color) => {
      const end = cells.findLastIndex((cell) => cell.text !== " ") + 1;
      return color
        ? paint(cells.slice(0, end))
        : cells
            .slice(0, end)
            .map((cell) => cell.text)
            .join("");
    },
  };
}

interface Cell {
  readonly text: string;
  readonly style: Style;
}

const BLANK: Cell = { text: " ", style: "plain" };

/** Neighbors of one style share one pair of escape sequences. */
function paint(cells: readonly Cell[]): string {
  let line = "";
  let style: Style = "plain";
  for (const cell of cells) {
    if (cell.style !== style) {
      line += style === "plain" ? "" : "\u001B[0m";
      line += cell.style === "plain" ? "" : `\u001B[${SGR[cell.style]}m`;
      style = cell.style;
    }
    line += cell.text;
  }
  return style === "plain" ? line : `${line}\u001B[0m`;
}
