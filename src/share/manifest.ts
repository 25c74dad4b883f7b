import { onlyKnown } from "../json/only-known.ts";
import { isBase64Message } from "../trace/journal/message.ts";
import { listMissing } from "../trace/missing.ts";
import type { CommandOrigin, Content, Entry, Missing, PostData, Trace } from "../trace/model/types.ts";
import { type MaskedPlace, countNewlyMasked, listMaskedPlaces } from "./masked-places.ts";
import { type RandomLooking, listRandomLooking } from "./random-looking.ts";

/** Facts about an archive for its reader. */
export interface Manifest {
  readonly versions: Readonly<Record<string, string>>;
  readonly exchanges: number;
  /** Number of recorded exchanges, if only some are included. */
  readonly of?: number;
  /** The sender's note. */
  readonly note?: string;
  readonly command?: CommandOrigin;
  readonly masked: {
    /** Number of places masked during recording, for each class of secret. */
    readonly recorded: Readonly<Record<string, number>>;
    /** Number of secrets that packing found in addition; `header` is an unknown header. */
    readonly packed: Readonly<Record<string, number>>;
    readonly places: readonly MaskedPlace[];
  };
  /** Traffic that the trace is known to lack. */
  readonly missing: readonly Missing[];
  /** Data that no rule could inspect: check it before you send the archive. */
  readonly notInspected: readonly Uninspected[];
  /** Values that are not masked but may be secret according to their form: only a person can decide. */
  readonly looksRandom: readonly RandomLooking[];
}

interface Uninspected {
  /** Number of the exchange, from 1. */
  readonly exchange: number;
  readonly part: "request body" | "response body" | "upgraded connection";
  readonly reason: string;
}

interface ManifestSources extends Pick<Manifest, "versions" | "of" | "note"> {
  /** The trace before it was masked once more. */
  readonly recorded: Trace;
}

export function createManifest(masked: Trace, { recorded, versions, ...said }: ManifestSources): Manifest {
  const command = masked.log._wirewalk?.command;
  return {
    versions,
    exchanges: masked.log.entries.length,
    ...said,
    ...onlyKnown({ command }),
    masked: {
      recorded: recorded.log._wirewalk?.redacted ?? {},
      packed: countNewlyMasked(recorded, masked),
      places: listMaskedPlaces(masked),
    },
    missing: listMissing(masked),
    notInspected: masked.log.entries.flatMap((entry, index) => listUninspected(entry, index + 1)),
    looksRandom: listRandomLooking(masked),
  };
}

function listUninspected(entry: Entry, exchange: number): readonly Uninspected[] {
  const { request, response, _upgrade, _webSocketMessages: messages } = entry;
  const isCounted = _upgrade !== undefined && messages === undefined;
  const bodies = [
    ["request body", whyNot(request.postData, request.postData?._encoding)],
    ["response body", whyNot(response.content, response.content.encoding)],
    ["upgraded connection", isCounted ? `data sent over ${_upgrade.protocol} was not kept` : undefined],
    ["upgraded connection", messages?.some(isBase64Message) ? "binary messages" : undefined],
  ] as const;
  return bodies.flatMap(([part, reason]) => (reason === undefined ? [] : [{ exchange, part, reason }]));
}

function whyNot(body: PostData | Content | undefined, encoding: "base64" | undefined): string | undefined {
  if (body?._unopened !== undefined) return body._unopened;
  if (encoding === "base64") return `bytes that are not text (${body?.mimeType || "no media type"})`;
  return body?._truncated ? "it is truncated; a secret at the end may be incomplete" : undefined;
}
