import { firstText } from "../../sequence/first-text.ts";
import { groupText } from "../../sequence/group-text.ts";
import { indexOrEnd } from "../../sequence/index-or-end.ts";
import { textAt } from "../../sequence/text-at.ts";
import { isNoWord } from "../../shapes/made-by-machine.ts";
import { type Characters, mayMatch } from "./needed-characters.ts";
import { type ListedValue, readList } from "./sql-lists.ts";
import type { TableCell } from "./table-cells.ts";
import { placeOfValue } from "./value-place.ts";

type IsWanted = (column: string) => boolean;

/**
 * The values that SQL statements give to the wanted columns: of `INSERT INTO users (name, password) VALUES ('joe', '…')`, row by row, of
 * `COPY … FROM stdin`, and of parameters (`$2`, `?`) the values that a log has after the statement.
 *
 * @param present those of the text
 */
export function findSqlValues(text: string, isWanted: IsWanted, present: Characters): TableCell[] {
  if (!mayMatch(STATEMENT, present) || !STATEMENT.test(text)) return [];
  const cells = Array.from(text.matchAll(INSERT)).flatMap((statement) =>
    readRows(text, statement, { isWanted, isTaken: (value) => !NO_LITERAL.test(value) }),
  );
  return [...cells, ...findParameters(text, isWanted), ...findCopied(text, isWanted)];
}

const STATEMENT = /\b(?:insert|replace|update|where|copy)\b/i;

/** A table, the names of columns, and what precedes the first row. */
const INSERT =
  /\b(?:insert|replace)\s[^;()'\n]{0,60}?into\s{1,20}[^\s(';]{1,120}\s{0,20}\((?<columns>[^()';]{1,4000})\)\s{0,80}(?:[\w\s.]{0,80}?\bvalues?\s{0,80}\(|select\s{1,20})/gi;

interface Wanted {
  readonly isWanted: IsWanted;
  readonly isTaken: (value: string) => boolean;
}

function readRows(text: string, statement: RegExpExecArray, { isWanted, isTaken }: Wanted): TableCell[] {
  const columns = groupText(statement, "columns")
    .split(",")
    .map((column) => column.replaceAll(/[^\w ]/g, "").trim());
  if (!columns.some(isWanted)) return [];
  const cells: TableCell[] = [];
  let at = statement.index + statement[0].length;
  for (;;) {
    const { values, end } = readList(text, at);
    for (const [index, value] of values.entries()) {
      const name = textAt(columns, index);
      if (name !== "" && isWanted(name) && isTaken(value.value)) cells.push({ name, ...value });
    }
    NEXT_ROW.lastIndex = end;
    if (!NEXT_ROW.test(text)) return cells;
    at = NEXT_ROW.lastIndex;
  }
}

const NEXT_ROW = /\)\s{0,80},\s{0,80}\(/y;

/** What represents a value that is elsewhere, and calls without one. */
const NO_LITERAL = /^(?:\?\d*|%s|\$\d+|[:@%][\w(){}]+|null|default|[\w.]+\([^'"]*\)|)$/i;

/** Names of parameters in a statement, in their order. */
const PARAMETER =
  /(?:(?<column>\w{1,60})[`"\]]?\s{0,8}(?:=|<>|!=|like)\s{0,8})?(?<mark>\?\d{0,3}|%s|\$\d{1,3})(?!\w)/gi;

/** The columns whose parameters are wanted, by the place of the parameter, from 0. */
export function listParameters(statement: string, isWanted: IsWanted): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  const inserted = INSERT.exec(statement);
  INSERT.lastIndex = 0;
  const columns = inserted === null ? [] : groupText(inserted, "columns").split(",");
  let place = 0;
  for (const match of statement.matchAll(PARAMETER)) {
    const mark = groupText(match, "mark");
    const column = firstText(
      match.groups?.["column"],
      columns[place % Math.max(1, columns.length)]?.replaceAll(/\W/g, ""),
    );
    const own = /\d/.test(mark) ? Number(mark.slice(1)) - 1 : place;
    if (column !== "" && isWanted(column)) found.set(own, column);
    place += 1;
  }
  return found;
}

/** The columns to which parameters with a name are given: `SET password = :p`. */
export function listNamedParameters(statement: string, isWanted: IsWanted): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, column = "", name = ""] of statement.matchAll(
    /\b(\w{1,60})[`"\]]?\s{0,8}=\s{0,8}[:@$]([A-Za-z]\w{0,60})/g,
  ))
    if (isWanted(column)) found.set(name, column);
  // `INSERT … (name, password) VALUES (:n, :p)`
  for (const { name, value } of Array.from(statement.matchAll(INSERT)).flatMap((insert) =>
    readRows(statement, insert, { isWanted, isTaken: (one) => NAMED.test(one) }),
  ))
    found.set(value.slice(1), name);
  return found;
}

const NAMED = /^[:@$][A-Za-z]\w{0,60}$/;

/** Values in logs: PostgreSQL, Hibernate, SQLAlchemy, Rails. */
function findParameters(text: string, isWanted: IsWanted): TableCell[] {
  if (!/\?|%s|\$\d/.test(text)) return [];
  const statement = STATEMENT_WITH_PARAMETERS.exec(text)?.[0];
  if (statement === undefined) return [];
  const wanted = listParameters(statement, isWanted);
  if (wanted.size === 0) return [];
  const cells: TableCell[] = [];
  for (const match of text.matchAll(BOUND)) {
    const name = wanted.get(Number(match[1] ?? match[2]) - 1);
    if (name !== undefined) cells.push({ name, value: groupText(match, "value"), ...placeOfValue(match) });
  }
  for (const list of text.matchAll(LIST)) {
    const { values } = readList(text, list.index + list[0].length);
    for (const [place, name] of wanted) {
      const value: ListedValue | undefined = values[place];
      if (value !== undefined && isNoWord(value.value)) cells.push({ name, ...value });
    }
  }
  return cells;
}

const STATEMENT_WITH_PARAMETERS =
  /\b(?:insert\s[^;'\n]{0,60}?into|update|select|delete)\s[^;']{0,4000}(?:\?|%s|\$\d)(?:\s{0,8}\))?/i;

/** `$2 = '…'`, `binding parameter [2] as [VARCHAR] - […]`, `(2:VARCHAR) <- […]` */
const BOUND =
  /(?:\$(\d{1,3})\s{0,4}=\s{0,4}\\{0,8}'|\bparameter\s[[(](\d{1,3})[\])\w: []{1,40}?(?:-|<-)\s\[)(?<value>[^'\]\n\\]{4,400})/g;

/** A list after the statement: `[generated in 0.1s] ('joe', '…')`, `-- ["joe", "…"]`. */
const LIST =
  /(?:\]\s{0,4}|\n\s{0,8}|--\s{0,4}|(?:params|parameters|args|bindings|binds|values)\w{0,8}\s{0,4}[:=]\s{0,4})[([](?=\\{0,8}['"\d])/gi;

/** Rows of `COPY users (name, password) FROM stdin`, set apart by tabs. */
function findCopied(text: string, isWanted: IsWanted): TableCell[] {
  return Array.from(text.matchAll(COPY)).flatMap(({ index, 0: head, groups }) => {
    const columns = groupText({ groups }, "columns")
      .split(",")
      .map((column) => column.replaceAll(/\W/g, ""));
    const cells: TableCell[] = [];
    let at = index + head.length;
    while (at < text.length) {
      const end = indexOrEnd(text, "\n", at);
      const fields = text.slice(at, end).split("\t");
      if (fields.length !== columns.length || fields[0] === "\\.") break;
      let start = at;
      for (const [place, value] of fields.entries()) {
        const name = textAt(columns, place);
        if (isWanted(name) && value !== "\\N") cells.push({ name, value, start, end: start + value.length });
        start += value.length + 1;
      }
      at = end + 1;
    }
    return cells;
  });
}

const COPY = /\bcopy\s[^\s(;]{1,120}\s?\((?<columns>[^();]{1,4000})\)\s{1,20}from\s{1,20}stdin[^\n]{0,80}\n/gi;
