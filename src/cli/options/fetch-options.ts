import { UserError } from "../../errors.ts";
import type { FetchOptions } from "../../otlp/stores/fetch-store.ts";
import type { StorePlace } from "../../otlp/stores/store-place.ts";
import { readTrustedRoots } from "../../record/certificates/trusted-roots.ts";
import { isLoopback } from "../../record/proxy/listener.ts";
import type { Io } from "../io.ts";
import type { StoreArguments } from "./store-options.ts";

/** How a store is reached. Throws a `UserError` where that would be without protection. */
export function toFetchOptions(
  { base, name }: StorePlace,
  { cacert, insecure = [] }: StoreArguments,
  { env, interruption }: Pick<Io, "env" | "interruption">,
): FetchOptions {
  const isUnchecked = insecure.includes(base.hostname) || insecure.includes(base.host);
  if (base.protocol === "http:" && !isLoopback(base.hostname) && !isUnchecked) {
    throw new UserError(`${name} is not on this machine, and http: has no protection on the way.`, {
      hint: `Use https:, or --insecure ${base.hostname} if you accept that.`,
    });
  }
  const files = cacert === undefined ? [] : [cacert];
  const authorities = base.protocol === "https:" ? readTrustedRoots({ env, files }) : [];
  return { authorities, isUnchecked, signal: interruption() };
}
