import type { IncomingMessage, ServerResponse } from "node:http";
import { gunzipSync } from "node:zlib";

import type { Endpoint } from "../../../src/otlp/send/endpoint.ts";
import { startTestServer } from "../../helpers/test-server.ts";

/** One request as the receiver got it. */
export interface Received {
  readonly headers: IncomingMessage["headers"];
  readonly path: string;
  /** Decompressed. */
  readonly body: string;
}

export type Answer = (response: ServerResponse, received: Received, number: number) => void;

export const accept: Answer = (response) => {
  response.setHeader("content-type", "application/json");
  response.end('{"partialSuccess":{}}');
};

/** Returns each response in turn; requests after the last one are accepted. */
export async function startReceiver(...answers: readonly Answer[]): Promise<{
  readonly origin: string;
  readonly received: readonly Received[];
}> {
  const received: Received[] = [];
  const origin = await startTestServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => {
      const bytes = Buffer.concat(pieces);
      const body = request.headers["content-encoding"] === "gzip" ? gunzipSync(bytes) : bytes;
      const one = { headers: request.headers, path: request.url ?? "", body: body.toString() };
      received.push(one);
      (answers[received.length - 1] ?? accept)(response, one, received.length);
    });
  });
  return { origin, received };
}

export const answer =
  (status: number, headers: Readonly<Record<string, string>> = {}, text = ""): Answer =>
  (response) => {
    response.writeHead(status, headers).end(text);
  };

export function anEndpoint(origin: string, parts: Partial<Endpoint> = {}): Endpoint {
  return {
    url: `${origin}/v1/traces`,
    name: `${origin}/v1/traces`,
    headers: {},
    timeout: 5000,
    compression: "gzip",
    authorities: [],
    isUnchecked: false,
    ...parts,
  };
}
