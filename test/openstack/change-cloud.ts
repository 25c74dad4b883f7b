import type { Stack } from "../../scripts/stack/stack.ts";

/** What can be changed in a cloud; images and projects by their ids. */
export interface CloudChanges {
  readonly share: (image: string, project: string) => Promise<void>;
  /** Also where it is not shared. */
  readonly unshare: (image: string, project: string) => Promise<void>;
  readonly setImage: (image: string, fields: Readonly<Record<string, string>>) => Promise<void>;
  readonly tag: (image: string, tag: string) => Promise<void>;
  readonly enableProject: (project: string, enabled: boolean) => Promise<void>;
}

/** Changes a cloud as its administrator by the services' own APIs: the real client takes seconds for each call. */
export function changeCloud({ origin, env }: Stack): CloudChanges {
  const images = `${origin}/image/v2/images`;
  const ask = async (method: string, url: string, body?: object, type = "application/json"): Promise<number> => {
    const headers = { "X-Auth-Token": await signIn(env), "Content-Type": type };
    const { status } = await fetch(url, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    return status;
  };
  const askSurely = async (...question: Parameters<typeof ask>): Promise<void> => {
    const status = await ask(...question);
    if (status >= 300) throw new Error(`${question[0]} ${question[1]} answered ${status}.`);
  };
  return {
    share: async (image, project) => askSurely("POST", `${images}/${image}/members`, { member: project }),
    unshare: async (image, project) => {
      await ask("DELETE", `${images}/${image}/members/${project}`);
    },
    setImage: async (image, fields) => {
      const patch = Object.entries(fields).map(([name, value]) => ({ op: "replace", path: `/${name}`, value }));
      await askSurely("PATCH", `${images}/${image}`, patch, "application/openstack-images-v2.1-json-patch");
    },
    tag: async (image, tag) => askSurely("PUT", `${images}/${image}/tags/${tag}`),
    enableProject: async (project, enabled) =>
      askSurely("PATCH", `${origin}/identity/v3/projects/${project}`, { project: { enabled } }),
  };
}

async function signIn(env: Stack["env"]): Promise<string> {
  const { OS_AUTH_URL, OS_USERNAME: name, OS_PASSWORD: password, OS_PROJECT_NAME: project } = env;
  const domain = { id: "default" };
  const identity = { methods: ["password"], password: { user: { name, domain, password } } };
  const { headers } = await fetch(`${OS_AUTH_URL}/v3/auth/tokens`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ auth: { identity, scope: { project: { name: project, domain } } } }),
  });
  return headers.get("X-Subject-Token") ?? "";
}
