import { UserError } from "../errors.ts";
import { onlyKnown } from "../json/only-known.ts";
import type { Environment } from "../record/command/environment.ts";
import type { RedactionPolicy } from "../redact/policy.ts";
import { readText } from "../trace/files/file.ts";
import type { RedactSettings } from "./config/types.ts";

export interface PolicySources {
  readonly env: Environment;
  /** Secrets that clients keep on this machine. */
  readonly foundSecrets: readonly string[];
  /** Called with a variable or file that contains no secret. @default it is an error, because nothing would be masked */
  readonly onMissing?: (missing: UserError) => void;
}

/**
 * The secrets that settings declare. Settings that mask more than secrets apply only to the files of their walkthrough.
 */
export function secretsOf({ secretEnv, secretFile, rules }: RedactSettings): RedactSettings {
  return onlyKnown({ secretEnv, secretFile, rules });
}

/** Joins settings, the later over the earlier, and reads the secrets that they name. Throws a `UserError`. */
export async function toRedactionPolicy(
  settings: readonly RedactSettings[],
  { env, foundSecrets, onMissing }: PolicySources,
): Promise<RedactionPolicy> {
  const level = settings.findLast((one) => one.level !== undefined)?.level;
  const map = settings.findLast((one) => one.map !== undefined)?.map;
  const files = settings.flatMap(({ secretFile }) => (secretFile === undefined ? [] : [secretFile]));
  const tellMissing = (error: unknown): string[] => {
    if (onMissing === undefined || !(error instanceof UserError)) throw error;
    onMissing(error);
    return [];
  };
  const skipMissing = (read: () => string): string[] => {
    try {
      return [read()];
    } catch (error) {
      return tellMissing(error);
    }
  };
  const secrets = [
    ...settings
      .flatMap(({ secretEnv = [] }) => secretEnv)
      .flatMap((name) => skipMissing(() => readVariable(name, env))),
    ...(await Promise.all(files.map(async (file) => readLines(file).catch(tellMissing)))).flat(),
  ];
  return {
    secrets,
    foundSecrets,
    rules: settings.flatMap(({ rules = [] }) => rules),
    showHeaders: settings.flatMap(({ showHeaders = [] }) => showHeaders),
    ...onlyKnown({ level, substitute: map }),
  };
}

function readVariable(name: string, env: Environment): string {
  const value = env[name];
  if (value !== undefined && value.trim() !== "") return value;
  throw new UserError(`The variable "${name}" is ${value === undefined ? "not set" : "empty: it masks nothing"}.`, {
    hint: "Set it, or remove the option.",
  });
}

async function readLines(file: string): Promise<string[]> {
  const lines = (await readText(file)).replace(/^\uFEFF/, "").split(/\r?\n/);
  const secrets = lines.filter((line) => line.trim() !== "");
  if (secrets.length > 0) return secrets;
  throw new UserError(`"${file}" contains no secrets: it masks nothing.`, {
    hint: "Write one per line, or remove the option.",
  });
}
