import { heldBy, type JsonLeaf, readString } from "../../json/leaves.ts";
import { TOKEN } from "../../json/scan.ts";
import { lastText } from "../../sequence/text-at.ts";
import { PARAMETERS, createSqlArguments } from "./sql-arguments.ts";
import { listNamedParameters, listParameters } from "./sql-values.ts";

/** Statements of SQL in JSON with separate parameters: `{"sql": "… SET password = ?", "params": ["…"]}`. */
export interface Statements {
  readonly noteMember: (leaf: JsonLeaf, text: string) => void;
  /** A list may begin with the statement: `["INSERT …", "joe", "…"]`. */
  readonly noteItem: (leaf: JsonLeaf, text: string) => void;
  /** The column to which a leaf is given, where it is wanted. */
  readonly columnOf: (leaf: JsonLeaf, index: number) => string | undefined;
}

export function createStatements(isWanted: (column: string) => boolean): Statements {
  // By the object or list that holds them.
  const byPlace = new Map<number, ReadonlyMap<number, string>>();
  const byName = new Map<number, ReadonlyMap<string, string>>();
  const lists = new Map<number, ReadonlyMap<number, string>>();
  const given = createSqlArguments();
  const note = (leaf: JsonLeaf, text: string, places: Map<number, ReadonlyMap<number, string>>): void => {
    const { kind, start, end, containers } = leaf;
    if (kind !== TOKEN.string || !STATEMENT.test(text.slice(start, Math.min(end, start + BEGINNING)))) return;
    const statement = readString(text, start, end);
    const holder = heldBy(containers);
    const found = listParameters(statement, isWanted);
    if (found.size > 0) places.set(holder, found);
    const named = listNamedParameters(statement, isWanted);
    if (named.size > 0) byName.set(holder, named);
  };
  return {
    noteMember: (leaf, text) => {
      note(leaf, text, byPlace);
      given.note(leaf, text);
    },
    noteItem: (leaf, text) => {
      const list = heldBy(leaf.containers);
      if (text.slice(list + 1, leaf.start).trim() === "") note(leaf, text, lists);
    },
    columnOf: (leaf, index) => {
      const { names, containers, isItem } = leaf;
      if (byPlace.size === 0 && byName.size === 0 && lists.size === 0) return undefined;
      const [holder, around] = [heldBy(containers), heldBy(containers, 2)];
      const parameter = isItem ? undefined : given.parameterOf(leaf);
      if (parameter !== undefined)
        return byPlace.get(parameter.holder)?.get(parameter.place) ?? byName.get(parameter.holder)?.get(parameter.name);
      if (!isItem) return PARAMETERS.test(lastText(names, 2)) ? byName.get(around)?.get(lastText(names)) : undefined;
      const listed = index > 0 ? lists.get(holder)?.get(index - 1) : undefined;
      return listed ?? (PARAMETERS.test(lastText(names)) ? byPlace.get(around)?.get(index) : undefined);
    },
  };
}

const STATEMENT = /^"\s{0,20}(?:insert|replace|update|select|delete|merge|with)\s/i;

/** Characters in which it begins. */
const BEGINNING = 40;
