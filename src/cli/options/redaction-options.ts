import type { Profile } from "../../analyze/types.ts";
import { UserError } from "../../errors.ts";
import { catalog } from "../../flows/catalog.ts";
import { onlyIf } from "../../json/only-if.ts";
import { onlyKnown } from "../../json/only-known.ts";
import { findSettings } from "../../project/config/find-settings.ts";
import type { RedactSettings } from "../../project/config/types.ts";
import { readProfileSecrets } from "../../project/profile-secrets.ts";
import { toRedactionPolicy } from "../../project/redaction-policy.ts";
import type { RedactionPolicy } from "../../redact/policy.ts";
import type { SubstitutedKind } from "../../redact/substitutes.ts";
import { adviseNearest } from "../../sequence/nearest-name.ts";
import type { Io } from "../io.ts";

const texts = { type: "string", array: true, requiresArg: true } as const;
const KINDS = ["hosts", "ids", "emails", "ips"] as const satisfies readonly SubstitutedKind[];

/** Options of every command that masks secrets. */
export const REDACTION_OPTIONS = {
  "secret-env": { ...texts, describe: "Environment variable whose value is a secret (repeatable)" },
  "secret-file": { type: "string", requiresArg: true, describe: "File of secrets, one per line" },
  level: {
    choices: ["standard", "strict"] as const,
    describe: "standard or strict; strict shows only well-known header values",
  },
  "show-header": { ...texts, describe: "Header that strict also shows (repeatable)" },
  map: {
    type: "string",
    requiresArg: true,
    describe: `Replace with made-up values: ${KINDS.join(",")} (comma-separated)`,
  },
} as const;

export interface RedactionArguments {
  readonly "secret-env"?: readonly string[] | undefined;
  readonly "secret-file"?: string | undefined;
  readonly level?: "standard" | "strict" | undefined;
  readonly "show-header"?: readonly string[] | undefined;
  readonly map?: string | undefined;
}

export interface PolicyOptions {
  /** Profile of the flow or of the trace. @default any */
  readonly known?: Profile | undefined;
  /** Traces that are read or written, to which the settings of their walkthroughs apply. @default none */
  readonly traces?: readonly string[];
  /** Whether missing variables and files of the project are ignored, for data that is already masked. @default false */
  readonly isLenient?: boolean;
}

/**
 * The secrets that the options and the project file declare, and those that clients keep on this machine. Throws a
 * `UserError`.
 */
export async function toRedaction(
  args: RedactionArguments,
  { env }: Pick<Io, "env">,
  { known, traces = [], isLenient = false }: PolicyOptions = {},
): Promise<RedactionPolicy> {
  const project = (await findSettings(traces))?.redact ?? [];
  const foundSecrets = await readProfileSecrets(catalog.profiles, known, env);
  return toRedactionPolicy([...project, toRedactSettings(args)], {
    env,
    foundSecrets,
    ...onlyIf(isLenient, { onMissing: () => {} }),
  });
}

/** The same, from the project file. */
export function toRedactSettings(args: RedactionArguments): RedactSettings {
  const { level, map } = args;
  return onlyKnown({
    secretEnv: args["secret-env"] && [...args["secret-env"]],
    secretFile: args["secret-file"],
    level,
    showHeaders: args["show-header"] && [...args["show-header"]],
    map: map === undefined ? undefined : readKinds(map),
  });
}

function readKinds(list: string): SubstitutedKind[] {
  return list.split(",").map((word) => {
    const kind = KINDS.find((known) => known === word.trim());
    if (kind !== undefined) return kind;
    throw new UserError(`Unknown kind "${word.trim()}" for --map.${adviseNearest(word.trim(), KINDS)}`, {
      hint: `Choose from ${KINDS.join(", ")}.`,
    });
  });
}
