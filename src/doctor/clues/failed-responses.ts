import { bodyText } from "../../trace/bodies/body-text.ts";
import { readErrorMessage } from "../../trace/bodies/error-message.ts";
import { readGrpcStatus } from "../../trace/bodies/grpc-status.ts";
import { headerText } from "../../trace/headers.ts";
import { nameClosing, reasonOfClosing } from "../../trace/names/name-closing.ts";
import { nameFailure } from "../../trace/names/name-failure.ts";
import type { Finding } from "../finding.ts";
import type { NumberedCall } from "./numbered-call.ts";

/** Responses that report a failure, with what the server says about it; not one that the same request got over later. */
export function findFailedResponses(calls: readonly NumberedCall[]): readonly Finding[] {
  const failed = calls.filter(({ entry }) => entry._error === undefined && nameFailure(entry) !== undefined);
  if (failed.length === 0) return [];
  const succeeded = new Map<string, number>();
  for (const call of calls) {
    if (nameFailure(call.entry) === undefined) succeeded.set(keyOf(call), call.start);
  }
  const final = failed.filter((call) => !((succeeded.get(keyOf(call)) ?? -Infinity) > call.start));
  const groups = Map.groupBy(final, ({ entry }) => JSON.stringify([nameFailure(entry), sayWhy(entry)]));
  return Array.from(groups.values())
    .slice(0, MOST)
    .map((alike): Finding => {
      const [{ entry, name } = { entry: undefined, name: "" }] = alike;
      if (entry === undefined) throw new RangeError("A group has a call.");
      const why = sayWhy(entry);
      const more = alike.length === 1 ? "" : `, and ${alike.length - 1} more`;
      return {
        subject: "failure",
        state: "warning",
        text: `${name} failed: ${nameFailure(entry)}${why === undefined ? "" : `, "${why}"`}${more}`,
        hint: toHint(entry),
      };
    });
}

/** The first ones are the cause of the rest. */
const MOST = 5;

function keyOf({ entry: { request } }: NumberedCall): string {
  return `${request.method} ${request.url}`;
}

function sayWhy(entry: NumberedCall["entry"]): string | undefined {
  const closing = nameClosing(entry);
  if (closing !== undefined) return reasonOfClosing(closing);
  const { headers, content, _trailers: trailers } = entry.response;
  const isText = content.encoding === undefined;
  return readErrorMessage({ headers, trailers, body: isText ? bodyText(content) : "" });
}

function toHint(entry: NumberedCall["entry"]): string {
  const { status, headers } = entry.response;
  const wait = headerText(headers, "retry-after");
  if (wait !== "") return `Make the client wait as the server says: Retry-After: ${wait}.`;
  const grpc = Number.parseInt(readGrpcStatus(entry.response) ?? "", 10);
  return HINTS[status] ?? GRPC_HINTS[grpc] ?? (status >= 400 && status < 500 ? CLIENT : SERVER);
}

const CLIENT = "Compare what the client sent with what the server says.";
const SERVER = "Look for this call in the log of the server.";
const DOWN = "A proxy responded in place of the service: check whether the service is running and can be reached.";

const HINTS: Readonly<Record<number, string>> = {
  401: "Check whether the credentials are complete, current, and for this service.",
  403: "Check the roles and scopes of the credentials, and which origins and addresses the server admits.",
  404: "Check the URL, and whether an earlier call created what it names.",
  407: "The proxy requires credentials.",
  429: "Make the client send fewer requests.",
  502: DOWN,
  503: DOWN,
  504: DOWN,
};

const GRPC_HINTS: Readonly<Record<number, string>> = {
  4: "The deadline of the client ended: make it longer, or see what took the server so long.",
  7: "Check the roles and scopes of the credentials.",
  14: "Check whether the service, and what it depends on, is running and can be reached.",
  16: "Check whether the credentials are complete, current, and for this service.",
};
