import type { Entry } from "../model/types.ts";

/** How a WebSocket was closed, if that is a failure: `1011 subscription store unavailable`; undefined for a normal end. */
export function nameClosing({
  _webSocketMessages: messages = [],
}: Pick<Entry, "_webSocketMessages">): string | undefined {
  const close = messages.find(({ opcode, _code }) => opcode === CLOSE && _code !== undefined && isFailure(_code));
  return close && `${close._code} ${close.data}`.trim();
}

/** What the server said beside the code; undefined if it said nothing. */
export function reasonOfClosing(closing: string): string | undefined {
  return closing.replace(/^\d+ ?/, "") || undefined;
}

const CLOSE = 8;

/**
 * RFC 6455, section 7.4: 1000 is normal, 1001 is going away, 1005 is no code. What codes from 3000 mean, the application knows.
 */
function isFailure(code: number): boolean {
  return code >= 1002 && code < 3000 && code !== 1005;
}
