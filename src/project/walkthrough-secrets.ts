import type { Environment } from "../record/command/environment.ts";
import type { RedactionPolicy } from "../redact/policy.ts";
import type { FindOwn } from "../redact/scan/find-own.ts";
import type { Catalog } from "./catalog.ts";
import type { WalkthroughConfig } from "./config/parse.ts";
import { readProfileSecrets } from "./profile-secrets.ts";
import { secretsOf, toRedactionPolicy } from "./redaction-policy.ts";

/** What secrets are read with. */
export interface SecretSources {
  readonly catalog: Catalog;
  /**
   * Environment with the variables that the project declares secret. @default empty: a trace of another tool is refused
   * if the project names a variable
   */
  readonly env?: Environment | undefined;
}

type Secrets = Pick<WalkthroughConfig, "redact">;

/** What masks the trace of a walkthrough where another tool wrote it. */
export function policyOf({ redact }: Secrets, { catalog, env = {} }: SecretSources): () => Promise<RedactionPolicy> {
  return async () => {
    const foundSecrets = await readProfileSecrets(catalog.profiles, undefined, env);
    return toRedactionPolicy(redact, { env, foundSecrets });
  };
}

/** Finds values on a page that the project declares secret; a page is also checked if these values are unknown. */
export async function findOwnOf({ redact }: Secrets, { env = {} }: SecretSources): Promise<FindOwn | undefined> {
  if (redact.length === 0) return undefined;
  const policy = await toRedactionPolicy(redact.map(secretsOf), { env, foundSecrets: [], onMissing: () => {} });
  const { createOwnFinder } = await import("../redact/scan/find-own.ts");
  return createOwnFinder(policy);
}
