import { FORMATS } from "./formats.ts";
import { type Message, type Plant, aForm, aJson, aText, tracesOf } from "./plant.ts";
import { createRandom } from "./random.ts";

/** A secret that only its format reveals, without a name. */
const PLACES: Readonly<Record<string, (secret: string) => Message>> = {
  "a sentence": (secret) => ({ responseBody: aText(`Use ${secret} for the next call.\n`) }),
  JSON: (secret) => ({ responseBody: aJson({ id: 7, note: secret, count: 1 }) }),
  "JSON in JSON": (secret) => ({ responseBody: aJson({ log: JSON.stringify({ text: `got ${secret}.` }) }) }),
  "a query": (secret) => ({ path: `/x?q=${encodeURIComponent(secret)}&page=2` }),
  "a path": (secret) => ({ path: `/v1/${encodeURIComponent(secret)}/send` }),
  "a form": (secret) => ({ method: "POST", requestBody: aForm({ a: "1", text: secret }) }),
  "an unknown header": (secret) => ({ requestHeaders: [["X-Context", secret]] }),
  XML: (secret) => ({ responseBody: aText(`<a><note>${secret}</note></a>`, "application/xml") }),
  "base64 of JSON": (secret) => ({
    responseBody: aJson({ blob: Buffer.from(JSON.stringify({ v: secret })).toString("base64") }),
  }),
};

export function plantFormats(seed: string): Plant[] {
  return Object.entries(FORMATS).flatMap(([format, template]) =>
    Object.entries(PLACES).map(([place, put]) => {
      const name = `${format} in ${place}`;
      const { text: secret, part } = createRandom(`${seed}/${name}`).fillAndTell(template);
      return {
        kind: "formats",
        name,
        messages: [put(secret)],
        traces: [...tracesOf(part), ...formsIn(secret)],
      };
    }),
  );
}

function formsIn(secret: string): string[] {
  const encoded = encodeURIComponent(secret);
  return encoded === secret ? [] : [encoded];
}
