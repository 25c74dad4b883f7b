import { scanText } from "../../src/redact/scan/scan-text.ts";
import { readAsked } from "../../src/replay/request-body.ts";
import { anExchange } from "../helpers/an-exchange.ts";
import { aBody, redact } from "./redact.ts";

const [, , shape = "x", opening = ""] = process.argv;
const text = opening + shape.repeat(6_000_000 / shape.length);

/** Operations on a long text, by name. */
const WORK: Readonly<Record<string, () => unknown>> = {
  text: () => redact(anExchange({ responseBody: aBody(text, "text/plain") })),
  json: () => redact(anExchange({ responseBody: aBody(JSON.stringify({ a: text }), "application/json") })),
  scan: () => scanText(text),
  asked: () => readAsked({ wire: Buffer.from(text), mimeType: "", encoding: "" }, (value) => value),
};

function outcomeOf(run: () => unknown): string {
  try {
    run();
    return "done";
  } catch (error) {
    return String(error);
  }
}

const outcomes = Object.entries(WORK).map(([name, run]) => [name, outcomeOf(run)]);
console.log(JSON.stringify(Object.fromEntries(outcomes)));
