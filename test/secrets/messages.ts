import { type Message, aForm, aJson, aText } from "./plant.ts";

/** A response in JSON. */
export const json = (value: unknown): Message => ({ responseBody: aJson(value) });
/** A response of another type. */
export const text = (bytes: string | Buffer, type = "text/plain"): Message => ({ responseBody: aText(bytes, type) });
/** The same as requests. */
export const posted = (value: unknown): Message => ({ method: "POST", requestBody: aJson(value) });
export const sent = (bytes: string | Buffer, type: string): Message => ({
  method: "POST",
  requestBody: aText(bytes, type),
});
export const form = (pairs: Readonly<Record<string, string>>): Message => ({
  method: "POST",
  requestBody: aForm(pairs),
});
