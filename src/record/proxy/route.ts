import type { IncomingMessage } from "node:http";

import { isToken, readVisitor } from "./access.ts";
import type { ConnectionTraits } from "./connection.ts";
import type { GatewayAnswer } from "./gateway-error.ts";
import { type Target, parseAbsoluteForm } from "./target.ts";

/** What a request's way depends on besides itself. */
export interface Place {
  readonly traits: ConnectionTraits;
  readonly token: string | undefined;
  /** Whether an origin is the proxy itself. */
  readonly isOwn: (origin: string) => boolean;
}

/** Where a request goes and in whose name, or why it goes nowhere. */
export type Route =
  | { readonly target: Target; readonly client: string | undefined }
  | { readonly refusal: GatewayAnswer };

export function findRoute(request: IncomingMessage, { traits, token, isOwn }: Place): Route {
  const { url = "/", headers } = request;
  if (traits.origin !== undefined) {
    // Inside a tunnel the client was let in by CONNECT.
    const given = headers["wirewalk-token"];
    if (traits.isReverse === true && token !== undefined && !isToken(String(given ?? ""), token))
      return { refusal: DENIED };
    const path = parseAbsoluteForm(url)?.path ?? url;
    return { target: { origin: traits.origin, path: (traits.basePath ?? "") + path }, client: traits.parties.client };
  }
  const visitor = readVisitor(headers["proxy-authorization"]);
  if (token !== undefined && !isToken(visitor.token, token)) return { refusal: DENIED };
  const target = parseAbsoluteForm(url);
  if (target === undefined) return { refusal: NOT_A_PROXY_REQUEST };
  if (isOwn(target.origin)) return { refusal: LOOP };
  return { target, client: visitor.name === "" ? traits.parties.client : visitor.name };
}

export const DENIED: GatewayAnswer = {
  status: 407,
  error: "http_request_denied",
  fields: { "Proxy-Authenticate": 'Basic realm="wirewalk"' },
  text: "This wirewalk proxy wants its token: as password of the proxy URL, or as header Wirewalk-Token on a reverse listener.",
};

const NOT_A_PROXY_REQUEST: GatewayAnswer = {
  status: 400,
  error: "http_request_error",
  text: "This is a wirewalk recording proxy. Set it as HTTP_PROXY and HTTPS_PROXY of the program to record.",
};

const LOOP: GatewayAnswer = {
  status: 508,
  error: "proxy_loop_detected",
  text: "This request asks the wirewalk proxy for itself.",
};
