import type { SecretClass } from "./classes.ts";
import {
  PUBLIC_HEADERS,
  PUBLIC_NAMES,
  SECRET_ENDINGS,
  SECRET_HEADERS,
  SECRET_HEADER_ENDINGS,
  SECRET_NAMES,
} from "./rules.ts";

/** What a value is by the name of its member, field, parameter or variable; undefined where it is no secret. */
export const classOfName = remember((name: string): SecretClass | undefined => {
  const plain = name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
  if (PUBLIC_NAMES.has(plain)) return undefined;
  return BY_NAME.get(plain) ?? SECRET_ENDINGS.find(([ending]) => plain.endsWith(ending))?.[1];
});

/** The same for a header; those with a scheme or several values in one (Authorization, cookies) have rules of their own. */
export const classOfHeader = remember((name: string): SecretClass | undefined => {
  const plain = name.toLowerCase();
  if (PUBLIC_HEADERS.has(plain)) return undefined;
  return SECRET_HEADERS[plain] ?? SECRET_HEADER_ENDINGS.find(([ending]) => plain.endsWith(ending))?.[1];
});

const BY_NAME: ReadonlyMap<string, SecretClass> = new Map(
  Object.entries(SECRET_NAMES).flatMap(([secretClass, names]) =>
    // The keys of SECRET_NAMES are the classes.
    names.map((name) => [name, secretClass as SecretClass] as const),
  ),
);

/** Services use few names; a program that makes up new ones must not fill the memory. */
const REMEMBERED = 10_000;

function remember(classify: (name: string) => SecretClass | undefined): (name: string) => SecretClass | undefined {
  const known = new Map<string, SecretClass | undefined>();
  return (name) => {
    if (known.has(name)) return known.get(name);
    if (known.size >= REMEMBERED) known.clear();
    const secretClass = classify(name);
    known.set(name, secretClass);
    return secretClass;
  };
}
