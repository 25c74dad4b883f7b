import { createRedactor } from "../../src/redact/redactor.ts";
import { scanText } from "../../src/redact/scan/scan-text.ts";
import { serializeTrace } from "../../src/trace/model/serialize.ts";
import type { Entry, Trace } from "../../src/trace/model/types.ts";
import { anExchange } from "../helpers/an-exchange.ts";
import { importMessages } from "./import-messages.ts";
import { isUserError } from "./is-user-error.ts";
import { OUTPUTS } from "./outputs.ts";
import type { Cut } from "./plant-cuts.ts";
import type { Decoy, Message, Plant } from "./plant.ts";
import { recordMessages } from "./record-messages.ts";

/** A plant that was found where it must not be, or a decoy that was changed. */
export interface Fault {
  readonly kind: string;
  readonly name: string;
  /** - `leak`: in an output; `refused`: nothing was written; `scanned`: `scan` finds something in what was masked; `hurt`: a decoy changed */
  readonly what: "leak" | "refused" | "scanned" | "hurt";
  readonly where: string;
}

export type Way = "record" | "import";

/** Sends plants and decoys through one input and all outputs, or only the trace. */
export async function measure(
  way: Way,
  items: readonly (Plant | Decoy)[],
  { isTraceOnly = false, size = 40 }: { readonly isTraceOnly?: boolean; readonly size?: number } = {},
): Promise<Fault[]> {
  const fitting = items.filter(({ messages }) => way === "import" || !messages.some(({ isFileOnly }) => isFileOnly));
  const faults: Fault[] = [];
  for (let start = 0; start < fitting.length; start += size) {
    faults.push(...(await measureBatch(way, fitting.slice(start, start + size), isTraceOnly)));
  }
  return faults;
}

async function measureBatch(way: Way, items: readonly (Plant | Decoy)[], isTraceOnly: boolean): Promise<Fault[]> {
  const messages = items.flatMap((item) => item.messages);
  let taken;
  try {
    taken = await take(way, messages);
  } catch (error) {
    return onRefusal(error, { items, where: `${way}: trace` }, (half) => measureBatch(way, half, isTraceOnly));
  }
  const { trace, text, journal } = taken;
  const faults = [
    ...findTraces(items, text, `${way}: trace`),
    ...findHurt(items, trace, way),
    ...findScanned(items, trace, way),
  ];
  if (journal !== "")
    faults.push(
      ...findTraces(
        items.filter((item) => item.messages.length === 1),
        journal,
        `${way}: journal`,
      ),
    );
  if (isTraceOnly) return faults;
  // Everything in the trace is in all outputs made from it.
  const leaking = new Set(faults.filter(({ what }) => what === "leak").map(({ name }) => name));
  const others = items.filter(({ name }) => !leaking.has(name));
  for (const [name, make] of Object.entries(OUTPUTS)) {
    faults.push(...(await measureOutput(`${way}: ${name}`, make, { items: others, all: items, trace })));
  }
  return faults;
}

interface Taken {
  readonly items: readonly (Plant | Decoy)[];
  readonly all: readonly (Plant | Decoy)[];
  readonly trace: Trace;
}

async function measureOutput(
  where: string,
  make: (trace: Trace) => Promise<string> | string,
  { items, all, trace }: Taken,
): Promise<Fault[]> {
  try {
    return findTraces(items, await make(trace), where);
  } catch (error) {
    return onRefusal(error, { items: all, where }, (half) =>
      measureOutput(where, make, {
        items: half.filter((item) => items.includes(item)),
        all: half,
        trace: onlyOf(half, all, trace),
      }),
    );
  }
}

/** The part of a trace that contains some of its plants. */
function onlyOf(half: readonly (Plant | Decoy)[], all: readonly (Plant | Decoy)[], { log }: Trace): Trace {
  const entries = all.flatMap((item, index) => {
    const start = all.slice(0, index).reduce((sum, { messages }) => sum + messages.length, 0);
    return half.includes(item) ? log.entries.slice(start, start + item.messages.length) : [];
  });
  return { log: { ...log, entries } };
}

/** Bisects a refused trace until the cause is known. */
async function onRefusal(
  error: unknown,
  { items, where }: { readonly items: readonly (Plant | Decoy)[]; readonly where: string },
  again: (half: readonly (Plant | Decoy)[]) => Promise<Fault[]>,
): Promise<Fault[]> {
  if (!isUserError(error)) throw error;
  const [only] = items;
  if (items.length === 1 && only !== undefined) return [{ kind: only.kind, name: only.name, what: "refused", where }];
  const middle = Math.ceil(items.length / 2);
  const halves = [items.slice(0, middle), items.slice(middle)];
  const faults = [];
  for (const half of halves) faults.push(...(await again(half)));
  return faults;
}

async function take(way: Way, messages: readonly Message[]): Promise<{ trace: Trace; text: string; journal: string }> {
  return way === "record" ? recordMessages(messages) : { ...importMessages(messages), journal: "" };
}

function findTraces(items: readonly (Plant | Decoy)[], text: string, where: string): Fault[] {
  // The page contains the values of a form as its reader reads them.
  const read = text
    .replaceAll("+", " ")
    .replaceAll(/%[\da-f]{2}/gi, (escape) => String.fromCharCode(Number.parseInt(escape.slice(1), 16)));
  return items
    .filter((item) => "traces" in item && item.traces.some((trace) => text.includes(trace) || read.includes(trace)))
    .map(({ kind, name }) => ({ kind, name, what: "leak", where }));
}

function entriesOf(
  items: readonly (Plant | Decoy)[],
  { log }: Trace,
): readonly (readonly [Plant | Decoy, readonly Entry[]])[] {
  let start = 0;
  return items.map((item) => {
    const entries = log.entries.slice(start, start + item.messages.length);
    start += item.messages.length;
    return [item, entries];
  });
}

function findHurt(items: readonly (Plant | Decoy)[], trace: Trace, way: Way): Fault[] {
  return entriesOf(items, trace)
    .filter(([item, entries]) => {
      if (!("keeps" in item)) return false;
      const texts = listTexts(entries);
      return item.keeps.some((kept) => !texts.some((text) => text.includes(kept)));
    })
    .map(([{ kind, name }]) => ({ kind, name, what: "hurt", where: way }));
}

/** All texts of values, and the JSON in them, parsed. */
function listTexts(value: unknown): string[] {
  if (typeof value === "string") return [value, value.replaceAll(String.raw`\"`, '"').replaceAll(String.raw`\n`, "\n")];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(listTexts) : [];
}

/** `scan` agrees with the masking. */
function findScanned(items: readonly (Plant | Decoy)[], trace: Trace, way: Way): Fault[] {
  return entriesOf(items, trace)
    .filter(([, entries]) => scanText(serializeTrace({ log: { ...trace.log, entries } })).length > 0)
    .map(([{ kind, name }]) => ({ kind, name, what: "scanned", where: `${way}: scan` }));
}

/** Bodies that a limit truncated, each in its own trace. */
export function measureCuts(cuts: readonly Cut[]): Fault[] {
  return cuts.filter(isLeft).map(({ kind, name }) => ({ kind, name, what: "leak", where: "cut body" }));
}

function isLeft({ type, text, trace }: Cut): boolean {
  const size = text.length;
  const responseBody = {
    mimeType: type,
    text,
    base64: false,
    wireSize: size + 1000,
    decodedSize: size,
    sha256: "0".repeat(64),
  };
  const exchange = anExchange({ responseBody });
  createRedactor().redactExchange(exchange);
  return JSON.stringify(exchange.responseBody?.text).includes(trace);
}
