import { UserError } from "../../errors.ts";
import type { FlowContext } from "../../index.ts";
import { onlyKnown } from "../../json/only-known.ts";
import { type CloudFields, readCloudFile } from "./clouds-file.ts";

/** Where to sign in and as whom: v3 password authentication, scoped to a project. */
export interface Cloud {
  readonly authUrl: string;
  readonly user: Reference;
  readonly password: string;
  readonly project: Reference;
  /** Region of the endpoints. @default any region */
  readonly region?: string;
}

/** A user or project by id, or by name within a domain. */
export type Reference = { readonly id: string } | { readonly name: string; readonly domain: Domain };
export type Domain = { readonly id: string } | { readonly name: string };

/** Reads the cloud as every OpenStack client does: a cloud of `clouds.yaml` if one is named, otherwise `OS_*`. */
export function readCloud({ cloud, env }: Pick<FlowContext, "cloud" | "env">): Cloud {
  const name = cloud ?? env["OS_CLOUD"];
  return name === undefined ? toCloud(fieldsOf(env), "the environment") : toCloud(...readCloudFile(name, env));
}

/** `OS_AUTH_URL` is `auth_url`, and so on. */
function fieldsOf(env: FlowContext["env"]): CloudFields {
  const names = Object.entries(env).filter(([name, value]) => name.startsWith("OS_") && value !== undefined);
  return Object.fromEntries(names.map(([name, value]) => [name.slice("OS_".length).toLowerCase(), value]));
}

function toCloud(fields: CloudFields, source: string): Cloud {
  const need = (...names: readonly string[]): string => {
    const value = names.map((name) => fields[name]).find((one) => one !== undefined && one !== "");
    if (value !== undefined) return value;
    throw new UserError(`"${names[0]}" is missing in ${source}.`, {
      hint: `Set OS_${names[0]?.toUpperCase()}, or name a cloud of clouds.yaml with --os-cloud.`,
    });
  };
  const refer = (kind: "user" | "project", nameField: string): Reference => {
    const id = fields[`${kind}_id`];
    if (id !== undefined) return { id };
    return { name: need(nameField), domain: domainOf(fields, kind) };
  };
  return {
    authUrl: need("auth_url").replace(/\/+$/, ""),
    user: refer("user", "username"),
    password: need("password"),
    project: refer("project", "project_name"),
    ...onlyKnown({ region: fields["region_name"] }),
  };
}

/** A domain by id or name, for users and projects alike where only one is given. @default the domain with id `default` */
function domainOf(fields: CloudFields, kind: "user" | "project"): Domain {
  const name = fields[`${kind}_domain_name`] ?? fields["domain_name"];
  if (name !== undefined) return { name };
  return { id: fields[`${kind}_domain_id`] ?? fields["domain_id"] ?? fields["default_domain"] ?? "default" };
}
