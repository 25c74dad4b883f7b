import { type AliasNumbering, hasProvisionalAlias } from "../alias.ts";
import { withMaskedSizes } from "../masked-sizes.ts";
import type { Entry } from "../model/types.ts";
import { nameExchange } from "../names/call-name.ts";
import { createStepIds } from "../names/step-id.ts";
import { isStub } from "../stub.ts";
import { toEntry } from "./entry.ts";
import type { Exchange, ExchangeBody } from "./exchange.ts";
import { mapTexts } from "./map-texts.ts";

/** What names the exchanges of a recording: one for all its parts. */
export interface StepNaming {
  readonly nextId: ReturnType<typeof createStepIds>;
  /** Ids that later exchanges may point to, by `seq`. */
  readonly ids: Map<number, string>;
}

/** @param taken Ids that are in use already. @default none */
export function createStepNaming(taken?: Iterable<string>): StepNaming {
  return { nextId: createStepIds(taken), ids: new Map() };
}

/** The entries of exchanges that come in the order of start, with step ids and numbered aliases; one in memory at a time. */
export function* entriesOf(
  exchanges: Iterable<Exchange>,
  prepare: (exchange: Exchange) => void,
  { number }: AliasNumbering,
  { nextId, ids }: StepNaming = createStepNaming(),
): Generator<Entry> {
  for (const exchange of exchanges) {
    prepare(exchange);
    yield toNumberedEntry(exchange, number, { nextId, ids });
  }
}

/** The entry of one exchange, whose aliases are numbered in place. */
export function toNumberedEntry(
  exchange: Exchange,
  number: AliasNumbering["number"],
  { nextId, ids }: StepNaming,
): Entry {
  const masked = { request: isMasked(exchange.requestBody), response: isMasked(exchange.responseBody) };
  mapTexts(exchange, number);
  const id = nextId(exchange.method, exchange.url, nameExchange(exchange)?.text);
  if (mayHaveFollowers(exchange)) ids.set(exchange.seq, id);
  return withMaskedSizes(
    toEntry(exchange, id, (seq) => ids.get(seq)),
    masked,
  );
}

function isMasked(body: ExchangeBody | undefined): boolean {
  return body !== undefined && (hasProvisionalAlias(body.text) || isStub(body.text));
}

/** Only what failed is tried again and only a redirect leads on: few of 100,000 ids have to be remembered. */
export function mayHaveFollowers({ status, more }: Pick<Exchange, "status" | "more">): boolean {
  return status === 0 || status >= 300 || more?.error !== undefined;
}
