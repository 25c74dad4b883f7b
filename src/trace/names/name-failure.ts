import { isGrpcFailure, readGrpcStatus } from "../bodies/grpc-status.ts";
import type { Entry } from "../model/types.ts";
import { nameClosing } from "./name-closing.ts";

/** The failure of an exchange: `403`, `ECONNRESET`, `grpc-status 5 NOT_FOUND`, `closed with 1011` (a WebSocket); undefined for one that went well. */
export function nameFailure({
  response,
  _error,
  _spans,
  _webSocketMessages,
}: Pick<Entry, "response" | "_error" | "_spans" | "_webSocketMessages">): string | undefined {
  if (_error !== undefined) return _error.code;
  // Spans of calls other than HTTP have no status code, but report how they ended.
  const isUnanswered = response.status === 0 && (_spans === undefined || response.statusText === "");
  if (response.status >= 400 || isUnanswered) return String(response.status);
  const grpc = readGrpcStatus(response);
  if (isGrpcFailure(grpc)) return `grpc-status ${grpc}`;
  const closing = _webSocketMessages && nameClosing({ _webSocketMessages });
  return closing && `closed with ${closing.replace(/ .*/s, "")}`;
}
