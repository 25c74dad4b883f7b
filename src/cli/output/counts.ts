/** `8 token, 1 password`; `nothing` where nothing was masked. */
export function showCounts(counts: Readonly<Record<string, number>>): string {
  const parts = Object.entries(counts).map(([name, count]) => `${count} ${name}`);
  return parts.join(", ") || "nothing";
}

/** `1 exchange`, `5 exchanges` */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
