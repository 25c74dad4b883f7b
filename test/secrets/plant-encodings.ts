import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";

import type { Exchange } from "../../src/trace/journal/exchange.ts";
import { ENCODINGS } from "../redact/encode.ts";
import { SOURCES as LEARNED_FROM } from "../redact/learned-from.ts";
import { createSecret } from "./plant-headers.ts";
import { type Message, type Plant, aForm, aJson, aText, tracesOf } from "./plant.ts";
import { createRandom } from "./random.ts";

const b64 = (bytes: string | Buffer): string => Buffer.from(bytes).toString("base64");
const hexOf = (value: string): string => Buffer.from(value).toString("hex");
const units = (value: string, write: (code: number) => string): string =>
  Array.from(value, (character) => write(character.charCodeAt(0))).join("");

/** Encodings in addition to those of `encode.ts`: rare, but in use. */
const SELDOM: Readonly<Record<string, (value: string) => string>> = {
  "base64 twice": (value) => b64(b64(value)),
  "base64 twice, beside a user": (value) => b64(b64(`joe:${value}`)),
  "base64 of UTF-16": (value) => b64(Buffer.from(value, "utf16le")),
  "base64 of UTF-16, big-endian": (value) => b64(Buffer.from(value, "utf16le").swap16()),
  "base64 of gzip": (value) => b64(gzipSync(JSON.stringify({ note: value }))),
  "base64 of deflate": (value) => b64(deflateSync(JSON.stringify({ note: value }))),
  "base64 of hexadecimal": (value) => b64(hexOf(value)),
  "base64 with colons": (value) => `data:text/plain;base64,${b64(value)}`,
  "base64 in URL escapes": (value) => units(b64(value), (code) => `%${code.toString(16)}`),
  base32: (value) => toBase32(Buffer.from(value)),
  "hexadecimal with colons": (value) => hexOf(value).replaceAll(/..(?=.)/g, "$&:"),
  "hexadecimal with spaces": (value) => hexOf(value).replaceAll(/..(?=.)/g, "$& "),
  "hexadecimal with 0x": (value) => hexOf(value).replaceAll(/../g, "0x$&, "),
  "hexadecimal of hexadecimal": (value) => hexOf(hexOf(value)),
  "%uXXXX": (value) => units(value, (code) => `%u${code.toString(16).padStart(4, "0")}`),
  octal: (value) => units(value, (code) => `\\${code.toString(8).padStart(3, "0")}`),
  "\\u{…}": (value) => units(value, (code) => `\\u{${code.toString(16)}}`),
  "\\UXXXXXXXX": (value) => units(value, (code) => `\\U${code.toString(16).padStart(8, "0")}`),
  "decimal codes": (value) => units(value, (code) => `${code}, `).slice(0, -2),
  "HTML without semicolons": (value) => units(value, (code) => `&#${code}`),
  "HTML with zeros": (value) => units(value, (code) => `&#x${code.toString(16).padStart(6, "0")};`),
  "quoted-printable": (value) => units(value, (code) => `=${code.toString(16).toUpperCase().padStart(2, "0")}`),
  "URL three times": (value) => encodeURIComponent(encodeURIComponent(ENCODINGS["URL, all escaped"]?.(value) ?? "")),
  "URL in base64": (value) => b64(ENCODINGS["URL, all escaped"]?.(value) ?? ""),
  "JSON in base64 in JSON": (value) => b64(JSON.stringify({ a: b64(JSON.stringify({ note: value })) })),
};

function toBase32(bytes: Buffer): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[Number.parseInt(five.padEnd(5, "0"), 2)])
    .join("");
}

/** Where the value is learned. */
const SOURCES = Object.values(LEARNED_FROM).map((write) => (secret: string) => toMessage(write(secret)));

/** No client can send a URL that contains a password literally. */
function toMessage({ method, url, requestHeaders, requestBody, responseHeaders, responseBody }: Exchange): Message {
  const isFileOnly = url.includes("@");
  return {
    method: requestBody === undefined ? method : "POST",
    path: isFileOnly ? url : url.replace(/^https?:\/\/[^/]+/, ""),
    requestHeaders: toPairs(requestHeaders),
    responseHeaders: toPairs(responseHeaders),
    ...(requestBody !== undefined && { requestBody: aText(requestBody.text, requestBody.mimeType) }),
    ...(responseBody !== undefined && { responseBody: aText(responseBody.text, responseBody.mimeType) }),
    isFileOnly,
  };
}

/** Names and values in turn; the body itself states its type. */
function toPairs(flat: readonly string[]): (readonly [string, string])[] {
  return Array.from({ length: flat.length / 2 }, (_, index): readonly [string, string] => [
    flat[2 * index] ?? "",
    flat[2 * index + 1] ?? "",
  ]).filter(([name]) => !/^content-/i.test(name));
}

/** Where it occurs again. */
const CARRIERS: Readonly<Record<string, (written: string) => Message>> = {
  text: (written) => ({ responseBody: aText(`said ${written} here\n`) }),
  JSON: (written) => ({ responseBody: aJson({ note: `said ${written} here`, a: 1 }) }),
  "JSON, alone": (written) => ({ responseBody: aJson({ note: written }) }),
  form: (written) => ({ method: "POST", requestBody: aForm({ note: written }) }),
  XML: (written) => ({ responseBody: aText(`<a><b>${written.replaceAll("&", "&amp;")}</b></a>`, "application/xml") }),
};

/** The whole content of a file: a body in an encoding that no header names. */
const PACKED: Readonly<Record<string, (text: string) => { readonly type: string; readonly bytes: Buffer }>> = {
  "gzip as application/gzip": (text) => ({ type: "application/gzip", bytes: gzipSync(text) }),
  "gzip as octet-stream": (text) => ({ type: "application/octet-stream", bytes: gzipSync(text) }),
  "gzip as JSON": (text) => ({ type: "application/json", bytes: gzipSync(text) }),
  "gzip twice": (text) => ({ type: "application/gzip", bytes: gzipSync(gzipSync(text)) }),
  "zlib as octet-stream": (text) => ({ type: "application/octet-stream", bytes: deflateSync(text) }),
  "brotli as octet-stream": (text) => ({ type: "application/octet-stream", bytes: brotliCompressSync(text) }),
  "UTF-16": (text) => ({ type: "text/plain", bytes: Buffer.from(`\uFEFF${text}`, "utf16le") }),
  "UTF-16 without a mark": (text) => ({ type: "application/octet-stream", bytes: Buffer.from(text, "utf16le") }),
  "UTF-16, big-endian": (text) => ({ type: "text/plain", bytes: Buffer.from(`\uFEFF${text}`, "utf16le").swap16() }),
  "bytes beside": (text) => ({
    type: "application/octet-stream",
    bytes: Buffer.concat([Buffer.from([0, 255, 1, 2]), Buffer.from(text)]),
  }),
  "base64 as text": (text) => ({ type: "text/plain", bytes: Buffer.from(b64(text)) }),
  "base64 in lines": (text) => ({ type: "text/plain", bytes: Buffer.from(b64(text).replaceAll(/.{20}/g, "$&\n")) }),
  "base64 of gzip as text": (text) => ({ type: "text/plain", bytes: Buffer.from(b64(gzipSync(text))) }),
};

export function plantEncodings(seed: string): Plant[] {
  const written = Object.entries({ ...ENCODINGS, ...SELDOM }).flatMap(([encoding, write]) =>
    Object.entries(CARRIERS).map(([carrier, put]) => {
      const name = `${encoding} in ${carrier}`;
      const random = createRandom(`${seed}/${name}`);
      const secret = createSecret(random);
      const echo = write(secret);
      // In base64 with other text, the part that does not belong to the secret may stay.
      const core = echo.length > 30 ? echo.slice(8, -8) : echo;
      const source = random.pick(SOURCES)(secret);
      return {
        kind: "learned values, encoded",
        name,
        messages: random.below(2) === 0 ? [source, put(echo)] : [put(echo), source],
        traces: [...tracesOf(secret), core, JSON.stringify(core).slice(1, -1), encodeURIComponent(core)],
      };
    }),
  );
  const packed = Object.entries(PACKED).flatMap(([encoding, pack]) =>
    ["learned", "named"].map((how) => {
      const random = createRandom(`${seed}/${encoding}/${how}`);
      const secret = createSecret(random);
      const { type, bytes } = pack(
        JSON.stringify(how === "named" ? { user: "joe", password: secret } : { note: secret }),
      );
      const core = bytes.toString("base64").slice(12, -12);
      return {
        kind: "bodies that no header tells",
        name: `${encoding}, ${how}`,
        messages: [
          ...(how === "learned" ? [{ requestHeaders: [["X-Auth-Token", secret] as const] }] : []),
          { responseBody: { type, bytes } },
        ],
        traces: [...tracesOf(secret), core, bytes.toString("latin1").slice(12, -12)],
      };
    }),
  );
  return [...written, ...packed];
}
