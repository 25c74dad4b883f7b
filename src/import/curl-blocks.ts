/** What curl says at once: a remark, or bytes of one kind. */
export interface Block {
  readonly kind: "info" | "sendHeader" | "sendData" | "receiveHeader" | "receiveData" | "tls";
  readonly text: string;
}

/** Splits a file of `curl --trace-ascii` into its blocks, with the line ends that only the offsets tell. */
export function* readBlocks(text: string): Generator<Block> {
  let kind: Block["kind"] | undefined;
  let size = 0;
  let rows: Row[] = [];
  for (const line of text.split(/\r?\n/)) {
    const plain = line.replace(/^\d\d:\d\d:\d\d\.\d+ /, "");
    const [, direction, bytes] = /^((?:=>|<=) \w+ .+?), (\d+) bytes \(0x[0-9a-f]+\)$/.exec(plain) ?? [];
    const [, offset, shown = ""] = /^([0-9a-f]{4,}): (.*)$/.exec(plain) ?? [];
    if (offset !== undefined && kind !== undefined) {
      rows.push({ offset: Number.parseInt(offset, 16), shown });
      continue;
    }
    if (kind !== undefined) yield { kind, text: joinRows(rows, size) };
    rows = [];
    kind = direction === undefined ? undefined : (KINDS[direction] ?? "tls");
    size = Number(bytes ?? 0);
    if (plain.startsWith("== Info:")) yield { kind: "info", text: plain.slice(8) };
  }
  if (kind !== undefined) yield { kind, text: joinRows(rows, size) };
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
  return rows
    .map(({ offset, shown }, index) => {
      const next = rows[index + 1]?.offset ?? size;
      return next - offset === shown.length + 2 ? `${shown}\r\n` : shown;
    })
    .join("");
}
