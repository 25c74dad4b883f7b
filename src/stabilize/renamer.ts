import { toSingular } from "../analyze/singular.ts";
import { findIds, nameNumber, type OwnedPlace, replaceVolatile } from "../compare/noise.ts";

/** Puts the first recording's names of things in the place of the second's. */
export interface Renamer {
  /** In any text: ids by their looks, numbers behind the name of what they count (`/users/42`), and what is volatile. */
  readonly rename: (text: string) => string;
  /** In a JSON value of which the name is known. */
  readonly renameAt: (place: OwnedPlace, value: string) => string;
  /** Only what the user calls volatile. */
  readonly renameMadeUp: (text: string) => string;
}

/**
 * @param names by what stands in the second recording
 * @param madeUp those of `names` that the user calls volatile, whatever they look like
 */
export function createRenamer(names: ReadonlyMap<string, string>, madeUp: ReadonlySet<string>): Renamer {
  const nameOf = (token: string): string => names.get(token) ?? token;
  const renameWord = (word: string): string => {
    const end = /[.~-]*$/.exec(word)?.[0] ?? "";
    const name = word.slice(0, word.length - end.length);
    return madeUp.has(name) ? nameOf(name) + end : word;
  };
  const renameMadeUp = (text: string): string => (madeUp.size === 0 ? text : text.replace(/[\w.~-]+/g, renameWord));
  const renameNumber = (all: string, collection: string, number: string): string => {
    const name = names.get(nameNumber(toSingular(collection), number));
    return name === undefined ? all : `${collection}/${toNumber(name)}`;
  };
  const rename = (text: string): string =>
    renameMadeUp(replaceVolatile(text, nameOf).replace(/([A-Za-z][\w-]*)\/(\d{1,20})(?![\w.-])/g, renameNumber));
  return {
    rename,
    renameMadeUp,
    renameAt: (place, value) => {
      const [id] = findIds(place, value);
      const name = id === undefined ? undefined : names.get(id);
      return name?.includes("#") === true ? value.replace(/\d+/, toNumber(name)) : rename(value);
    },
  };
}

/** `user#17` → `17` */
function toNumber(name: string): string {
  return name.slice(name.lastIndexOf("#") + 1);
}

/** Whether nobody would choose this word: `cus_4bbha5GIrPI`, not `inProgress`. Such a one can be renamed wherever it stands. */
export function isMadeUp(value: string): boolean {
  if (!/^[\w.~-]{7,}\w$/.test(value)) return false;
  return /[A-Za-z]/.test(value) && (/\d/.test(value) || (value.match(/[a-z][A-Z]/g) ?? []).length >= 3);
}
