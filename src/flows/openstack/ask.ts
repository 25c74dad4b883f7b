import { reasonOf, UserError } from "../../errors.ts";
import type { FlowContext } from "../../index.ts";
import { onlyIf } from "../../json/only-if.ts";
import { onlyKnown } from "../../json/only-known.ts";
import { readJson } from "../../json/read-json.ts";

export interface Question {
  readonly token?: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Statuses that are a success, not a failure. @default any 2xx */
  readonly expect?: readonly number[];
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The body read as JSON; undefined if it is not one. */
  readonly json: unknown;
}

export type Ask = (method: "GET" | "POST" | "PUT" | "DELETE", url: string, question?: Question) => Promise<Answer>;

/** Sends a request to a service through the recorder. A failure contains the service's own explanation. */
export function createAsk({ dispatcher, signal }: FlowContext): Ask {
  return async (method, url, { token, body, expect } = {}) => {
    const headers = {
      "User-Agent": "wirewalk",
      Accept: "application/json",
      ...onlyKnown({ "X-Auth-Token": token }),
      ...onlyIf(body !== undefined, { "Content-Type": "application/json" }),
    };
    // The profile of a flow is needed far more often than the flow is run, and loads without this.
    const { request } = await import("undici");
    const content = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await request(url, { method, headers, dispatcher, signal, ...content }).catch((cause: unknown) => {
      throw noAnswer(url, cause);
    });
    const text = await answer.body.text();
    const isExpected = expect?.includes(answer.statusCode) ?? (answer.statusCode >= 200 && answer.statusCode < 300);
    if (!isExpected) throw refused(answer.statusCode, answer.statusText, text);
    return { status: answer.statusCode, headers: answer.headers, json: readJson(text) };
  };
}

function noAnswer(url: string, cause: unknown): UserError {
  const reason = reasonOf(cause) || String(cause);
  return new UserError(`No response from ${new URL(url).origin}: ${reason}`, {
    hint: "Check that the service is running and that the URL is correct.",
    cause,
    exitCode: 3,
  });
}

/** Keystone explains itself in `error`, Glance at the top, and in HTML if JSON was not requested. */
function refused(status: number, reason: string, text: string): UserError {
  const explanation = toOneLine(messageOf(readJson(text)) ?? text.replace(/^.*<\/h1>/s, ""));
  return new UserError(`${status} ${reason}${explanation === "" ? "" : `: ${explanation}`}`, { exitCode: 3 });
}

function messageOf(json: unknown): string | undefined {
  // Whatever it is, a missing member is undefined.
  const { error, message } = (json ?? {}) as { error?: { message?: unknown }; message?: unknown };
  const found = error?.message ?? message;
  return typeof found === "string" ? found : undefined;
}

function toOneLine(text: string): string {
  return text
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/\s+/g, " ")
    .trim()
    .slice(0, 500);
}
