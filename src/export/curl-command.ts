import type { HeaderView, Step } from "../analyze/types.ts";
import { quoteShellWord } from "../sequence/shell-word.ts";
import { globOptions, toCurlOptions } from "./curl-options.ts";
import { toCallBody } from "./script.ts";
import { isSendableHeader } from "./sendable-headers.ts";
import { joinText } from "./text.ts";

/** A command line that sends a recorded request again, with aliases where secrets were. */
export function toCurlCommand({ method, url, headers, body }: Step["request"]): string {
  const sent = headers.filter(isSendableHeader).map(({ name, value }: HeaderView) => ({ name, value: [value] }));
  const call = { method, url: [url], headers: sent, body: toCallBody(body, (text) => [text]) };
  return [
    "curl",
    ...globOptions(call.url),
    ...toCurlOptions(call, (text) => joinText(text, String, quoteShellWord)),
  ].join(" \\\n  ");
}
