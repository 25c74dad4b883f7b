type Match = { readonly groups?: Readonly<Record<string, string>> | undefined };

/** What a named group of a match holds; empty if it took no part. */
export function groupText({ groups }: Match, name: string): string {
  return groups?.[name] ?? "";
}
