import { createRemarks } from "../../trace/foreign/remarks.ts";
import { findHeader } from "../../trace/headers.ts";
import type { Trace } from "../../trace/model/types.ts";
import { createStepIds } from "../../trace/names/step-id.ts";
import { type LoggedExchange, toTrace } from "../to-trace.ts";
import type { Draft } from "./draft.ts";
import { isJsonLog, toPlainLog } from "./json-log.ts";
import { readEvents } from "./log-events.ts";
import { matchEvents } from "./match-events.ts";

export function isOpenStackLog(text: string): boolean {
  return /(?:REQ: curl |\bcurl (?:-g )?-i |Making authentication request to )/.test(text);
}

/**
 * Reads the output of OpenStack clients with `--debug`: of keystoneauth, in one logger or in several, of swiftclient, and the output of
 * glanceclient and heatclient without it. docs/notes/openstack-logs.md has the forms.
 */
export function parseOpenStackLog(text: string, remarks = createRemarks()): Trace {
  const { drafts, guessed, stray } = matchEvents([...readEvents(isJsonLog(text) ? toPlainLog(text) : text)]);
  remarks.add(GUESSED, guessed);
  remarks.omit(STRAY, stray);
  const nextId = createStepIds();
  const ids = new Map(drafts.map((draft) => [draft, nextId(draft.method, draft.url)]));
  return toTrace(
    drafts.map((draft) => toExchange(draft, ids)),
    [COMMENT, ...remarks.toLines()].join("\n"),
  );
}

const COMMENT =
  "From the log of an OpenStack client, which joins headers, omits bodies, and shows hashes instead of tokens.";

const GUESSED = "Responses that could belong to several open requests, assigned in order: %.";
const STRAY = "Omitted responses without a request in the log: %.";

const NO_ANSWER = { reason: "", headers: [], at: "" };

function toExchange(draft: Draft, ids: ReadonlyMap<Draft, string>): LoggedExchange {
  const { method, url, headers, body, isForToken, answer, wire, at, failure } = draft;
  const status = answer?.status ?? wire?.status ?? (isForToken && draft.answerBody !== undefined ? STATUS_OF_TOKEN : 0);
  const { reason, headers: responseHeaders, at: endedAt } = answer ?? NO_ANSWER;
  const responseBody = draft.answerBody ?? "";
  const isOmitted = typeof responseBody === "string" && responseBody.startsWith("Omitted, Content-Type is set to");
  const length = Number(findHeader(responseHeaders, "content-length") ?? wire?.length ?? -1);
  return {
    method,
    url,
    requestHeaders: headers,
    requestBody: body,
    isRequestBodyMissing: isForToken,
    status,
    reason,
    responseHeaders,
    responseBody: isOmitted ? "" : responseBody,
    responseSize: isOmitted || responseBody === "" ? Math.max(0, length) : undefined,
    startedAt: at,
    endedAt,
    id: ids.get(draft),
    retryOf: draft.retryOf && ids.get(draft.retryOf),
    redirectOf: draft.redirectOf && ids.get(draft.redirectOf),
    failure,
    comment: noteOf(draft, status),
  };
}

/**
 * Keystone's responses have this form (API reference, "Password authentication with scoped authorization"); the body is logged on success
 * only.
 */
const STATUS_OF_TOKEN = 201;

function noteOf({ isForToken, answer, wire, answerBody, retryOf, redirectOf }: Draft, status: number): string {
  const notes = [
    isForToken ? "The log omits the request for a token and the headers of the response." : "",
    isForToken && wire === undefined && answerBody !== undefined
      ? `It has the body of the response, but not its status, which must have been ${status}.`
      : "",
    !isForToken && answer === undefined && wire !== undefined ? "The log has only the status of the response." : "",
    retryOf === undefined && redirectOf === undefined
      ? ""
      : "The log has no line for this request, which the client sent by itself; its content is taken from the request before.",
  ];
  return notes.filter((note) => note !== "").join(" ");
}
