/** Makes ids out of names, the same one for the same name. An id begins with a letter in every diagram language. */
export function createUniqueIds(): (name: string) => string {
  const ids = new Map<string, string>();
  const taken = new Set<string>();
  return (name) => {
    const known = ids.get(name);
    if (known !== undefined) return known;
    const slug = toIdPart(name);
    // Names in other scripts may have nothing left that distinguishes them.
    const base = /^[A-Za-z]/.test(slug) ? slug : `p_${slug}`;
    let free = base;
    for (let number = 2; taken.has(free); number += 1) free = `${base}_${number}`;
    ids.set(name, free);
    taken.add(free);
    return free;
  };
}

/** `127.0.0.1:5000` → `127_0_0_1_5000` */
export function toIdPart(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9]+/g, "_").replaceAll(/^_+|_+$/g, "");
}
