import type { Step } from "../analyze/types.ts";
import { matchedText } from "../sequence/matched-text.ts";
import { type Names, createNames } from "./names.ts";
import type { Reference, Text } from "./text.ts";

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
  /** Puts a variable in place of the URL's origin; `toText` splits the rest. */
  readonly splitOrigin: (url: string, toText: (text: string) => Text) => Text;
  /** Puts variables in place of aliases. */
  readonly splitSecrets: (text: Text) => Text;
}

/** Names the origins of these steps, and the secrets as they are met. */
export function createInputs(steps: readonly Step[]): Inputs {
  const names = createNames();
  const origins = nameOrigins(steps, names);
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
      text.flatMap((part) => (typeof part === "string" ? splitAliases(part, nameSecret) : [part])),
  };
}

function nameOrigins(steps: readonly Step[], names: Names): ReadonlyMap<string, string> {
  const servers = new Map<string, string>();
  for (const { server, request } of steps) {
    const origin = originOf(request.url);
    if (origin !== "" && !servers.has(origin)) servers.set(origin, server);
  }
  if (servers.size === 1) return new Map(Array.from(servers.keys(), (origin) => [origin, names.take("base_url")]));
  return new Map(Array.from(servers, ([origin, server]) => [origin, names.take(`${server}_url`)]));
}

/** As it stands at the beginning of the URL; "" where it has none. */
function originOf(url: string): string {
  return matchedText(/^https?:\/\/[^/?#@\s]+(?=[/?#]|$)/i, url);
}

function splitAliases(text: string, nameSecret: (alias: string) => string): (string | Reference)[] {
  return text
    .split(/(REDACTED-[a-z]+-[a-z]{0,3}\d+)/)
    .map((part, index) => (index % 2 === 1 ? { variable: nameSecret(part) } : part))
    .filter((part) => part !== "");
}
