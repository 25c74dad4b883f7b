import { quoteShellWord } from "../sequence/shell-word.ts";
import type { Call, CallBody } from "./script.ts";
import type { Text } from "./text.ts";

/** Options of curl that send this request, each with its value. `word` writes text as one word of a shell. */
export function toCurlOptions(
  { method, url, headers, body }: Pick<Call, "method" | "url" | "headers" | "body">,
  word: (text: Text) => string,
): readonly string[] {
  return [
    // `--request HEAD` would wait for a body.
    method === "HEAD" ? "--head" : `--request ${quoteShellWord(method)}`,
    `--url ${word(url)}`,
    // curl takes `Name:` without a value as an order to leave the header out.
    ...headers.map(({ name, value }) => `--header ${word(isBlank(value) ? [`${name};`] : [`${name}: `, ...value])}`),
    ...(body === undefined ? [] : [bodyOption(body, word)]),
  ];
}

/** curl treats brackets and braces in a URL as several URLs by default. */
export function globOptions(url: Text): readonly string[] {
  return url.some((part) => typeof part === "string" && /[[\]{}]/.test(part)) ? ["--globoff"] : [];
}

function isBlank(value: Text): boolean {
  return value.every((part) => typeof part === "string" && part.trim() === "");
}

function bodyOption(body: CallBody, word: (text: Text) => string): string {
  if (body.kind === "bytes") return `--data-binary @<(base64 --decode <<< ${quoteShellWord(body.base64)})`;
  return `--data-raw ${word(body.text)}`;
}
