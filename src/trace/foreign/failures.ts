import { isObject, toObject } from "../../json/is-object.ts";
import { type Loose, objectsOf } from "../model/loose-fields.ts";
import type { ExchangeError } from "../model/types.ts";

/**
 * A failure in a tool-specific field: Playwright's `response._failureText`, the `response._error` of Chrome. Without a body, no response
 * arrived, whatever the status: Playwright writes 200 for a connection that was reset (playwright 40682).
 */
export function settleFailure(entry: Loose): ExchangeError | undefined {
  if (isOurs(entry["_error"])) return undefined;
  const response = toObject(entry["response"]);
  const said = [response, entry].flatMap(readFailure)[0];
  if (said === undefined && !isNeverAnswered(entry, response)) return undefined;
  const status = Number(response["status"]);
  const hasBody = isObject(response["content"]) && Boolean(response["content"]["text"]);
  if (status > 0 && !hasBody) dropAnswer(response);
  const message = said ?? "The file has neither times nor a response.";
  return {
    code: said === undefined ? "NO_ANSWER" : codeOf(said),
    message: status > 0 && !hasBody ? `${message} (the file has status ${status}, but no response)` : message,
    phase: hasBody ? "receive" : "wait",
  };
}

function isOurs(error: unknown): boolean {
  return isObject(error) && typeof error["code"] === "string" && typeof error["phase"] === "string";
}

const FAILURE =
  /^_?(?:error|error_?text|error_?message|failure|failure_?text|failure_?message|failure_?reason|net_?error)$/i;

function readFailure(holder: Loose): string[] {
  return Object.entries(holder).flatMap(([key, value]) => (FAILURE.test(key) ? textsOf(value) : []));
}

function textsOf(value: unknown): string[] {
  if (typeof value === "string") return value.trim() === "" ? [] : [value.trim()];
  if (!isObject(value)) return [];
  return ["message", "errorText", "text", "description", "code", "name"]
    .flatMap((key) => textsOf(value[key]))
    .slice(0, 1);
}

/** `net::ERR_CONNECTION_RESET`, `NS_ERROR_ABORT`, `ECONNRESET`, or none of these. */
function codeOf(said: string): string {
  return /\b(?:ERR|NS|E|UND_ERR|CURLE|SSL)_?[A-Z0-9]*(?:_[A-Z0-9]+)*\b/.exec(said)?.[0] ?? "FAILED";
}

/** Playwright begins every entry with -1 and `x-unknown`; an entry that stayed so never got a response. */
function isNeverAnswered(entry: Loose, response: Loose): boolean {
  const timings = toObject(entry["timings"]);
  const content = toObject(response["content"]);
  const hasNoTimes = Number(entry["time"]) < 0 && ["send", "wait", "receive"].every((phase) => timings[phase] === -1);
  const isEmpty = objectsOf(response["headers"]).length === 0 && Number(content["size"]) <= 0 && !content["text"];
  return hasNoTimes && isEmpty;
}

function dropAnswer(response: Loose): void {
  response["status"] = 0;
  response["statusText"] = "";
  response["redirectURL"] = "";
}
