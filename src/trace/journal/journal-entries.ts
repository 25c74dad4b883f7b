import { type AliasNumbering, hasProvisionalAlias } from "../alias.ts";
import { withMaskedSizes } from "../masked-sizes.ts";
import type { Entry } from "../model/types.ts";
import { nameExchange } from "../names/call-name.ts";
import { createStepIds } from "../names/step-id.ts";
import { isStub } from "../stub.ts";
import { toEntry } from "./entry.ts";
import type { Exchange, ExchangeBody } from "./exchange.ts";
import { decodeExchange } from "./journal.ts";
import { type LineBytes, textOfLine } from "./line-bytes.ts";
import { mapTexts } from "./map-texts.ts";
import { type ReadyEntry, createReadyWriter } from "./ready-entry.ts";
import { type SplitLine, splitLine } from "./split-line.ts";

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

function toNumberedEntry(exchange: Exchange, number: AliasNumbering["number"], { nextId, ids }: StepNaming): Entry {
  const masked = { request: isMasked(exchange.requestBody), response: isMasked(exchange.responseBody) };
  mapTexts(exchange, number);
  const id = nextId(exchange.method, exchange.url, nameExchange(exchange)?.text);
  if (mayHaveFollowers(exchange)) ids.set(exchange.seq, id);
  return withMaskedSizes(
    toEntry(exchange, id, (seq) => ids.get(seq)),
    masked,
  );
}

/** What to do with the exchanges of a journal before they are written. */
export interface Preparation {
  readonly prepare: (exchange: Exchange) => void;
  /** Called instead for a line whose exchange need not be prepared; returns false if it must be. */
  readonly pass: (line: SplitLine) => boolean;
  /** Whether an exchange is still as its line has it, now that it has been prepared. */
  readonly isSame: (exchange: Exchange) => boolean;
}

/** Like `entriesOf`; usual entries are text already, made from the text of their lines. */
export function* readyEntriesOf(
  lines: Iterable<LineBytes>,
  { prepare, pass, isSame }: Preparation,
  { number }: AliasNumbering,
  naming: StepNaming,
): Generator<Entry | ReadyEntry> {
  const { takes, write } = createReadyWriter({ number, nextId: naming.nextId });
  for (const line of lines) {
    const split = splitLine(line);
    const usual = split !== undefined && takes(split) ? split : undefined;
    const exchange = usual !== undefined && pass(usual) ? undefined : decodeExchange(textOfLine(line));
    if (exchange !== undefined) prepare(exchange);
    if (usual !== undefined && (exchange === undefined || isSame(exchange))) {
      const { entry, id } = write(usual);
      if (mayHaveFollowers({ status: usual.status, more: undefined })) naming.ids.set(usual.seq, id);
      yield entry;
    } else if (exchange !== undefined) yield toNumberedEntry(exchange, number, naming);
  }
}

function isMasked(body: ExchangeBody | undefined): boolean {
  return body !== undefined && (hasProvisionalAlias(body.text) || isStub(body.text));
}

/** Only what failed is tried again and only a redirect leads on: few of 100,000 ids have to be remembered. */
export function mayHaveFollowers({ status, more }: Pick<Exchange, "status" | "more">): boolean {
  return status === 0 || status >= 300 || more?.error !== undefined;
}
