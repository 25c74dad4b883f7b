import type { HeldText } from "../stream/read-value.ts";
import { bodyText } from "./body-text.ts";

/** The body of a request or a response; its text may still be in the file. */
interface Body {
  readonly text?: string;
}

/** Makes a body read its text from the file on each access. */
export function holdBody(body: object, held: HeldText): void {
  Object.defineProperty(body, "text", { get: held.read, enumerable: true, configurable: true });
}

/**
 * Whether the text of a body is read from the file on access: code that processes many bodies should not read it needlessly, nor keep it.
 */
export function isHeld(body: Body | undefined): boolean {
  return body !== undefined && Object.getOwnPropertyDescriptor(body, "text")?.get !== undefined;
}

/** Whether a body has a text, without reading it. */
export function hasText(body: Body | undefined): boolean {
  return isHeld(body) || bodyText(body) !== "";
}
