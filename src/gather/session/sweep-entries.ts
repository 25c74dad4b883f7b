import { mapStrings } from "../../json/map-strings.ts";
import { onlyKnown } from "../../json/only-known.ts";
import { formatHeld, readSwept } from "../../redact/places/mask-bytes.ts";
import { createVault } from "../../redact/vault/vault.ts";
import { createAliasNumbering, renameAliases } from "../../trace/alias.ts";
import { withMaskedSizes } from "../../trace/masked-sizes.ts";
import type { Content, Entry, PostData } from "../../trace/model/types.ts";
import type { PartLog } from "../part.ts";
import type { OpenedSecrets } from "./open-sealed.ts";

/** Masks what any recorder of the session learned. */
export interface Sweep {
  /** Returns the same entry if it contains none. */
  readonly entry: (entry: Entry) => Entry;
  /** The other metadata of a source, except what its recorder proves and seals. */
  readonly log: (log: PartLog) => PartLog;
}

/** For a session without secrets to mask. */
export const NO_SWEEP: Sweep = { entry: (entry) => entry, log: (log) => log };

export function createSweep({ learned, renamed }: Pick<OpenedSecrets, "learned" | "renamed">): Sweep {
  if (learned.length === 0) return NO_SWEEP;
  const vault = createVault();
  for (const { value, replacement, secretClass } of learned) vault.learnAs(value, replacement, secretClass);
  const { number } = createAliasNumbering();
  const sweep = (text: string): string => renameAliases(number(vault.sweep(text)), renamed);
  return {
    entry: (entry) => sweepEntry(entry, sweep),
    log: ({ _wirewalk: origin, ...log }) => {
      if (origin === undefined) return mapStrings(log, sweep);
      const { manifest, session, aliases, ...said } = origin;
      return {
        ...mapStrings(log, sweep),
        _wirewalk: { ...mapStrings(said, sweep), ...onlyKnown({ manifest, session, aliases }) },
      };
    },
  };
}

function sweepEntry(entry: Entry, sweep: (text: string) => string): Entry {
  const { startedDateTime, request, response } = entry;
  const { postData } = request;
  const content = sweepBytes(response.content, sweep);
  const sent = postData && sweepBytes(postData, sweep);
  const unpacked =
    content === response.content && sent === postData
      ? entry
      : { ...entry, request: { ...request, ...onlyKnown({ postData: sent }) }, response: { ...response, content } };
  let isChanged = unpacked !== entry;
  const swept = mapStrings(unpacked, (text) => {
    const masked = sweep(text);
    isChanged ||= masked !== text;
    return masked;
  });
  if (!isChanged) return entry;
  return withMaskedSizes(
    { ...swept, startedDateTime },
    {
      request: swept.request.postData?.text !== postData?.text,
      response: swept.response.content.text !== response.content.text,
    },
  );
}

/** An alias would break a picture or an archive. */
function sweepBytes<Body extends Content | PostData>(body: Body, sweep: (text: string) => string): Body {
  const isBytes =
    ("encoding" in body && body.encoding === "base64") || ("_encoding" in body && body._encoding === "base64");
  if (!isBytes || body.text === undefined) return body;
  const text = readSwept(body.text, body.mimeType);
  const swept = sweep(text);
  if (swept === text) return body;
  const { encoding: _encoding, _encoding: _own, ...rest } = body as Content & PostData;
  // The same body without the mark of its coding.
  return { ...rest, text: formatHeld(swept) } as unknown as Body;
}
