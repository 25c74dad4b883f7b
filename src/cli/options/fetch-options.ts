import type { FetchOptions } from "../../otlp/stores/fetch-store.ts";
import type { StorePlace } from "../../otlp/stores/store-place.ts";
import { readTrustedRoots } from "../../record/certificates/trusted-roots.ts";
import type { Io } from "../io.ts";
import { acceptUnchecked } from "./accept-unchecked.ts";
import type { StoreArguments } from "./store-options.ts";

/** How a store is reached. Throws a `UserError` if that would be without protection. */
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
