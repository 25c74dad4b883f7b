/** One measurement of a part: `bounds.ts VARIANT`, see bench/bounds.ts. Prints its sample as JSON; the least of several rounds. */
import { parseArgs } from "node:util";

import Handlebars from "handlebars";

import { analyze } from "../../src/analyze/analyze.ts";
import { toDiagrams } from "../../src/diagram/diagrams.ts";
import { checkStrings } from "../../src/json/check-strings.ts";
import { findDialect } from "../../src/page/dialects/targets.ts";
import { createHelpers } from "../../src/page/helpers.ts";
import { readMessages } from "../../src/page/locales.ts";
import { readTemplates } from "../../src/page/templates.ts";
import { viewPage } from "../../src/page/view.ts";
import { isQuietJson } from "../../src/redact/places/quiet-json.ts";
import { createRedactor } from "../../src/redact/redactor.ts";
import { createVault } from "../../src/redact/vault/vault.ts";
import { KINDS } from "../../src/sequence/character-kinds.ts";
import { toCodeUnits } from "../../src/sequence/code-units.ts";
import type { Exchange } from "../../src/trace/journal/exchange.ts";
import { render } from "../../src/walkthrough.ts";
import { anExchange } from "../../test/helpers/an-exchange.ts";
import { idOf, makeTrace } from "./made-up-trace.ts";

const [variant = ""] = parseArgs({ allowPositionals: true }).positionals;

/** CPU microseconds of the round that took the least. */
async function leastOf(rounds: number, work: () => unknown): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round += 1) {
    globalThis.gc?.();
    const before = process.threadCpuUsage();
    await work();
    const { user, system } = process.threadCpuUsage(before);
    least = Math.min(least, user + system);
  }
  return least;
}

const EXCHANGES = 10_000;

/** The parts of a page of many exchanges; each runs alone. */
async function preparePage(): Promise<Readonly<Record<string, () => unknown>>> {
  const trace = makeTrace(EXCHANGES, (index) => ({
    url: `http://127.0.0.1/image/v2/images/${idOf(index)}`,
    id: "9faa6fd5-b254-4184-80c0-66b7c062315e",
    at: index * 10,
  }));
  const walkthrough = analyze(trace);
  const diagrams = toDiagrams(walkthrough);
  const options = { title: "bench", locale: "en", diagrams };
  const [page, messages] = [await render(trace, options), await readMessages("en", undefined)];
  const view = viewPage(walkthrough, options, messages);
  const sections = [...view.sections];
  const dialect = findDialect("mkdocs");
  const environment = Handlebars.create();
  for (const [name, own] of Object.entries(createHelpers(dialect))) {
    const empty = function (this: unknown, ...given: unknown[]): string {
      // What Handlebars passes last.
      const { fn } = given.at(-1) as { readonly fn?: (context: unknown) => string };
      return fn?.(this) ?? "";
    };
    // One section after another, as always.
    environment.registerHelper(name, name === "chunks" ? own : empty);
  }
  for (const { name, text } of await readTemplates(dialect, {}))
    environment.registerPartial(name, environment.compile(text, { noEscape: true }));
  const template = environment.compile("{{> page}}", { noEscape: true });
  return {
    all: () => render(trace, options),
    analysis: () => analyze(trace),
    diagrams: () => toDiagrams(walkthrough),
    sections: () => [...view.sections].length,
    "Handlebars with empty helpers": () => template({ ...view, sections }, { data: { messages, locale: "en" } }),
    "JSON.parse and stringify of the bodies": () =>
      trace.log.entries.map(({ response }) => JSON.stringify(JSON.parse(response.content.text ?? ""), undefined, 2)),
    "the page split into lines and joined": () => page.split("\n").join("\n "),
  };
}

/** Xorshift, so that each run has the same bytes. */
let state = 0x9e_37_79_b9;
function nextHex(length: number): string {
  let text = "";
  while (text.length < length) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    text += (state >>> 0).toString(16).padStart(8, "0");
  }
  return text.slice(0, length);
}

const BODIES = 20_000;

/** A body of 1 KiB with twelve IDs, as text that no walk has made flat for the next. */
function createBody(): string {
  const images = Array.from({ length: 12 }, () => ({ id: nextHex(32), status: "active", size: 21_233_664 }));
  return Buffer.from(JSON.stringify({ images })).toString();
}

function prepareBodies(): Readonly<Record<string, () => unknown>> {
  const bodies = Array.from({ length: BODIES }, createBody);
  const vault = createVault();
  const token = nextHex(40);
  vault.mask(token, "token");
  const redactor = createRedactor();
  /** A token that is known, and an ID that is new. */
  const exchangeOf = (id: string, text: string): Exchange =>
    anExchange({
      requestHeaders: ["X-Auth-Token", token],
      responseHeaders: ["Content-Type", "application/json", "X-Request-Id", `req-${id}`],
      responseBody: {
        mimeType: "application/json",
        text,
        base64: false,
        wireSize: text.length,
        decodedSize: text.length,
        sha256: undefined,
      },
    });
  const each = (work: (text: string) => unknown) => () => {
    for (const text of bodies) work(text);
  };
  return {
    redaction: each((text) => redactor.redactExchange(exchangeOf(text.slice(18, 50), text))),
    "JSON.parse": each((text) => JSON.parse(text) as unknown),
    "characters copied, and one look at each": each((text) => {
      const units = toCodeUnits(text);
      let kinds = 0;
      for (let at = 0; at < text.length; at += 1) kinds |= KINDS[units[at] ?? 0] ?? 0;
      return kinds;
    }),
    "JSON's structure checked": each((text) => checkStrings(text, () => true)),
    "the whole walk over a body": each(isQuietJson),
    "the same, and learned values": each((text) => isQuietJson(text) && vault.sweep(text)),
    "headers alone": each((text) => redactor.redactExchange(exchangeOf(text.slice(18, 50), ""))),
  };
}

const bodyParts = prepareBodies();
const ofBody = bodyParts[variant];
if (ofBody !== undefined) console.log(JSON.stringify({ us: (await leastOf(12, ofBody)) / BODIES }));
else {
  const ofPage = (await preparePage())[variant];
  if (ofPage === undefined) throw new Error(`There is no part "${variant}".`);
  console.log(JSON.stringify({ ms: (await leastOf(6, ofPage)) / 1000 }));
}
