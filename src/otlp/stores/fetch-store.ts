import type { Agent } from "undici";

import { UserError } from "../../errors.ts";
import { isObject } from "../../json/is-object.ts";
import { objectsOf } from "../../trace/model/loose-fields.ts";
import { OURS } from "../names.ts";
import { listOf } from "../read/loose.ts";
import { openConnections } from "../send/connection.ts";
import { type StoreClient, createStoreClient } from "./store-client.ts";
import type { StorePlace } from "./store-place.ts";

export interface FetchOptions {
  /** Authorities that are trusted, PEM. */
  readonly authorities: readonly string[];
  readonly isUnchecked: boolean;
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Fetches a session or traces from a store, one JSON value per line. Throws a `UserError` if the store has none of it.
 */
export async function fetchStore(place: StorePlace, options: FetchOptions): Promise<string> {
  const connections = openStore(options);
  try {
    const client = createStoreClient(place, { dispatcher: connections, signal: options.signal });
    const ids = new Set([
      ...place.traces,
      ...(place.session === "" ? [] : await findTraces(place, { client, now: options.now })),
    ]);
    const found: string[] = [];
    for (const id of ids) {
      const lines = await client.getLines(pathOf(place, id));
      if (lines !== undefined) found.push(`${lines}\n`);
    }
    if (found.length === 0) throw nothingThere(place);
    return found.join("");
  } finally {
    await connections.destroy();
  }
}

/** The same for traces that need not be there. */
export async function fetchTraces(
  place: StorePlace,
  traces: Iterable<string>,
  options: FetchOptions,
): Promise<readonly unknown[]> {
  const connections = openStore(options);
  try {
    const client = createStoreClient(place, { dispatcher: connections, signal: options.signal });
    const found: unknown[] = [];
    for (const id of traces) found.push(await client.get(pathOf(place, id)));
    return found.filter((answer) => answer !== undefined);
  } finally {
    await connections.destroy();
  }
}

function openStore(options: FetchOptions): Agent {
  return openConnections({ ...options, timeout: TIMEOUT });
}

/** Milliseconds: a store may look long for a trace. */
const TIMEOUT = 60_000;

function pathOf({ kind }: StorePlace, id: string): string {
  return `${PATHS[kind]}${id}`;
}

const PATHS = { jaeger: "/api/v3/traces/", tempo: "/api/traces/" } as const;

interface Search {
  readonly client: StoreClient;
  readonly now: number;
}

/** By the name of the session, or else of a recorder, or else of the recording. */
async function findTraces(place: StorePlace, search: Search): Promise<readonly string[]> {
  const find = place.kind === "jaeger" ? findInJaeger : findInTempo;
  for (const attribute of [OURS.group, OURS.name, OURS.session]) {
    const ids = await find(search, attribute, place.session);
    if (ids.length > 0) return ids;
  }
  return [];
}

/** Jaeger searches one service at a time. */
async function findInJaeger({ client }: Search, attribute: string, value: string): Promise<readonly string[]> {
  const known = await client.get("/api/services");
  const services = isObject(known) ? listOf(known, "data").filter((name) => typeof name === "string") : [];
  const ids = new Set<string>();
  for (const service of services.slice(0, MOST_SERVICES)) {
    const query = { service, tags: JSON.stringify({ [attribute]: value }), limit: String(MOST_TRACES), ...ALWAYS };
    const answer = await client.get("/api/traces", query);
    for (const trace of objectsOf(isObject(answer) ? answer["data"] : undefined)) addId(ids, trace["traceID"]);
  }
  return [...ids];
}

/** Microseconds. Without them Jaeger searches the last two days only; it counts in nanoseconds, of which 64 bits end in 2262. */
const ALWAYS = { start: "0", end: String(Date.UTC(2200, 0) * 1000) };

/**
 * Without a range, Tempo searches what was sent in the last minutes, and it refuses ranges of more than seven days by default
 * (https://grafana.com/docs/tempo/latest/api_docs/#search). So it is queried week by week, back to the last week with a result.
 */
async function findInTempo({ client, now }: Search, attribute: string, value: string): Promise<readonly string[]> {
  const q = `{ resource.${attribute} = ${JSON.stringify(value)} }`;
  const ids = new Set<string>();
  // Clocks of recorders may be ahead.
  let end = Math.floor(now / 1000) + DAY;
  for (let week = 0; week < MOST_WEEKS; week += 1) {
    const before = ids.size;
    const range = { start: String(end - 7 * DAY), end: String(end) };
    const answer = await client.get("/api/search", { q, limit: String(MOST_TRACES), ...range });
    for (const trace of objectsOf(isObject(answer) ? answer["traces"] : undefined)) addId(ids, trace["traceID"]);
    if (before > 0 && ids.size === before) break;
    end -= 7 * DAY;
  }
  return [...ids];
}

/** Seconds. */
const DAY = 86_400;
/** Tempo keeps blocks for two weeks by default. */
const MOST_WEEKS = 8;

const MOST_SERVICES = 1000;
const MOST_TRACES = 1000;

/** It becomes a part of a path. */
function addId(ids: Set<string>, id: unknown): void {
  if (typeof id === "string" && /^[\da-f]{1,32}$/i.test(id) && ids.size < MOST_TRACES) ids.add(id.toLowerCase());
}

function nothingThere({ name, session, traces }: StorePlace): UserError {
  const what = session === "" ? `trace ${traces.join(", ")}` : `session or recorder "${session}"`;
  return new UserError(`${name} has no ${what}.`, {
    hint: "Wait some seconds after sending, or name the traces with trace=ID.",
  });
}
