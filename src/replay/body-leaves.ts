/** What a JSON or form body says, by pointer or name; a body of another kind as a whole, by "". */
export type BodyLeaves = ReadonlyMap<string, string>;

export function readLeaves(text: string | undefined): BodyLeaves {
  if (text === undefined || text === "") return new Map();
  const value = parse(text);
  if (value === undefined) return readPairs(text);
  const leaves = new Map<string, string>();
  const visit = (one: unknown, pointer: string): void => {
    if (typeof one !== "object" || one === null) leaves.set(pointer, String(one));
    else for (const [name, member] of Object.entries(one)) visit(member, `${pointer}/${name}`);
  };
  visit(value, "");
  return leaves;
}

function parse(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readPairs(text: string): BodyLeaves {
  return /^[^\s=&]+=/.test(text) ? new Map(new URLSearchParams(text)) : new Map([["", text]]);
}
