import { unescapeAll } from "./unescape.ts";
import { WINDOW } from "./window-table.ts";

/** A value in another encoding. */
export interface Form {
  readonly text: string;
  /** How to replace the form where it is found. */
  readonly encoding: "text" | "base64";
  /** Whether line breaks, or what looks like one escaped, belong to the value. */
  readonly hasBreaks: boolean;
}

/** Fewer characters of an encoding occur by chance. */
const SHORTEST = 8;

/**
 * The forms to search a text for, as it is and unescaped. What can be undone without knowing the value (escapes of
 * URLs, JSON, HTML and shells) is undone in the text instead; what cannot is listed here: Unicode's two ways to write
 * an accent, hexadecimal digits, and base64, in which a value looks different at each of three places.
 */
export function formsOf(value: string): readonly Form[] {
  // What it ends with may make an escape together with what follows: a soft line break.
  const trimmed = value.replace(/(?<![\\%&=])[\\%&=]+$/, "");
  const texts = new Set([value, trimmed]);
  if (!ASCII.test(value)) texts.add(value.normalize("NFC")).add(value.normalize("NFD"));
  const forms = new Map<string, Form>();
  const hasBreaks = /[\r\n\\%]/.test(value);
  const add = (text: string, encoding: Form["encoding"]): void => {
    if (!CHANGES.test(text)) {
      if (text.length >= WINDOW) forms.set(text, { text, encoding, hasBreaks });
      return;
    }
    // A value that seems to contain escapes loses them too when the text is unescaped. What they seem to be depends on what was undone
    // before them: its line breaks, or the escapes of the JSON that it is in.
    const flat = text.replaceAll(/[\r\n]/g, "").replaceAll("+", " ");
    const inJson = insideString(text);
    const written = new Set([text, flat, inJson, insideString(inJson)]);
    const unescaped = Array.from(written).flatMap((one) => Array.from(unescapeAll(one), (round) => round.text));
    for (const one of [text, flat, ...unescaped]) {
      if (one.length >= WINDOW) forms.set(one, { text: one, encoding, hasBreaks });
    }
  };
  for (const text of texts) {
    const bytes = Buffer.from(text);
    add(bytes.toString("hex"), "text");
    add(bytes.toString("hex").toUpperCase(), "text");
    for (const base64 of toBase64Parts(bytes)) {
      add(base64, "base64");
      if (/[+/]/.test(base64)) add(base64.replaceAll("+", "-").replaceAll("/", "_"), "base64");
    }
  }
  for (const text of texts) add(text, "text");
  return Array.from(forms.values());
}

function insideString(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

const ASCII = /^[\0-\u007F]*$/;

/** Characters of a text that unescaping may change. */
const CHANGES = /[\r\n+%\\&']/;

/**
 * Base64 writes three bytes as four characters. After zero, one or two other bytes, these are the characters that the value alone
 * determines.
 */
function toBase64Parts(bytes: Buffer): string[] {
  const padded = Buffer.concat([Buffer.alloc(2), bytes]);
  return [0, 1, 2]
    .map((before) => {
      const base64 = padded.toString("base64", 2 - before);
      return base64.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
    })
    .filter((part) => part.length >= SHORTEST);
}
