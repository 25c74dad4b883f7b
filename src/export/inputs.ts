import { domainToASCII, domainToUnicode } from "node:url";

import { findAll } from "../sequence/find-all.ts";
import { matchedText } from "../sequence/matched-text.ts";
import { type Names, createNames } from "./names.ts";
import type { Stretches } from "./stretches.ts";
import { type Text, splitMatches } from "./text.ts";

/** A variable that the user gives. */
export interface Input {
  /** `glance_url`, `password_1` */
  readonly name: string;
  /** The recorded value: an origin, or the alias of a secret. */
  readonly value: string;
  readonly kind: "origin" | "secret";
}

export interface Inputs {
  /** Origins first. Grows with each secret that is split off. */
  readonly list: readonly Input[];
  readonly names: Names;
  /** Replaces the origin of the URL with a variable; `toText` splits the rest. */
  readonly splitOrigin: (url: string, toText: (text: string) => Text) => Text;
  /** Replaces aliases with variables. */
  readonly splitSecrets: (text: Text) => Text;
  /** Names the secrets in advance, for formats that write the inputs before the steps. */
  readonly nameAll: () => void;
}

/** Names the origins of these steps, and the secrets as they are met. */
export function createInputs(stretches: Stretches): Inputs {
  const names = createNames();
  const { servers, aliases } = survey(stretches);
  const origins = nameOrigins(servers, names);
  const list: Input[] = Array.from(origins, ([value, name]) => ({ name, value, kind: "origin" }));
  const secrets = new Map<string, string>();
  const nameSecret = (alias: string): string => {
    const known = secrets.get(alias);
    if (known !== undefined) return known;
    const name = names.take(alias.replace("REDACTED-", "").replaceAll("-", "_"));
    secrets.set(alias, name);
    list.push({ name, value: alias, kind: "secret" });
    return name;
  };
  return {
    list,
    names,
    splitOrigin: (url, toText) => {
      const origin = originOf(url);
      const name = origins.get(origin);
      if (name === undefined) return toText(url);
      return [{ variable: name }, ...toText(url.slice(origin.length))];
    },
    splitSecrets: (text) =>
      text.flatMap((part) => (typeof part === "string" ? splitMatches(part, ALIAS, nameSecret) : [part])),
    nameAll: () => {
      for (const alias of aliases) nameSecret(alias);
    },
  };
}

interface Survey {
  /** Origin → participant. */
  readonly servers: ReadonlyMap<string, string>;
  /** Inputs that requests contain; none if the steps are all in memory, and are iterated once. */
  readonly aliases: ReadonlySet<string>;
}

function survey(stretches: Stretches): Survey {
  const servers = new Map<string, string>();
  const aliases = new Set<string>();
  for (const { steps } of stretches) {
    for (const { server, request } of steps) {
      const origin = originOf(request.url);
      if (origin !== "" && !servers.has(origin)) servers.set(origin, server);
      if (Array.isArray(stretches)) continue;
      for (const text of [request.url, ...request.headers.map(({ value }) => value), request.body.text]) {
        for (const alias of findAll(text, ALIAS)) aliases.add(alias);
      }
    }
  }
  return { servers, aliases };
}

function nameOrigins(servers: Survey["servers"], names: Names): ReadonlyMap<string, string> {
  if (servers.size === 1) return new Map(Array.from(servers.keys(), (origin) => [origin, names.take("base_url")]));
  return new Map(
    Array.from(servers, ([origin, server]) => [origin, names.take(`${readableHostOf(origin) ?? server}_url`)]),
  );
}

/** A host of another script as people write it, `münchen.example`: `xn--mnchen-3ya.example` would look like a secret. */
function readableHostOf(origin: string): string | undefined {
  const host = matchedText(/(?<=:\/\/)[^/:@]+(?=:|$)/, origin);
  return /(?:^|\.)xn--/i.test(domainToASCII(host)) ? domainToUnicode(host) : undefined;
}

/** As written at the beginning of the URL; "" if it has none. */
function originOf(url: string): string {
  return matchedText(/^https?:\/\/[^/?#@\s]+(?=[/?#]|$)/i, url);
}

const ALIAS = /(REDACTED-[a-z]+-[a-z]{0,3}\d+)/g;
