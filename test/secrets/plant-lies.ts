import { gzipSync } from "node:zlib";

import { createSecret } from "./plant-headers.ts";
import { type Message, type Plant, aJson, aText, tracesOf } from "./plant.ts";
import { createRandom } from "./random.ts";

const b64 = (bytes: string | Buffer): string => Buffer.from(bytes).toString("base64");

/** Wrong statements about a body in files of other tools. */
const CLAIMS: Readonly<Record<string, (text: string) => NonNullable<Message["stated"]>>> = {
  "marked base64, and is": (text) => ({ text: b64(text), encoding: "base64" }),
  "marked base64, but plain": (text) => ({ text, encoding: "base64" }),
  "marked base64, but plain and short": () => ({ text: "", encoding: "base64" }),
  "base64 of what is still gzipped": (text) => ({ text: b64(gzipSync(text)), encoding: "base64" }),
  "base64 without a mark": (text) => ({ text: b64(text) }),
  "marked gzip, base64 of gzip": (text) => ({ text: b64(gzipSync(text)), encoding: "gzip" }),
  "marked gzip, but plain": (text) => ({ text, encoding: "gzip" }),
  "marked data:…;base64,": (text) => ({ text: b64(text), encoding: "data:application/json;base64," }),
  "a data: URL": (text) => ({ text: `data:application/json;base64,${b64(text)}` }),
  "base64 twice": (text) => ({ text: b64(b64(text)), encoding: "base64" }),
  "base64 of UTF-16": (text) => ({ text: b64(Buffer.from(text, "utf16le")), encoding: "base64" }),
  "base64 in lines": (text) => ({ text: b64(text).replaceAll(/.{20}/g, "$&\r\n"), encoding: "base64" }),
  "base64 in the letters of URLs": (text) => ({ text: Buffer.from(text).toString("base64url"), encoding: "base64" }),
  "BASE64 in upper case": (text) => ({ text: b64(text), encoding: "BASE64" }),
  "URL escapes": (text) => ({ text: encodeURIComponent(text) }),
  "JSON as a string": (text) => ({ text: JSON.stringify(text) }),
};

export function plantLies(seed: string): Plant[] {
  return Object.entries(CLAIMS).flatMap(([claim, state]) =>
    ["application/json", "text/plain", "application/octet-stream", ""].map((type) => {
      const name = `${claim} (${type || "no type"})`;
      const secret = createSecret(createRandom(`${seed}/${name}`));
      const text = claim.includes("short")
        ? JSON.stringify({ pin: secret })
        : JSON.stringify({ user: "joe", password: secret, n: 1 });
      const stated = claim.includes("short") ? { text, encoding: "base64" } : state(text);
      const echo = stated.text.replaceAll(/\s/g, "");
      return {
        kind: "stated encodings",
        name,
        messages: [{ isFileOnly: true, responseBody: type === "" ? aText(text, "") : aJson({ n: 1 }, type), stated }],
        traces: [...tracesOf(secret), echo.slice(8, -8)],
      };
    }),
  );
}
