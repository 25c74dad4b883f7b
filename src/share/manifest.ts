import type { CommandOrigin, Content, Entry, PostData, Trace } from "../trace/types.ts";

/** What the reader of an archive should know of it. */
export interface Manifest {
  readonly versions: Readonly<Record<string, string>>;
  readonly exchanges: number;
  readonly command?: CommandOrigin;
  /** Places masked when it was recorded, and those that packing found beside them, per class of secret. */
  readonly masked: {
    readonly recorded: Readonly<Record<string, number>>;
    readonly packed: Readonly<Record<string, number>>;
  };
  /** What no rule could look into: read it yourself before the archive leaves your hands. */
  readonly notInspected: readonly Uninspected[];
}

interface Uninspected {
  /** Number of the exchange, from 1. */
  readonly exchange: number;
  readonly part: "request body" | "response body" | "upgraded connection";
  readonly reason: string;
}

interface ManifestOptions {
  readonly versions: Readonly<Record<string, string>>;
  /** Places masked when it was recorded. */
  readonly recorded: Readonly<Record<string, number>>;
  readonly maskedNow: Readonly<Record<string, number>>;
}

export function createManifest({ log }: Trace, { versions, recorded, maskedNow }: ManifestOptions): Manifest {
  const command = log._wirewalk?.command;
  return {
    versions,
    exchanges: log.entries.length,
    ...(command && { command }),
    masked: { recorded, packed: maskedNow },
    notInspected: log.entries.flatMap((entry, index) => listUninspected(entry, index + 1)),
  };
}

function listUninspected({ request, response, _upgrade }: Entry, exchange: number): readonly Uninspected[] {
  const bodies = [
    ["request body", whyNot(request.postData, request.postData?._encoding)],
    ["response body", whyNot(response.content, response.content.encoding)],
    ["upgraded connection", _upgrade && `what was said over ${_upgrade.protocol} was not kept`],
  ] as const;
  return bodies.flatMap(([part, reason]) => (reason === undefined ? [] : [{ exchange, part, reason }]));
}

function whyNot(body: PostData | Content | undefined, encoding: "base64" | undefined): string | undefined {
  if (encoding === "base64") return `bytes that are no text (${body?.mimeType || "no media type"})`;
  return body?._truncated ? "only its beginning was kept; a secret at the cut may have lost its end" : undefined;
}
