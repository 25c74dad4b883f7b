import type { FetchOptions } from "../../otlp/stores/fetch-store.ts";
import type { StorePlace } from "../../otlp/stores/store-place.ts";
import { readTrustedRoots } from "../../record/certificates/trusted-roots.ts";
import type { Io } from "../io.ts";
import { acceptUnchecked } from "./accept-unchecked.ts";
import type { StoreArguments } from "./store-options.ts";

/** The connection settings for a store. Throws a `UserError` if the connection would be unprotected. */
export function toFetchOptions(
  { base, name }: StorePlace,
  { cacert, insecure }: StoreArguments,
  { env, interruption }: Pick<Io, "env" | "interruption">,
): FetchOptions {
  const isUnchecked = acceptUnchecked(base, { name, insecure });
  const files = cacert === undefined ? [] : [cacert];
  const authorities = base.protocol === "https:" ? readTrustedRoots({ env, files }) : [];
  return { authorities, isUnchecked, signal: interruption(), now: Date.now() };
}
