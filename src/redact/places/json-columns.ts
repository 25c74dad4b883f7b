import { heldBy, type JsonLeaf, readString } from "../../json/leaves.ts";
import { TOKEN } from "../../json/scan.ts";
import { lastText } from "../../sequence/text-at.ts";
import { mayBeAlias } from "../placeholder.ts";

/** The column names of tables in JSON, by the object that contains them next to its rows, or by the list whose first row they are. */
export interface Columns {
  /** `"columns": ["user", "password"]`, `[["user", "password"], …]` */
  readonly noteItem: (leaf: JsonLeaf, text: string) => void;
  /** `"columns": [{"name": "user"}, {"name": "password"}]` */
  readonly noteMember: (leaf: JsonLeaf, text: string) => void;
  readonly byHolder: ReadonlyMap<number, readonly string[]>;
}

export function createColumns(): Columns {
  const byHolder = new Map<number, string[]>();
  let lastColumn = -1;
  const note = (holder: number, name: string): void => {
    const column = NO_NAME.test(name) || mayBeAlias(name) ? "" : name;
    const known = byHolder.get(holder);
    if (known === undefined) byHolder.set(holder, [column]);
    else known.push(column);
  };
  return {
    byHolder,
    noteItem: ({ kind, start, end, names, containers }, text) => {
      if (kind !== TOKEN.string || end - start > LONGEST_NAME) return;
      const list = heldBy(containers, 2);
      const row = heldBy(containers);
      if (COLUMNS.test(lastText(names))) note(list, readString(text, start, end));
      else if (list >= 0 && text.charCodeAt(list) === TOKEN.openArray && text.slice(list + 1, row).trim() === "")
        note(list, readString(text, start, end));
    },
    noteMember: ({ kind, start, end, names, containers }, text) => {
      if (kind !== TOKEN.string || !NAME.test(lastText(names)) || !COLUMNS.test(lastText(names, 2))) return;
      const column = heldBy(containers);
      if (column === lastColumn || text.charCodeAt(heldBy(containers, 2)) !== TOKEN.openArray) return;
      lastColumn = column;
      note(heldBy(containers, 3), readString(text, start, end));
    },
  };
}

const COLUMNS = /^(?:columns?|cols|fields|headers?|keys|meta)$/i;

/** The field with the name of a column. */
const NAME = /^(?:name|field|key|id|label|title|column|columnName)$/i;

/** What the value of a header may have, as the first of a list of pairs: `["Location", "/cb?access_token=…"]`. */
const NO_NAME = /[=?;:"]/;

/** Characters, with its quotes. */
const LONGEST_NAME = 82;
