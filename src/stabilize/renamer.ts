import { toSingular } from "../analyze/singular.ts";
import { renameWords } from "../compare/made-up.ts";
import { findIds, nameNumber, type OwnedPlace, replaceVolatile } from "../compare/noise.ts";
import { type Groups, groupBy } from "../sequence/groups.ts";

/** Puts the first recording's names of things in the place of the second's. */
export interface Renamer {
  /** In any text: ids by their looks, numbers after the name of what has them (`/users/42`, `user 42`), and what is volatile. */
  readonly rename: (text: string) => string;
  /** The same without the numbers. */
  readonly renameWords: (text: string) => string;
  /** In a JSON value whose name is known. */
  readonly renameAt: (place: OwnedPlace, value: string) => string;
  /** Only what the user calls volatile. */
  readonly renameMadeUp: (text: string) => string;
  /** Only ids that are printed in short, as git and Docker print them: `5c134612` of a UUID. */
  readonly renameShort: (text: string) => string;
}

/**
 * @param names by their counterparts in the second recording
 * @param madeUp those of `names` that the user declared volatile, whatever they look like
 */
export function createRenamer(names: ReadonlyMap<string, string>, madeUp: ReadonlySet<string>): Renamer {
  const nameOf = (token: string): string => names.get(token) ?? token;
  const nameMadeUp = (word: string): string | undefined => (madeUp.has(word) ? nameOf(word) : undefined);
  const renameMadeUp = (text: string): string => (madeUp.size === 0 ? text : renameWords(text, nameMadeUp));
  const renameNumber = (all: string, collection: string, number: string): string => {
    const name = names.get(nameNumber(toSingular(collection), number));
    return name === undefined ? all : `${collection}/${toNumber(name)}`;
  };
  const renameNamed = (all: string, word: string, between: string, number: string): string => {
    const name = names.get(nameNumber(word.replace(/_?id$/i, "").toLowerCase(), number));
    return name === undefined ? all : `${word}${between}${toNumber(name)}`;
  };
  const renameTokens = (text: string): string => replaceVolatile(text, nameOf);
  const rename = (text: string): string =>
    renameMadeUp(
      renameTokens(text)
        .replace(/([A-Za-z][\w-]*)\/(\d{1,20})(?![\w.-])/g, renameNumber)
        .replace(NAMED_NUMBER, renameNamed),
    );
  return {
    rename,
    renameWords: (text) => renameMadeUp(renameTokens(text)),
    renameMadeUp,
    renameShort: createShortener(names),
    renameAt: (place, value) => {
      const [id] = findIds(place, value);
      const name = id === undefined ? undefined : names.get(id);
      return name?.includes("#") === true ? value.replace(/\d+/, toNumber(name)) : rename(value);
    },
  };
}

/** A beginning belongs to an id if no other begins like it. */
function createShortener(names: ReadonlyMap<string, string>): (text: string) => string {
  let index: Groups<string, [id: string, name: string]> | undefined;
  return (text) => {
    const known = (index ??= groupBy(
      [...names].filter(([id, name]) => LONG_ID.test(id) && LONG_ID.test(name)),
      ([id]) => id.slice(0, SHORTEST).toLowerCase(),
    ));
    return text.replaceAll(BEGINNING, (word) => {
      const same = known.of(word.slice(0, SHORTEST).toLowerCase()).filter(([id]) => id.startsWith(word) && id !== word);
      const [found] = same;
      return found === undefined || same.length > 1 ? word : found[1].slice(0, word.length);
    });
  };
}

/** A UUID, or a hash. */
const LONG_ID = /^(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{32,128})$/i;

/** Digits of a beginning that no person would choose. */
const SHORTEST = 7;

const BEGINNING = /(?<![\w-])[0-9a-f][0-9a-f-]{5,126}[0-9a-f](?!\w)/gi;

/** `user 42`, `user_id=42`; `users: 42` counts them. */
const NAMED_NUMBER = /(?<![A-Za-z_])([A-Za-z_]{1,64})( ?[=:#] ?| )(\d{1,20})(?![\w-]|\.\d)/g;

/** `user#17` → `17` */
function toNumber(name: string): string {
  return name.slice(name.lastIndexOf("#") + 1);
}
