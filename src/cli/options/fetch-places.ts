import { UserError } from "../../errors.ts";
import type { FoundSource } from "../../gather/find-sources.ts";
import { isKafka } from "../../otlp/kafka/kafka-place.ts";
import { isStore } from "../../otlp/stores/store-place.ts";
import type { TextSource } from "../../trace/stream/text-source.ts";
import type { Io } from "../io.ts";
import type { StoreArguments } from "./store-options.ts";

/** The spans from the sources that are stores. */
export async function fetchPlaces(
  places: readonly string[],
  args: StoreArguments,
  io: Io,
): Promise<readonly FoundSource[]> {
  refuseUnused(places, args);
  const sources: FoundSource[] = [];
  for (const text of places.filter(isNoFile)) {
    const fetched = isKafka(text) ? await readFromKafka(text, args, io) : await fetchFromStore(text, args, io);
    sources.push({ file: fetched.name, files: [], isNamed: true, fetched });
  }
  return sources;
}

/** Whether a place is the URL of a store or of a topic. */
export function isNoFile(place: string): boolean {
  return isStore(place) || isKafka(place);
}

function refuseUnused(places: readonly string[], { cacert, insecure, collector }: StoreArguments): void {
  if (!places.some(isNoFile)) {
    const given = Object.entries({ cacert, insecure }).find(([, value]) => value !== undefined);
    if (given !== undefined) {
      throw new UserError(`--${given[0]} applies to stores of spans, and none is given.`, {
        hint: "Remove it, or name a store: jaeger+https://HOST?session=NAME.",
      });
    }
  }
  if (collector === undefined || places.some(isKafka)) return;
  throw new UserError("--collector applies to kafka: sources, and none is given.", {
    hint: "Remove it, or name a topic: kafka://HOST/TOPIC?session=NAME.",
  });
}

async function readFromKafka(text: string, args: StoreArguments, io: Io): Promise<TextSource> {
  const { readKafka } = await import("./read-kafka.ts");
  return readKafka(text, args, io);
}

async function fetchFromStore(text: string, args: StoreArguments, io: Io): Promise<TextSource> {
  const [{ fetchStore }, { parseStorePlace }, { toFetchOptions }, { sourceOfBytes }] = await Promise.all([
    import("../../otlp/stores/fetch-store.ts"),
    import("../../otlp/stores/store-place.ts"),
    import("./fetch-options.ts"),
    import("../../trace/files/file-source.ts"),
  ]);
  const place = parseStorePlace(text);
  const spans = await fetchStore(place, toFetchOptions(place, args, io));
  return sourceOfBytes(Buffer.from(spans), place.name);
}
