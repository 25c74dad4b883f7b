import { UserError } from "../../errors.ts";
import { isLoopback } from "../../record/proxy/listener.ts";
import type { StoreArguments } from "./store-options.ts";

interface Reached extends Pick<StoreArguments, "insecure"> {
  /** For messages, without what may be a secret. */
  readonly name: string;
}

/** Whether the user accepts to reach a server unchecked. Throws a `UserError` if it would be without protection, and that was not said. */
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

/** What to use in place of what is not encrypted. */
const ENCRYPTED: Readonly<Record<string, string>> = { "http:": "https:", "kafka:": "kafka+ssl:" };
