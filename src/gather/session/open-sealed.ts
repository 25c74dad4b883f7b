import { UserError } from "../../errors.ts";
import type { SessionKey } from "../../redact/session/session-key.ts";
import type { LearnedSecret } from "../../redact/vault/alias-book.ts";
import { listFew } from "../../sequence/list-few.ts";
import { mapKnown } from "../../sequence/map-known.ts";
import { createAliasNumbering } from "../../trace/alias.ts";
import type { Part } from "../part.ts";

/** Everything that the recorders of a session learned. */
export interface OpenedSecrets {
  readonly learned: readonly LearnedSecret[];
  /** Aliases of a secret that another host knows as one of another class, and the one that stays. */
  readonly renamed: ReadonlyMap<string, string>;
  /** What could not be opened, in words. */
  readonly remarks: readonly string[];
}

/**
 * Opens what the recorders sealed for each other.
 *
 * @throws UserError if there is something to open and the key is missing, or belongs to another session
 */
export function openSealed(parts: readonly Part[], key: SessionKey | undefined): OpenedSecrets {
  const sealing = parts.filter((part) => sealedOf(part).length > 0);
  if (key === undefined) {
    // The contents of one file have already been gathered with the key.
    if (sealing.length > 0 && new Set(parts.map(({ place }) => place)).size > 1) throw noKey(sealing);
    return { learned: [], renamed: new Map(), remarks: [] };
  }
  const own = sealing.filter(({ log }) => log._wirewalk?.session?.id === key.id);
  if (sealing.length > 0 && own.length === 0) throw otherKey(sealing);
  const pieces = own.map((part) => ({ part, opened: sealedOf(part).map(key.open) }));
  const others = sealing.filter((part) => !own.includes(part));
  return {
    ...settle(pieces.flatMap(({ opened }) => mapKnown(opened, (secrets) => secrets).flat())),
    remarks: [
      ...pieces
        .filter(({ opened }) => opened.includes(undefined))
        .map(
          ({ part }) =>
            `The sealed secrets of ${part.name} were altered: some of these secrets may not be masked in the others.`,
        ),
      ...(others.length > 0
        ? [
            `The secrets that ${listNames(others)} detected are not masked in the others: they belong to another session than the key in WIREWALK_SESSION.`,
          ]
        : []),
    ],
  };
}

function sealedOf({ log }: Part): readonly string[] {
  return log._wirewalk?.session?.sealed ?? [];
}

function noKey(sealing: readonly Part[]): UserError {
  return new UserError(
    `There are sealed secrets in ${listNames(sealing)}, and without the key of the session, wirewalk cannot mask them in the other sources.`,
    { hint: "Set WIREWALK_SESSION to the key that `wirewalk session new` created, or to its file." },
  );
}

function otherKey(sealing: readonly Part[]): UserError {
  return new UserError(`WIREWALK_SESSION has the key of a different session than ${listNames(sealing)}.`, {
    hint: "Set it to the key with which they were recorded, or to its file.",
  });
}

function listNames(parts: readonly Part[]): string {
  return listFew([...new Set(parts.map(({ name }) => name))].toSorted(), LISTED);
}

const LISTED = 5;

/** Each value once, with the class from its first mention. */
function settle(secrets: readonly LearnedSecret[]): Pick<OpenedSecrets, "learned" | "renamed"> {
  const { number } = createAliasNumbering();
  const byValue = new Map<string, LearnedSecret>();
  for (const secret of secrets) {
    const known = byValue.get(secret.value);
    if (known === undefined || secret.replacement < known.replacement) byValue.set(secret.value, secret);
  }
  const renamed = new Map<string, string>();
  for (const { value, replacement } of secrets) {
    const [own, kept] = [number(replacement), number(byValue.get(value)?.replacement ?? replacement)];
    if (own !== kept) renamed.set(own, kept);
  }
  return { learned: [...byValue.values()].toSorted((a, b) => (a.value < b.value ? -1 : 1)), renamed };
}
