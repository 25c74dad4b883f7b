import { UserError } from "../../errors.ts";
import { isLoopback } from "../../record/proxy/listener.ts";
import type { StoreArguments } from "./store-options.ts";

interface Reached extends Pick<StoreArguments, "insecure"> {
  /** For messages, without possible secrets. */
  readonly name: string;
}

/**
 * Whether the user accepts an unverified connection to a server. Throws a `UserError` if the connection would be
 * unprotected without the user's consent.
 */
export function acceptUnchecked({ hostname, host, protocol }: URL, { name, insecure = [] }: Reached): boolean {
  const isUnchecked = insecure.includes(hostname) || insecure.includes(host);
  const encrypted = ENCRYPTED[protocol];
  if (encrypted !== undefined && !isLoopback(hostname) && !isUnchecked) {
    throw new UserError(`${name} is not on this machine, and ${protocol} is not encrypted.`, {
      hint: `Use ${encrypted}, or --insecure ${hostname} if you accept that.`,
    });
  }
  return isUnchecked;
}

/** The encrypted alternative. */
const ENCRYPTED: Readonly<Record<string, string>> = { "http:": "https:", "kafka:": "kafka+ssl:" };
