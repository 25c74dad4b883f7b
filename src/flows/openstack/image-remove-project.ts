import { defineFlow } from "../../flow.ts";
import { IMAGE, PROJECT, inputOf, openstackCommand } from "./command.ts";
import { findImage } from "./find-image.ts";
import { findProject } from "./find-project.ts";
import { openstackProfile } from "./profile.ts";
import { startSession } from "./session.ts";

export const imageRemoveProject = defineFlow({
  name: "image-remove-project",
  summary: "openstack image remove project: stops sharing an image with a project",
  inputs: [IMAGE, { ...PROJECT, description: "Project to stop sharing it with (name or ID)" }],
  profile: openstackProfile,
  command: (context) =>
    openstackCommand(context, "image", "remove", "project", inputOf(context, IMAGE), inputOf(context, PROJECT)),
  run: async (context) => {
    const session = await startSession(context);
    const api = await session.image();
    const project = await findProject(session, inputOf(context, PROJECT));
    const image = await findImage(session, api, inputOf(context, IMAGE));
    // The real client is content when the project was no member.
    await session.ask("DELETE", `${api}/images/${image}/members/${project}`, {
      token: session.token,
      expect: [204, 404],
    });
    return "";
  },
});
