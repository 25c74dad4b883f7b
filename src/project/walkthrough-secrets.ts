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
  /** Of what the project names as secret. @default empty: a trace of another tool is refused where it names a variable */
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

/** What finds on a page what the project calls secret; a page is checked too where its secrets are not known. */
export async function findOwnOf({ redact }: Secrets, { env = {} }: SecretSources): Promise<FindOwn | undefined> {
  if (redact.length === 0) return undefined;
  const policy = await toRedactionPolicy(redact.map(secretsOf), { env, foundSecrets: [], onMissing: () => {} });
  const { createOwnFinder } = await import("../redact/scan/find-own.ts");
  return createOwnFinder(policy);
}
