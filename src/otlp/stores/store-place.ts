import { UserError } from "../../errors.ts";
import { matchParts } from "../../sequence/match-parts.ts";

/** A store of spans, and what is wanted of it. */
export interface StorePlace {
  readonly kind: keyof typeof KINDS;
  /** Without what is wanted, and with credentials where there are some. */
  readonly base: URL;
  /** For people, without credentials. */
  readonly name: string;
  /** Name of a session or of a recorder, or the id of a recording; "" where traces are named. */
  readonly session: string;
  /** Ids of traces, as hex. */
  readonly traces: readonly string[];
}

/** Programs that keep spans and give them again over HTTP. */
const KINDS = { jaeger: "http://127.0.0.1:16686", tempo: "http://127.0.0.1:3200" } as const;

/** Whether a place is a URL of something else than a file. */
export function isStore(place: string): boolean {
  return /^(?:(?:jaeger|tempo)\+[a-z]+:|kafka:)/i.test(place);
}

/**
 * Reads `jaeger+http://127.0.0.1:16686?session=checkout`; `trace=ID` in place of the session, as often as wanted.
 *
 * @param isAll whether nothing need be wanted of it
 * @throws UserError For what names no store.
 */
export function parseStorePlace(place: string, isAll = false): StorePlace {
  if (/^kafka:/i.test(place)) throw noKafka();
  const [, kind = "", text = ""] = matchParts(/^(jaeger|tempo)\+(https?:.*)$/i, place);
  const url = URL.parse(text);
  const known = kind.toLowerCase();
  if (url === null || !isKind(known)) {
    throw new UserError("A store is named by its kind and its URL.", {
      hint: "Use, for example, 'jaeger+http://127.0.0.1:16686?session=checkout' or 'tempo+https://tempo.example?trace=4bf92f…'.",
    });
  }
  const session = url.searchParams.get("session") ?? "";
  const traces = url.searchParams.getAll("trace").map((id) => id.toLowerCase());
  const name = `${known}+${url.origin}${url.pathname.replace(/\/$/, "")}`;
  for (const id of traces) {
    if (/^[\da-f]{1,32}$/.test(id)) continue;
    throw new UserError(`"${id}" is not a trace ID.`, { hint: "It has up to 32 digits of 0 to 9 and a to f." });
  }
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

function noKafka(): UserError {
  return new UserError("wirewalk does not support Kafka.", {
    hint: "Run a Collector with the kafka receiver and the file exporter, and gather its file: see docs/guide/many-hosts.md.",
  });
}
