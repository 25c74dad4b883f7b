import { quoteShellWord } from "../../sequence/shell-word.ts";
import { globOptions, toCurlOptions } from "../curl-options.ts";
import { type Text, joinText } from "../text.ts";
import type { FormPart } from "./form-parts.ts";
import { fileOf, type SampleCall, splitAliases, withoutType } from "./sample-call.ts";

export function writeCurl({ note, body, form, headers, ...call }: SampleCall): string {
  const word = (text: Text): string => joinText(text, (name) => `"$${name}"`, quoteShellWord) || "''";
  const fields = form?.every(isSayable) === true ? form : undefined;
  const file = fields === undefined ? fileOf(body) : undefined;
  const sent = {
    headers: fields === undefined ? headers : withoutType(headers),
    body: fields === undefined && file === undefined ? body : undefined,
  };
  const all = [
    ...globOptions(call.url),
    ...toCurlOptions({ ...call, ...sent }, word),
    ...(file === undefined ? [] : [`--data-binary @${file}`]),
    ...(fields ?? []).map((part) => toFormOption(part, word)),
  ];
  return [...(note === "" ? [] : [`# ${note}`]), ["curl", ...all].join(" \\\n  ")].join("\n");
}

/** A hyphen is the standard input; a semicolon ends a value that has a type, and some of its first characters have a meaning. */
function isSayable({ file, type, value }: FormPart): boolean {
  if (file !== undefined) return file !== "-";
  return type === undefined || !/^[@<"(]|;|REDACTED-/.test(value);
}

function toFormOption({ name, file, type, value }: FormPart, word: (text: Text) => string): string {
  const ending = type === undefined ? "" : `;type=${type}`;
  if (file !== undefined) return `--form ${word([`${name}=@${file}${ending}`])}`;
  if (type !== undefined) return `--form ${word([`${name}=${value}${ending}`])}`;
  return `--form-string ${word([`${name}=`, ...splitAliases(value)])}`;
}
