import type { Exchanges } from "../../wire/exchanges.ts";
import type { RequestHead } from "../../wire/message.ts";
import { looksLikeRequest, mayBeRequest } from "./may-be-request.ts";

/** Called before a chunk is parsed: after content that was only announced, the chunk may begin another request instead. */
export function settleOffer({ client }: Exchanges, chunk: Buffer, at: number): void {
  if (client.state === "pending" && !client.hasPending && looksLikeRequest(chunk, at)) client.settle("refused");
}

/**
 * Called when a chunk is parsed: held bytes are released if they cannot become a head, because a server may be waiting for them.
 *
 * @param last the request before it
 * @returns empty lines, if there is nothing else; bytes that are not a head are reported as unparsed
 */
export function releaseNoHead({ client, waiting }: Exchanges, last: RequestHead | undefined): Buffer {
  const { beginning } = client;
  if (beginning === "") return client.takeEmptyLines();
  if (waiting > 0 && last !== undefined && !mayBeRequest(beginning, last)) client.refuseHead();
  return NOTHING;
}

const NOTHING = Buffer.alloc(0);
