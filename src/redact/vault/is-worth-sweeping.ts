import type { SecretClass } from "../formats/classes.ts";
import { isKindOfSecret } from "../names/label-words.ts";
import { COMMON_WORDS } from "../names/public-values.ts";
import { WINDOW } from "./window-table.ts";

/** Short values, common words and users' names occur by chance; they are masked only where they were met. */
export function isWorthSweeping(value: string, secretClass: SecretClass): boolean {
  const isWord =
    COMMON_WORDS.has(value.toLowerCase()) || isKindOfSecret(value) || DATE.test(value) || MEDIA_TYPE.test(value);
  const isMet = isWord || (secretClass === "cookie" && isSetting(value));
  return value.length >= WINDOW && secretClass !== "user" && !isMet;
}

/**
 * Whether a value is what pages keep in cookies and is met elsewhere: a word or two (`desktop`, `en-US`), the address of a page, a time in
 * seconds or milliseconds, an empty list (`%5B%5D`).
 */
function isSetting(value: string): boolean {
  return WORDS.test(value) || SETTING.test(value);
}

/** Letters whose case changes as in words: a session may have letters alone, but of both cases anywhere. */
const WORDS = new RegExp(
  String.raw`^${"W(?:[-_]W)?".replaceAll("W", "(?:[A-Z]?[a-z]{1,14}(?:[A-Z][a-z]{1,10})?|[A-Z]{1,15})")}$`,
);

const SETTING =
  /^(?:https?(?::|%3A)(?:(?:\/|%2F){2}[\w.-]+(?::\d{1,5})?(?:\/|%2F)?)?|1[3-9]\d{8}(?:\d{3})?|(?:%[2357][\dA-F]|[^\w%])+)$/i;

const DATE =
  /^(?:\d{1,2}-[A-Z][a-z]{2}-\d{4}|\d{4}-\d\d-\d\d(?:[T ][\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?|[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4}[\d: ]*(?:GMT)?)$/;

const MEDIA_TYPE = /^(?:application|audio|font|image|message|model|multipart|text|video)\/[\w.+*-]+(?:;[^;]*)*$/i;
