import { ask, signIn } from "../../scripts/stack/seed.ts";
import type { Stack } from "../../scripts/stack/stack.ts";

/** What can be changed in a cloud; images and projects by their IDs. */
export interface CloudChanges {
  readonly share: (image: string, project: string) => Promise<void>;
  /** Also if the image is not shared with the project. */
  readonly unshare: (image: string, project: string) => Promise<void>;
  readonly setImage: (image: string, fields: Readonly<Record<string, string>>) => Promise<void>;
  readonly tag: (image: string, tag: string) => Promise<void>;
  readonly enableProject: (project: string, enabled: boolean) => Promise<void>;
}

/** Changes a cloud as its administrator through the APIs of the services: the real client takes seconds for each call. */
export function changeCloud({ origin, env }: Stack): CloudChanges {
  const images = `${origin}/image/v2/images`;
  const change = async (method: string, url: string, body?: object, headers: Record<string, string> = {}) => {
    const { token } = await signIn({ origin, password: env["OS_PASSWORD"] ?? "" });
    await ask(method, url, { "X-Auth-Token": token, ...headers }, body);
  };
  return {
    share: async (image, project) => change("POST", `${images}/${image}/members`, { member: project }),
    unshare: async (image, project) => change("DELETE", `${images}/${image}/members/${project}`).catch(() => {}),
    setImage: async (image, fields) => {
      const patch = Object.entries(fields).map(([name, value]) => ({ op: "replace", path: `/${name}`, value }));
      await change("PATCH", `${images}/${image}`, patch, {
        "Content-Type": "application/openstack-images-v2.1-json-patch",
      });
    },
    tag: async (image, tag) => change("PUT", `${images}/${image}/tags/${tag}`),
    enableProject: async (project, enabled) =>
      change("PATCH", `${origin}/identity/v3/projects/${project}`, { project: { enabled } }),
  };
}
