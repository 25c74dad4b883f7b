import { groupBy } from "../sequence/groups.ts";
import { copyText } from "../sequence/remember-texts.ts";
import type { SecretClass } from "./formats/classes.ts";
import { FOREIGN_ENDINGS } from "./names/foreign-words.ts";
import { PUBLIC_HEADERS, SECRET_HEADERS, SECRET_HEADER_ENDINGS } from "./names/header-names.ts";
import {
  PUBLIC_NAMES,
  PUBLIC_VARIABLES,
  SECRET_ENDINGS,
  SECRET_NAMES,
  SECRET_QUALIFIER,
} from "./names/member-names.ts";
import { SERVICE_KEY } from "./names/service-keys.ts";
import { tellingPart } from "./names/telling-part.ts";

/** The class of a value according to the name of its field or parameter; undefined if it is not a secret. */
export const classOfName = remember((name: string): SecretClass | undefined => {
  const plain = toPlainName(name);
  if (PUBLIC_NAMES.has(plain)) return undefined;
  const unqualified = plain.replace(SECRET_QUALIFIER, "");
  const whole = classOfWhole(plain) ?? (PUBLIC_NAMES.has(unqualified) ? undefined : classByEnding(unqualified));
  if (whole !== undefined) return whole;
  const part = tellingPart(name);
  return part === undefined ? undefined : classOfWhole(toPlainName(part));
});

/** By all of a name, or by how it ends. */
function classOfWhole(plain: string): SecretClass | undefined {
  return BY_NAME.get(plain) ?? classByEnding(plain);
}

function classByEnding(plain: string): SecretClass | undefined {
  return (
    ENDINGS.of(lastLetters(plain)).find(([ending]) => plain.endsWith(ending))?.[1] ??
    (plain.endsWith("key") && SERVICE_KEY.test(plain) ? "key" : undefined)
  );
}

/** The same for a list of values: `passwords`, `api_keys`; only passwords are sure, as lists of names are called so too. */
export function classOfList(name: string): SecretClass | undefined {
  const list = name.replace(/_?(?:b64|base64|hex)$/i, "");
  return /s$/i.test(list) ? classOfName(list.slice(0, -1)) : undefined;
}

/** Whether the name of a value's field, parameter, or variable identifies it as a secret: `password`, `API_KEY`. */
export function isSecretName(name: string): boolean {
  return classOfVariable(name) !== undefined;
}

/** The same for a variable of the environment. */
export function classOfVariable(name: string): SecretClass | undefined {
  return PUBLIC_VARIABLES.has(name) ? undefined : classOfName(name);
}

/** The same for a header; headers with a scheme or several values (Authorization, cookies) have separate rules. */
export const classOfHeader = remember((name: string): SecretClass | undefined => {
  const plain = name.toLowerCase();
  if (PUBLIC_HEADERS.has(plain) || PUBLIC_HEADER_ENDING.test(plain)) return undefined;
  if (Object.hasOwn(SECRET_HEADERS, plain)) return SECRET_HEADERS[plain];
  const base = plain.replace(HEADER_QUALIFIER, "");
  const byEnding = SECRET_HEADER_ENDINGS.find(([ending]) => base.endsWith(ending))?.[1];
  return byEnding ?? classOfName(plain.replace(/^x-/, ""));
});

/** A cache's key for a page: its path, in a header with many names (`X-Speed-Cache-Key`). */
const PUBLIC_HEADER_ENDING = /(?:^|-)(?:cache|surrogate)-keys?$/;

/** By which algorithm, or which of several: `X-Hub-Signature-256`, `…-Key-2`. */
const HEADER_QUALIFIER = /-(?:\d|(?:sha-?)?\d{3}|ed25519)$/;

/** A name as the rules write it: letters and digits alone, in lower case and without accents. */
export function toPlainName(name: string): string {
  const small = name.toLowerCase();
  if (/^[\0-\u007F]*$/.test(small)) return small.replaceAll(/[^a-z0-9]/g, "");
  // A syllable of Korean is three letters to NFKD; NFC puts them together again.
  return small
    .normalize("NFKD")
    .replaceAll(/[^\p{L}\p{N}]/gu, "")
    .normalize("NFC");
}

/** By their last letters: a name would be compared with hundreds otherwise. */
const ENDINGS = groupBy(
  [...SECRET_ENDINGS, ...FOREIGN_ENDINGS].map(([ending, secretClass]) => [toPlainName(ending), secretClass] as const),
  ([ending]) => lastLetters(ending),
);

/** As many as the shortest ending has. */
function lastLetters(plain: string): string {
  return plain.slice(-2);
}

const BY_NAME: ReadonlyMap<string, SecretClass> = new Map(
  Object.entries(SECRET_NAMES).flatMap(([secretClass, names]) =>
    // The keys of SECRET_NAMES are the classes.
    names.map((name) => [name, secretClass as SecretClass] as const),
  ),
);

/** Services use few names; a program that makes up new ones must not fill the memory. */
const REMEMBERED = 10_000;

/** Caches the results by the name as written: classifying each name again would cost more than everything else here. */
export function remember<Answer>(classify: (name: string) => Answer): (name: string) => Answer {
  const known = new Map<string, Answer>();
  return (name) => {
    const answer = known.get(name);
    // If `undefined` is a result, it belongs to that type.
    if (answer !== undefined || known.has(name)) return answer as Answer;
    if (known.size >= REMEMBERED) known.clear();
    const found = classify(name);
    // A name that is a part of a long text would keep all of it in memory.
    known.set(copyText(name), found);
    return found;
  };
}
