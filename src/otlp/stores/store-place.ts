import { UserError } from "../../errors.ts";
import { matchParts } from "../../sequence/match-parts.ts";
import { type Wanted, readWanted } from "./wanted.ts";

/** A store of spans, and the data to fetch from it. */
export interface StorePlace extends Wanted {
  readonly kind: keyof typeof KINDS;
  /** Without the query, and with credentials if there are any. */
  readonly base: URL;
  /** For people, without credentials. */
  readonly name: string;
}

/** Programs that keep spans and give them again over HTTP. */
const KINDS = { jaeger: "http://127.0.0.1:16686", tempo: "http://127.0.0.1:3200" } as const;

/** Whether a place is a URL of such a program. */
export function isStore(place: string): boolean {
  return /^(?:jaeger|tempo)\+[a-z]+:/i.test(place);
}

/**
 * Reads `jaeger+http://127.0.0.1:16686?session=checkout`; `trace=ID` in place of the session, as often as wanted.
 *
 * @param isAll whether nothing need be wanted of it
 * @throws UserError For what names no store.
 */
export function parseStorePlace(place: string, isAll = false): StorePlace {
  const [, kind = "", text = ""] = matchParts(/^(jaeger|tempo)\+(https?:.*)$/i, place);
  const url = URL.parse(text);
  const known = kind.toLowerCase();
  if (url === null || !isKind(known)) {
    throw new UserError("A store needs a kind and a URL.", {
      hint: "Use, for example, 'jaeger+http://127.0.0.1:16686?session=checkout' or 'tempo+https://tempo.example?trace=4bf92f…'.",
    });
  }
  const { session, traces } = readWanted(url);
  const name = `${known}+${url.origin}${url.pathname.replace(/\/$/, "")}`;
  if (session === "" && traces.length === 0 && !isAll) {
    throw new UserError(`${name} does not name a recording.`, {
      hint: `Use, for example, '${name}?session=checkout' or '${name}?trace=ID'.`,
    });
  }
  url.search = "";
  url.hash = "";
  return { kind: known, base: url, name, session, traces };
}

function isKind(name: string): name is StorePlace["kind"] {
  return name in KINDS;
}
