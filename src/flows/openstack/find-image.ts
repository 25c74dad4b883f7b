import { UserError } from "../../errors.ts";
import type { Session } from "./session.ts";

interface Image {
  readonly id: string;
  readonly name: string | null;
}

/** Looks an image up as the real client does: as an id, by name, and at last among the hidden ones. */
export async function findImage({ ask, token }: Session, api: string, nameOrId: string): Promise<string> {
  const direct = await ask("GET", `${api}/images/${encodeURIComponent(nameOrId)}`, { token, expect: [200, 400, 404] });
  // Glance's documented responses.
  if (direct.status === 200) return (direct.json as Image).id;
  for (const query of [`name=${encodeURIComponent(nameOrId)}`, "os_hidden=True"]) {
    const { json } = await ask("GET", `${api}/images?${query}`, { token });
    const matches = (json as { images: readonly Image[] }).images.filter(
      ({ id, name }) => id === nameOrId || name === nameOrId,
    );
    const [only, another] = matches;
    if (another !== undefined) {
      throw new UserError(`${matches.length} images are named "${nameOrId}".`, {
        hint: "Give the ID.",
        exitCode: 3,
      });
    }
    if (only !== undefined) return only.id;
  }
  throw new UserError(`No Image found for ${nameOrId}`, { hint: "Give the name or id of an image.", exitCode: 3 });
}
