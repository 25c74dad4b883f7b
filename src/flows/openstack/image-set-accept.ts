import { defineFlow } from "../../flow.ts";
import { IMAGE, inputOf, openstackCommand } from "./command.ts";
import { findImage } from "./find-image.ts";
import { openstackProfile } from "./profile.ts";
import { startSession } from "./session.ts";

export const imageSetAccept = defineFlow({
  name: "image-set-accept",
  summary: "openstack image set --accept: accepts an image that another project shares",
  inputs: [{ ...IMAGE, description: "Image to accept (name or ID)" }],
  profile: openstackProfile,
  command: (context) => openstackCommand(context, "image", "set", "--accept", inputOf(context, IMAGE)),
  run: async (context) => {
    const session = await startSession(context);
    const api = await session.image();
    const image = await findImage(session, api, inputOf(context, IMAGE));
    await session.ask("PUT", `${api}/images/${image}/members/${session.projectId}`, {
      token: session.token,
      body: { status: "accepted" },
    });
    return "";
  },
});
