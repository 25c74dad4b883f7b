import { matchParts } from "../../sequence/match-parts.ts";
import { isNoWord } from "../../shapes/made-by-machine.ts";
import { flatHeaderText } from "../../trace/headers.ts";
import type { Exchange } from "../../trace/journal/exchange.ts";
import type { Vault } from "../vault/vault.ts";

/** Masks, in place, what a later part begins with: the end of a secret, or a value whose name is cut (`word":"…`). */
export function maskCutStart(exchange: Exchange, vault: Vault): void {
  const body = exchange.responseBody;
  if (body === undefined || body.base64 || !isLaterPart(exchange)) return;
  const [, head = "", value = "", rest = ""] = matchParts(CUT_START, body.text);
  if (value !== "" && isNoWord(value)) body.text = head + vault.mask(value, "secret") + rest;
}

const CUT_START =
  /^((?:[\w.-]{0,60}\\{0,8}["']?[ \t]{0,8}[:=][ \t]{0,8}\\{0,8}["']?)?)([\w.~+/=-]{6,})((?![\w.~+/=-])[^]*)$/;

/** Whether a response is a later part of something, so that what its text begins with may have lost its name. */
function isLaterPart({ responseHeaders }: Pick<Exchange, "responseHeaders">): boolean {
  return /^bytes\s+0*[1-9]/i.test(flatHeaderText(responseHeaders, "content-range"));
}
