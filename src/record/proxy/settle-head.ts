import type { Exchanges } from "../../wire/exchanges.ts";
import type { RequestHead } from "../../wire/message.ts";
import { looksLikeRequest, mayBeRequest } from "./may-be-request.ts";

/** Called before a chunk is read: after content that was only offered, the chunk may begin another request instead. */
export function settleOffer({ client }: Exchanges, chunk: Buffer, at: number): void {
  if (client.state === "pending" && !client.hasPending && looksLikeRequest(chunk, at)) client.settle("refused");
}

/**
 * Called when a chunk is read: what waits to become a head need not wait if it can be none, as a server may be waiting for it.
 *
 * @param last the request before it
 * @returns empty lines, where there is nothing else; what is no head is reported as unread
 */
export function releaseNoHead({ client, waiting }: Exchanges, last: RequestHead | undefined): Buffer {
  const { beginning } = client;
  if (beginning === "") return client.takeEmptyLines();
  if (waiting > 0 && last !== undefined && !mayBeRequest(beginning, last)) client.refuseHead();
  return NOTHING;
}

const NOTHING = Buffer.alloc(0);
