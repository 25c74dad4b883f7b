/** Keeps no more than so many: the oldest key goes, as maps keep the order in which they got them. */
export function dropOldest(known: Map<unknown, unknown>, most: number): void {
  const [oldest] = known.keys();
  if (known.size > most) known.delete(oldest);
}
