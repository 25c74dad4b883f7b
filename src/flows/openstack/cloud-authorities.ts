import { join } from "node:path";

import type { ClientSettings } from "../../index.ts";
import { readCloudFile } from "./clouds-file.ts";

/** The `cacert` of the cloud that a client uses; a file that cannot be read has none: its reader reports that. */
export function findCloudAuthorities({ env, argv, cloud }: ClientSettings): readonly string[] {
  const name = cloud ?? namedIn(argv) ?? env["OS_CLOUD"];
  if (name === undefined || name === "") return [];
  try {
    const [{ cacert }] = readCloudFile(name, env);
    return cacert === undefined ? [] : [cacert.replace(/^~(?=\/)/, join(env["HOME"] ?? "~"))];
  } catch {
    return [];
  }
}

function namedIn(argv: readonly string[]): string | undefined {
  const at = argv.findIndex((word) => word === "--os-cloud" || word.startsWith("--os-cloud="));
  const word = argv[at];
  return word === "--os-cloud" ? argv[at + 1] : word?.slice("--os-cloud=".length);
}
