import { groupText } from "../../sequence/group-text.ts";
import { type Characters, mayMatch } from "./needed-characters.ts";
import type { TableCell } from "./table-cells.ts";
import { placeOfValue } from "./value-place.ts";

/**
 * What the manifests of Kubernetes' secrets hold, `kind: Secret` in YAML: each line of their `data` and `stringData`, whatever it is
 * called.
 *
 * @param present those of the text
 */
export function findSecretData(text: string, present: Characters): TableCell[] {
  if (!mayMatch(KIND, present) && !mayMatch(LIST, present)) return [];
  if (!KIND.test(text) && !LIST.test(text)) return [];
  return split({ text, start: 0 }, /^(?=---)/m)
    .flatMap((stream) => (LIST.test(stream.text) && ITEMS.test(stream.text) ? [stream] : listSecrets(stream)))
    .flatMap(({ text: document, start }) =>
      Array.from(document.matchAll(SECTION)).flatMap(({ index, 0: section }) =>
        Array.from(section.matchAll(ENTRY), (entry) => toCell(entry, start + index)),
      ),
    );
}

function listSecrets(stream: Document): Document[] {
  return split(stream, /^(?=[ \t]*-[ \t]+apiVersion:)/m).filter(({ text }) => KIND.test(text));
}

const KIND = /^[ \t]*(?:-[ \t]+)?kind:[ \t]*["']?Secret["']?[ \t\r]*$/m;

const LIST = /^[ \t]*kind:[ \t]*["']?SecretList["']?[ \t\r]*$/m;
const ITEMS = /^[ \t]*items:/m;

interface Document {
  readonly text: string;
  readonly start: number;
}

function split({ text, start }: Document, border: RegExp): Document[] {
  let next = start;
  return text.split(border).map((part) => {
    const found = { text: part, start: next };
    next += part.length;
    return found;
  });
}

/** `data:` and the lines below it that are indented deeper. */
const SECTION = /^([ \t]*)(?:string)?[dD]ata:[ \t]*\r?\n(?:\1[ \t]+\S.*(?:\r?\n|$))+/gm;

/** `name: value`, and what is on the next line after `name: |`. */
const ENTRY =
  /^[ \t]+(["']?)(?<name>[\w.-]+)\1:[ \t]*(?:[|>][-+\d]*[ \t]*\r?\n[ \t]+)?(["']?)(?<value>[^\s"'|>#{[&*!][^\s"']*(?:[ \t]+[^\s"']+)*)\3[ \t\r]*$/gm;

function toCell(entry: RegExpMatchArray, offset: number): TableCell {
  const [name, value] = [groupText(entry, "name"), groupText(entry, "value")];
  const { start, end } = placeOfValue(entry);
  return { name, value, start: offset + start, end: offset + end };
}
