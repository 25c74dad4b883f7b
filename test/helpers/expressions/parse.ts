/** A part of a regular expression. */
export type Part =
  | { readonly kind: "character"; readonly written: string; readonly fits: (character: string) => boolean }
  | { readonly kind: "sequence" | "choice"; readonly parts: readonly Part[] }
  | {
      readonly kind: "repeated";
      readonly part: Part;
      readonly least: number;
      readonly most: number;
      readonly isLazy: boolean;
    }
  | { readonly kind: "look"; readonly part: Part; readonly isBehind: boolean; readonly isNot: boolean }
  | { readonly kind: "group"; readonly part: Part; readonly keys: readonly string[] }
  | { readonly kind: "reference"; readonly key: string }
  | { readonly kind: "place"; readonly written: string };

/**
 * The parts of a regular expression (ECMAScript, without sets of the flag `v`). Own code, as the steps that its matching takes can only be
 * counted with its parts at hand; it reads what V8 has accepted already.
 */
export function parseExpression({ source, flags }: Pick<RegExp, "source" | "flags">): Part {
  const plainFlags = flags.replaceAll(/[dgy]/g, "");
  let at = 0;
  let groups = 0;
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    const sticky = new RegExp(pattern.source, "suy");
    sticky.lastIndex = at;
    const found = sticky.exec(source);
    if (found !== null) at = sticky.lastIndex;
    return found ?? undefined;
  };
  const readChoice = (): Part => {
    const parts = [readSequence()];
    while (take(/\|/) !== undefined) parts.push(readSequence());
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : { kind: "choice", parts };
  };
  const readSequence = (): Part => {
    const parts: Part[] = [];
    while (at < source.length && !/[|)]/.test(source.charAt(at))) parts.push(readRepeated(readOne()));
    return { kind: "sequence", parts };
  };
  const readRepeated = (part: Part): Part => {
    const found = take(/(?:([*+?])|\{(\d+)(,(\d*))?\})(\??)/);
    if (found === undefined) return part;
    const [, sign, least = "0", comma, most = ""] = found;
    const isLazy = found[5] === "?";
    if (sign !== undefined)
      return { kind: "repeated", part, least: sign === "+" ? 1 : 0, most: sign === "?" ? 1 : Infinity, isLazy };
    const limit = most === "" ? Infinity : Number(most);
    return { kind: "repeated", part, least: Number(least), most: comma === undefined ? Number(least) : limit, isLazy };
  };
  const readGroup = (open: RegExpExecArray): Part => {
    const [, look, name] = open;
    const isCaptured = open[0] === "(" || name !== undefined;
    if (isCaptured) groups += 1;
    const keys = isCaptured ? [String(groups), ...(name === undefined ? [] : [name])] : [];
    const part = readChoice();
    at += 1;
    if (look === undefined) return { kind: "group", part, keys };
    return { kind: "look", part, isBehind: look.startsWith("<"), isNot: look.endsWith("!") };
  };
  const readOne = (): Part => {
    const open = take(/\((?:\?(?:(<?[=!])|<([^>]+)>|[\w-]*:))?/);
    if (open !== undefined) return readGroup(open);
    const place = take(/\^|\$|\\[bB]/);
    if (place !== undefined) return { kind: "place", written: place[0] };
    const reference = take(/\\(?:k<([^>]+)>|([1-9]))/);
    if (reference !== undefined) return { kind: "reference", key: reference[1] ?? reference[2] ?? "" };
    const [written = ""] =
      take(/\[(?:\\.|[^\]\\])*\]|\\(?:[pP]\{[^}]*\}|u\{[\dA-Fa-f]+\}|u[\dA-Fa-f]{4}|x[\dA-Fa-f]{2}|c[A-Za-z]|.)|./) ??
      [];
    return { kind: "character", written, fits: createFits(written, plainFlags) };
  };
  return readChoice();
}

/** Whether a character fits is what the engine says. */
function createFits(written: string, flags: string): (character: string) => boolean {
  const pattern = new RegExp(`^(?:${written})$`, flags);
  const known = new Map<string, boolean>();
  return (character) => {
    let fits = known.get(character);
    if (fits === undefined) {
      fits = pattern.test(character);
      known.set(character, fits);
    }
    return fits;
  };
}

/** The same with at most a few repetitions wherever there is a limit: what is limited adds a factor, whatever the length of the text is. */
export function limitRepetitions(part: Part): Part {
  switch (part.kind) {
    case "sequence":
    case "choice":
      return { ...part, parts: part.parts.map(limitRepetitions) };
    case "repeated": {
      const least = Math.min(part.least, FEW);
      const limit = part.least === part.most ? FEW : FEW + 1;
      const most = part.most === Infinity ? Infinity : Math.min(part.most, limit);
      return { ...part, part: limitRepetitions(part.part), least, most };
    }
    case "group":
    case "look":
      return { ...part, part: limitRepetitions(part.part) };
    default:
      return part;
  }
}

const FEW = 3;
