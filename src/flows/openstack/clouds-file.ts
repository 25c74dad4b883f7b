import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { parse } from "yaml";

import { reasonOf, UserError } from "../../errors.ts";
import type { FlowContext } from "../../index.ts";
import { isObject, toObject } from "../../json/is-object.ts";
import { textBefore } from "../../sequence/text-before.ts";

/** Fields of a cloud with the names of `clouds.yaml`: `auth_url`, `username`, … */
export type CloudFields = Readonly<Record<string, string | undefined>>;

/** The fields of a cloud and the file they come from; `secure.yaml` next to it adds what should not be in it. */
export function readCloudFile(cloud: string, env: FlowContext["env"]): [fields: CloudFields, source: string] {
  const file = findFile(env);
  const source = `cloud "${cloud}" of ${file}`;
  const clouds = readClouds(file);
  const found = clouds[cloud];
  if (found === undefined) {
    throw new UserError(`Cloud "${cloud}" is not in ${file}.`, {
      hint: `It has ${Object.keys(clouds).join(", ") || "none"}.`,
    });
  }
  const secureFile = join(dirname(file), "secure.yaml");
  const secure = existsSync(secureFile) ? readClouds(secureFile)[cloud] : undefined;
  return [{ ...flatten(found), ...flatten(secure) }, source];
}

/** The places that python-openstackclient looks in, in its order. */
export function cloudFilePlaces(env: FlowContext["env"]): readonly string[] {
  const named = env["OS_CLIENT_CONFIG_FILE"];
  const config = env["XDG_CONFIG_HOME"] ?? join(env["HOME"] ?? "/", ".config");
  return named === undefined
    ? ["clouds.yaml", join(config, "openstack/clouds.yaml"), "/etc/openstack/clouds.yaml"]
    : [named];
}

function findFile(env: FlowContext["env"]): string {
  const places = cloudFilePlaces(env);
  const file = places.find((place) => existsSync(place));
  if (file !== undefined) return file;
  throw new UserError("No clouds.yaml found.", {
    hint: `Create one of ${places.join(", ")}, or set OS_* variables.`,
  });
}

type Clouds = Readonly<Record<string, unknown>>;

function readClouds(file: string): Clouds {
  let content: unknown;
  try {
    content = parse(readFileSync(file, "utf8"), { merge: true });
  } catch (cause) {
    const reason = textBefore(reasonOf(cause), "\n");
    throw new UserError(`Cannot read "${file}": ${reason}`, { hint: "Correct the file at that place.", cause });
  }
  const clouds = isObject(content) ? content["clouds"] : undefined;
  if (isObject(clouds)) return clouds;
  throw new UserError(`"${file}" has no list of clouds.`, {
    hint: "Add `clouds:` with one entry for each cloud.",
  });
}

/** The content of `auth` is on the same level as the rest. */
function flatten(cloud: unknown): Record<string, string> {
  if (!isObject(cloud)) return {};
  const { auth, ...rest } = cloud;
  const all = { ...rest, ...toObject(auth) };
  const scalars = Object.entries(all).filter(([, value]) => typeof value === "string" || typeof value === "number");
  return Object.fromEntries(scalars.map(([name, value]) => [name, String(value)]));
}
