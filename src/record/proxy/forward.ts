import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

import type { Parties } from "../capture/recording.ts";
import type { Connection } from "./connection.ts";
import { sendGatewayAnswer, toGatewayAnswer } from "./gateway-error.ts";
import { forwardRequestHeaders } from "./hop-by-hop.ts";
import { Relay } from "./relay.ts";
import { toRequestBody } from "./request-body.ts";
import type { Target } from "./target.ts";

/** One request on its way through the proxy. */
export interface Passage {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly connection: Connection;
  readonly target: Target;
  readonly parties: Parties;
  /** Set where the client asks to switch the protocol: takes over the server's end when it agrees. */
  readonly join?: (socket: Duplex) => void;
}

/** Sends a client's request on to its server, by undici and past the recorder, and the answer back to the client. */
export function forward(passage: Passage): Promise<void> {
  const { request, response, connection, target, parties, join } = passage;
  const relay = new Relay(target.origin, response, join);
  const body = toRequestBody(request, () => {
    if (expectsContinue(request)) response.writeContinue();
  });
  const { upgrade } = request.headers;
  try {
    connection.dispatcherFor(target.origin, parties).dispatch(
      {
        origin: target.origin,
        path: target.path,
        method: request.method ?? "GET",
        headers: toHeaders(passage),
        ...(body !== undefined && { body }),
        ...(join !== undefined && upgrade !== undefined && { upgrade }),
      },
      relay,
    );
  } catch (error) {
    sendGatewayAnswer(response, toGatewayAnswer(target.origin, error));
  }
  return new Promise((resolve) => response.once("close", resolve));
}

/** undici names the host of the origin where the list has none. */
function toHeaders({ request, connection }: Passage): string[] {
  const headers = forwardRequestHeaders(request.rawHeaders);
  if (connection.traits.renamesHost !== true) return headers;
  const place = headers.findIndex((field, index) => index % 2 === 0 && field.toLowerCase() === "host");
  if (place >= 0) headers.splice(place, 2);
  return headers;
}

function expectsContinue({ headers }: IncomingMessage): boolean {
  return headers.expect?.toLowerCase() === "100-continue";
}
