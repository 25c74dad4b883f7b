import { matchedText } from "../../sequence/matched-text.ts";
import type { NameableRequest } from "./call-name.ts";

/** The action of a SOAP request, without the URL before its name; undefined for other requests. */
export function nameSoap({ soapAction, mimeType, body }: NameableRequest): string | undefined {
  const isSoap = soapAction !== undefined || /^\s*application\/soap\+xml/i.test(mimeType) || ENVELOPE.test(body);
  if (!isSoap) return undefined;
  const action = soapAction ?? matchedText(/;\s*action=("[^"]*"|[^;\s]+)/i, mimeType, 1);
  const name = action
    .trim()
    .replaceAll(/^"|"$/g, "")
    .replace(/\/+$/, "")
    .replace(/^.*[/#:]/, "");
  // If the action is empty, the body decides.
  return name === "" ? FIRST_CHILD.exec(body)?.[1] : name;
}

const ENVELOPE = /^[^<]*(?:<[?!][^>]*>\s*)*<(?:[\w.-]+:)?Envelope\s[^>]*soap/i;
const FIRST_CHILD = /<(?:[\w.-]+:)?Body\b[^>]*>\s*(?:<!--[\s\S]*?-->\s*)*<(?:[\w.-]+:)?([\w.-]+)/;
