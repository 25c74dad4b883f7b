import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { parse } from "yaml";

import type { FlowContext } from "../../index.ts";
import { isSecretName } from "../../redact/names.ts";
import { cloudFilePlaces } from "./clouds-file.ts";

/** The secrets that clouds.yaml and secure.yaml keep, of all clouds. A file that cannot be read has none: it is its reader's matter. */
export function readCloudSecrets(env: FlowContext["env"]): readonly string[] {
  const file = cloudFilePlaces(env).find((place) => existsSync(place));
  if (file === undefined) return [];
  return [file, join(dirname(file), "secure.yaml")].filter((one) => existsSync(one)).flatMap(readSecrets);
}

function readSecrets(file: string): readonly string[] {
  try {
    return collectSecrets(parse(readFileSync(file, "utf8"), { merge: true }));
  } catch {
    return [];
  }
}

function collectSecrets(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    (typeof member === "string" || typeof member === "number") && isSecretName(name)
      ? [String(member)]
      : collectSecrets(member),
  );
}
