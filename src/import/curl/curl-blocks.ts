import { knownAt } from "../../sequence/known-at.ts";
import { matchParts } from "../../sequence/match-parts.ts";

/** One unit of curl's output: a remark, or bytes of one kind. */
export interface Block {
  readonly kind: "info" | "sendHeader" | "sendData" | "receiveHeader" | "receiveData" | "tls";
  /** One character a byte; bytes that the form does not show are dots, or none at all. */
  readonly text: string;
  /** Bytes that curl counts and does not show, as `-v` does with bodies. @default 0 */
  readonly hidden?: number;
  /** Of `--trace-ids` the transfer's number; "" without it. */
  readonly transfer: string;
}

/** Splits a file of `curl --trace` or `--trace-ascii` into its blocks, with the line ends that only the offsets show. */
export function* readBlocks(text: string): Generator<Block> {
  let open: { readonly kind: Block["kind"]; readonly size: number; readonly transfer: string } | undefined;
  let rows: Row[] = [];
  for (const line of text.split(/\r?\n/)) {
    const [, transfer = "", plain = ""] = matchParts(
      /^(?:\d\d:\d\d:\d\d\.\d+ )?(?:\[([\dnx]+-[\dnx]+)\] )?(.*)$/,
      line,
    );
    const [, direction, bytes] = matchParts(/^((?:=>|<=) \w+ .+?), (\d+) bytes \(0x[0-9a-f]+\)$/, plain);
    const [, offset, shown = ""] = matchParts(/^([0-9a-f]{4,}): (.*)$/, plain);
    if (offset !== undefined && open !== undefined) {
      rows.push({ offset: Number.parseInt(offset, 16), shown });
      continue;
    }
    if (open !== undefined) yield { kind: open.kind, text: joinRows(rows, open.size), transfer: open.transfer };
    rows = [];
    open = direction === undefined ? undefined : { kind: KINDS[direction] ?? "tls", size: Number(bytes), transfer };
    if (plain.startsWith("== Info:")) yield { kind: "info", text: plain.slice(8), transfer };
  }
  if (open !== undefined) yield { kind: open.kind, text: joinRows(rows, open.size), transfer: open.transfer };
}

interface Row {
  readonly offset: number;
  readonly shown: string;
}

const KINDS: Readonly<Record<string, Block["kind"]>> = {
  "=> Send header": "sendHeader",
  "=> Send data": "sendData",
  "<= Recv header": "receiveHeader",
  "<= Recv data": "receiveData",
};

/** Where two bytes more than are shown lie before the next row, there was a line end. */
function joinRows(rows: readonly Row[], size: number): string {
  const lengths = rows.map(({ offset }, index) => (rows[index + 1]?.offset ?? size) - offset);
  const hex = rows.map(({ shown }, index) => readHex(shown, knownAt(lengths, index)));
  if (rows.length > 0 && hex.every((bytes) => bytes !== undefined)) return hex.join("");
  return rows.map(({ shown }, index) => (lengths[index] === shown.length + 2 ? `${shown}\r\n` : shown)).join("");
}

/** A row of `--trace`: sixteen bytes in hex, padded, followed by their text. Undefined if there are not that many. */
function readHex(shown: string, length: number): string | undefined {
  const [pairs = ""] = matchParts(/^(?:[0-9a-f]{2} ){1,16}/, shown);
  return pairs.length / 3 === length ? Buffer.from(pairs.replaceAll(" ", ""), "hex").toString("latin1") : undefined;
}
