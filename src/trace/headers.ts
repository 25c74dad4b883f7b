import type { Header } from "./model/types.ts";

/** Value of the first header of a name, which is in small letters. */
export function findHeader(headers: readonly Header[], name: string): string | undefined {
  return headers.find((header) => isNamed(header.name, name))?.value;
}

/** Like `findHeader`, but "" if there is none. */
export function headerText(headers: readonly Header[], name: string): string {
  return findHeader(headers, name) ?? "";
}

/** The same of headers as Node gives them to a server or a client. */
export function receivedText(
  headers: Readonly<Record<string, readonly string[] | string | undefined>>,
  name: string,
): string {
  return String(headers[name] ?? "");
}

/** Values of all headers of a name, in order. */
export function listHeaders(headers: readonly Header[], name: string): readonly string[] {
  return headers.filter((header) => isNamed(header.name, name)).map(({ value }) => value);
}

/** As `findHeader`, in a list in which values follow their names, as Node and the journal have them. */
export function findFlatHeader(headers: readonly string[], name: string): string | undefined {
  for (let index = 0; index + 1 < headers.length; index += 2) {
    const candidate = headers[index];
    if (candidate !== undefined && isNamed(candidate, name)) return headers[index + 1];
  }
  return undefined;
}

/** Like `findFlatHeader`, but "" if there is none. */
export function flatHeaderText(headers: readonly string[], name: string): string {
  return findFlatHeader(headers, name) ?? "";
}

/** Called for every header of every exchange, so lengths are compared first. */
function isNamed(candidate: string, name: string): boolean {
  return candidate.length === name.length && candidate.toLowerCase() === name;
}
