import { defineFlow } from "../../flow.ts";
import { IMAGE, inputOf, openstackCommand } from "./command.ts";
import { findImage } from "./find-image.ts";
import { openstackProfile } from "./profile.ts";
import { startSession } from "./session.ts";
import { formatTable } from "./table.ts";

interface Member {
  readonly image_id: string;
  readonly member_id: string;
  readonly status: string;
}

export const imageMemberList = defineFlow({
  name: "image-member-list",
  summary: "openstack image member list: lists the projects an image is shared with",
  inputs: [{ ...IMAGE, description: "Image (name or ID)" }],
  profile: openstackProfile,
  command: (context) => openstackCommand(context, "image", "member", "list", inputOf(context, IMAGE)),
  run: async (context) => {
    const session = await startSession(context);
    const api = await session.image();
    const image = await findImage(session, api, inputOf(context, IMAGE));
    const { json } = await session.ask("GET", `${api}/images/${image}/members`, { token: session.token });
    // Glance's documented response.
    const rows = (json as { members: readonly Member[] }).members.map((one) => [
      one.image_id,
      one.member_id,
      one.status,
    ]);
    return rows.length === 0 ? "\n" : formatTable(["Image ID", "Member ID", "Status"], rows);
  },
});
