import { UserError } from "../../errors.ts";
import type { FoundSource } from "../../gather/find-sources.ts";
import { isStore } from "../../otlp/stores/store-place.ts";
import type { Io } from "../io.ts";
import type { StoreArguments } from "./store-options.ts";

/** What stores give of the places that name one. */
export async function fetchPlaces(
  places: readonly string[],
  args: StoreArguments,
  io: Io,
): Promise<readonly FoundSource[]> {
  const stores = places.filter(isStore);
  if (stores.length === 0) {
    const given = [args.cacert, args.insecure].findIndex((one) => one !== undefined);
    if (given < 0) return [];
    throw new UserError(`--${given === 0 ? "cacert" : "insecure"} applies to stores of spans, and none is given.`, {
      hint: "Remove it, or name a store: jaeger+https://HOST?session=NAME.",
    });
  }
  const [{ fetchStore }, { parseStorePlace }, { toFetchOptions }, { sourceOfBytes }] = await Promise.all([
    import("../../otlp/stores/fetch-store.ts"),
    import("../../otlp/stores/store-place.ts"),
    import("./fetch-options.ts"),
    import("../../trace/files/file-source.ts"),
  ]);
  const sources: FoundSource[] = [];
  for (const text of stores) {
    const place = parseStorePlace(text);
    const spans = await fetchStore(place, toFetchOptions(place, args, io));
    const fetched = sourceOfBytes(Buffer.from(spans), place.name);
    sources.push({ file: place.name, files: [], isNamed: true, fetched });
  }
  return sources;
}
