import { createTally } from "../../sequence/tally.ts";
import { findAliases } from "../alias.ts";
import { bodyText } from "../bodies/body-text.ts";
import type { Entry, Header } from "../model/types.ts";

/** The names on pages for aliases from a session's key: numbers, as in any other recording. */
export interface ShortNames {
  /** Looks for aliases in a text of the trace: call it on all of them in their order. */
  readonly see: (text: string) => void;
  /** The same for an exchange, in the order in which a recorder without a key numbers what it masks. */
  readonly seeEntry: (entry: Entry) => void;
  /** By alias, in the order in which they were seen; undefined if there are none. */
  readonly names: () => Readonly<Record<string, string>> | undefined;
}

export function createShortNames(): ShortNames {
  const keyed = new Map<string, string>();
  const taken = createTally<string>();
  const see = (text: string): void => {
    for (const { alias, secretClass, letters, number, isKeyed } of findAliases(text)) {
      if (isKeyed) keyed.set(alias, secretClass);
      // An alias that was itself sent, such as by a replay, is another secret than ours.
      else if (letters === "") taken.add(secretClass, Math.max(0, Number(number) - taken.of(secretClass)));
    }
  };
  const seeHeaders = (headers: readonly Header[]): void => {
    for (const { name, value } of headers) see(`${name}: ${value}`);
  };
  return {
    see,
    seeEntry: (entry) => {
      const { request, response } = entry;
      see(request.url);
      seeHeaders(request.headers);
      see(bodyText(request.postData));
      see(response.statusText);
      seeHeaders(response.headers);
      see(bodyText(response.content));
      see(JSON.stringify(entry));
    },
    names: () => {
      if (keyed.size === 0) return undefined;
      return Object.fromEntries(
        Array.from(keyed, ([alias, secretClass]) => [alias, `REDACTED-${secretClass}-${taken.add(secretClass) + 1}`]),
      );
    },
  };
}

/** Short names for all parts of one recording, each of which has numbered its own. */
export function joinNames(
  parts: readonly (Readonly<Record<string, string>> | undefined)[],
): Readonly<Record<string, string>> | undefined {
  const { see, names } = createShortNames();
  for (const part of parts) for (const alias of Object.keys(part ?? {})) see(alias);
  return names();
}
