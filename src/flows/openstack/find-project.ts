import { UserError } from "../../errors.ts";
import type { Session } from "./session.ts";

interface Project {
  readonly id: string;
}

/**
 * Looks a project up as the real client does: as an id, then by name. Who may not look at projects is taken at their
 * word, and the name is sent as if it were an id.
 */
export async function findProject({ ask, token, identity }: Session, nameOrId: string): Promise<string> {
  const projects = `${identity}/projects`;
  const direct = await ask("GET", `${projects}/${encodeURIComponent(nameOrId)}`, { token, expect: [200, 403, 404] });
  // Keystone's documented responses.
  if (direct.status === 200) return (direct.json as { project: Project }).project.id;
  const listed = await ask("GET", `${projects}?name=${encodeURIComponent(nameOrId)}`, { token, expect: [200, 403] });
  if (listed.status === 403) {
    await ask("GET", projects, { token, expect: [200, 403] });
    return nameOrId;
  }
  const [found] = (listed.json as { projects: readonly Project[] }).projects;
  if (found !== undefined) return found.id;
  throw new UserError(`No project with a name or ID of '${nameOrId}' exists.`, {
    hint: "Give the name or id of a project.",
    exitCode: 3,
  });
}
