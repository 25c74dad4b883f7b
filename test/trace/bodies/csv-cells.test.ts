import { describe, expect, test } from "vitest";

import { findCells } from "../../../src/redact/places/table-cells.ts";
import { findCsvCells } from "../../../src/trace/bodies/csv-cells.ts";

const valuesOf = (text: string): readonly string[] =>
  findCsvCells(text, (column) => column === "pin").map(({ value }) => value);

describe("cells of large texts", () => {
  test("a cell of 20 MB in quotes", () => {
    const value = "seven 7 ".repeat(2_500_000).trim();
    expect(valuesOf(`user,pin\nalice,"${value}"\n`)).toEqual([value]);
  });

  test("a cell of 8 million quotes", () => {
    expect(valuesOf(`user,pin\nalice,"${'""'.repeat(4_000_000)}"\n`)).toHaveLength(1);
  });

  test("a quote that nothing closes ends the table", () => {
    expect(valuesOf(`user,pin\nalice,1234\nbob,"${"x".repeat(20_000_000)}`)).toEqual(["1234"]);
  });

  test("150,000 columns, of CSV and in a frame", () => {
    const row = (cell: string, separator: string): string => Array(150_000).fill(cell).join(separator);
    expect(valuesOf(`${row("pin", ",")}\n${row("77", ",")}\n`)).toHaveLength(150_000);
    expect(findCells(`+--+\n|${row("pin", "|")}|\n+--+\n|${row("77", "|")}|\n+--+`)).toHaveLength(150_000);
  });
});
