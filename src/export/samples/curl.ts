import { quoteShellWord } from "../../sequence/shell-word.ts";
import { globOptions, toCurlOptions } from "../curl-options.ts";
import { type Text, joinText } from "../text.ts";
import { fileOf, type SampleCall } from "./sample-call.ts";

export function writeCurl({ note, body, ...call }: SampleCall): string {
  const word = (text: Text): string => joinText(text, (name) => `"$${name}"`, quoteShellWord) || "''";
  const file = fileOf(body);
  const options = toCurlOptions({ ...call, body: file === undefined ? body : undefined }, word);
  const all = [...globOptions(call.url), ...options, ...(file === undefined ? [] : [`--data-binary @${file}`])];
  return [...(note === "" ? [] : [`# ${note}`]), ["curl", ...all].join(" \\\n  ")].join("\n");
}
