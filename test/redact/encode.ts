/** The encodings in which programs write a value within other texts, each with its name. */
export const ENCODINGS: Readonly<Record<string, (value: string) => string>> = {
  raw: (value) => value,
  "JSON string": (value) => JSON.stringify(value).slice(1, -1),
  "JSON with escaped slashes": (value) =>
    JSON.stringify(value)
      .slice(1, -1)
      .replaceAll("/", String.raw`\/`),
  "JSON, all escaped": (value) => escapeUnits(value, (hex) => `\\u${hex}`),
  "JSON, all escaped in upper case": (value) => escapeUnits(value, (hex) => `\\u${hex.toUpperCase()}`),
  "JSON in JSON": (value) => JSON.stringify(JSON.stringify(value)).slice(3, -3),
  "URL component": encodeURIComponent,
  "URL in lower case": (value) => encodeURIComponent(value).replaceAll(/%[\dA-F]{2}/g, (hex) => hex.toLowerCase()),
  form: (value) => new URLSearchParams([["", value]]).toString().slice(1),
  "URL, all escaped": (value) => escapeBytes(value, "%"),
  "URL twice": (value) => encodeURIComponent(encodeURIComponent(value)),
  "URL in JSON": (value) => JSON.stringify(encodeURIComponent(value)).slice(1, -1),
  "HTML by name": (value) =>
    value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;"),
  "HTML in decimal": (value) => Array.from(value, (character) => `&#${character.codePointAt(0)};`).join(""),
  "HTML in hexadecimal": (value) =>
    Array.from(value, (character) => `&#x${character.codePointAt(0)?.toString(16)};`).join(""),
  base64: (value) => Buffer.from(value).toString("base64"),
  "base64, one byte on": (value) => Buffer.from(`:${value}:`).toString("base64"),
  "base64, two bytes on": (value) => Buffer.from(`u:${value}!`).toString("base64"),
  base64url: (value) => Buffer.from(`user:${value}`).toString("base64url"),
  "base64 in a URL": (value) => encodeURIComponent(Buffer.from(value).toString("base64")),
  "base64 in lines": (value) => breakLines(Buffer.from(value).toString("base64"), 64),
  "base64 in JSON lines": (value) => JSON.stringify(breakLines(Buffer.from(value).toString("base64"), 76)).slice(1, -1),
  hexadecimal: (value) => Buffer.from(value).toString("hex"),
  "hexadecimal in upper case": (value) => Buffer.from(value).toString("hex").toUpperCase(),
  "escaped bytes": (value) => escapeBytes(value, String.raw`\x`),
  "shell, single quotes": (value) => value.replaceAll("'", String.raw`'\''`),
  "shell, double quotes": (value) => value.replaceAll(/["$`\\]/g, String.raw`\$&`),
  "in lines": (value) => breakLines(value, 20),
  "quoted-printable line ends": (value) => breakLines(value, 20, "=\r\n"),
  "composed accents": (value) => value.normalize("NFC"),
  "combining accents": (value) => value.normalize("NFD"),
};

function escapeUnits(value: string, write: (hex: string) => string): string {
  return Array.from({ length: value.length }, (_, index) =>
    write(value.charCodeAt(index).toString(16).padStart(4, "0")),
  ).join("");
}

function escapeBytes(value: string, marker: string): string {
  return Array.from(Buffer.from(value), (byte) => marker + byte.toString(16).padStart(2, "0")).join("");
}

function breakLines(text: string, width: number, end = "\n"): string {
  return text.replaceAll(new RegExp(`.{${width}}(?=.)`, "gsu"), (line) => line + end);
}
