/** The first of several readings that there is, such as groups of which a pattern fills one; empty where there is none. */
export function firstText(...texts: readonly (string | undefined)[]): string {
  return texts.find((text) => text !== undefined) ?? "";
}
