import { UserError } from "../../errors.ts";
import type { RedactSettings } from "../../project/config/parse.ts";
import { findProject } from "../../project/open-project.ts";
import type { RedactionPolicy } from "../../redact/policy.ts";
import type { SubstitutedKind } from "../../redact/substitutes.ts";
import { readText } from "../../trace/files/file.ts";
import type { Io } from "../io.ts";

const texts = { type: "string", array: true, requiresArg: true } as const;
const KINDS = ["hosts", "ids", "emails", "ips"] as const satisfies readonly SubstitutedKind[];

/** Options of every command that masks secrets. */
export const REDACTION_OPTIONS = {
  "secret-env": { ...texts, describe: "Variable whose value is a secret; may be repeated" },
  "secret-file": { type: "string", requiresArg: true, describe: "File of secrets, one a line" },
  level: {
    choices: ["standard", "strict"] as const,
    describe: "strict shows the values of well-known headers only, for files that leave the company",
  },
  "show-header": { ...texts, describe: "Header that strict shows too; may be repeated" },
  map: {
    type: "string",
    requiresArg: true,
    describe: `Replace by made-up values: ${KINDS.join(",")}, or some of them`,
  },
} as const;

export interface RedactionArguments {
  readonly "secret-env"?: readonly string[] | undefined;
  readonly "secret-file"?: string | undefined;
  readonly level?: "standard" | "strict" | undefined;
  readonly "show-header"?: readonly string[] | undefined;
  readonly map?: string | undefined;
}

/** What the options and the project's configuration say of secrets, and what clouds.yaml keeps. Throws a `UserError`. */
export async function toRedaction(args: RedactionArguments, io: Io): Promise<RedactionPolicy> {
  const { level, map } = args;
  const shared = (await findProject())?.redact;
  const own: RedactSettings = {
    ...(args["secret-env"] && { secretEnv: [...args["secret-env"]] }),
    ...(args["secret-file"] !== undefined && { secretFile: args["secret-file"] }),
    ...(level !== undefined && { level }),
    ...(args["show-header"] && { showHeaders: [...args["show-header"]] }),
    ...(map !== undefined && { map: readKinds(map) }),
  };
  return toPolicy([...(shared ? [shared] : []), own], io);
}

/** Joins settings, the later over the earlier, and reads the secrets that they name. Throws a `UserError`. */
export async function toPolicy(settings: readonly RedactSettings[], io: Io): Promise<RedactionPolicy> {
  const { readCloudSecrets } = await import("../../flows/openstack/cloud-secrets.ts");
  const level = settings.findLast((one) => one.level !== undefined)?.level;
  const map = settings.findLast((one) => one.map !== undefined)?.map;
  const files = settings.flatMap(({ secretFile }) => (secretFile === undefined ? [] : [secretFile]));
  const secrets = [
    ...settings.flatMap(({ secretEnv = [] }) => secretEnv).map((name) => readVariable(name, io)),
    ...(await Promise.all(files.map(readLines))).flat(),
  ];
  return {
    secrets,
    foundSecrets: readCloudSecrets(io.env),
    rules: settings.flatMap(({ rules = [] }) => rules),
    showHeaders: settings.flatMap(({ showHeaders = [] }) => showHeaders),
    ...(level !== undefined && { level }),
    ...(map !== undefined && { substitute: map }),
  };
}

function readVariable(name: string, { env }: Io): string {
  const value = env[name];
  if (value !== undefined) return value;
  throw new UserError(`The variable "${name}" is not set.`, { hint: "set it, or leave it out." });
}

async function readLines(file: string): Promise<string[]> {
  return (await readText(file)).split(/\r?\n/).filter((line) => line !== "");
}

function readKinds(list: string): SubstitutedKind[] {
  return list.split(",").map((word) => {
    const kind = KINDS.find((known) => known === word.trim());
    if (kind !== undefined) return kind;
    throw new UserError(`--map knows no "${word.trim()}".`, { hint: `it knows ${KINDS.join(", ")}.` });
  });
}
