import { defineFlow } from "../../flow.ts";
import { isUuidLike } from "../../shapes/made-by-machine.ts";
import { IMAGE, PROJECT, inputOf, openstackCommand } from "./command.ts";
import { findImage } from "./find-image.ts";
import { findProject } from "./find-project.ts";
import { openstackProfile } from "./profile.ts";
import { startSession } from "./session.ts";
import { formatTable } from "./table.ts";

export const imageAddProject = defineFlow({
  name: "image-add-project",
  summary: "openstack image add project: shares an image with a project",
  inputs: [IMAGE, PROJECT],
  profile: openstackProfile,
  command: (context) =>
    openstackCommand(context, "image", "add", "project", inputOf(context, IMAGE), inputOf(context, PROJECT)),
  run: async (context) => {
    const session = await startSession(context);
    const api = await session.image();
    const project = inputOf(context, PROJECT);
    const member = isUuidLike(project) ? project : await findProject(session, project);
    const image = await findImage(session, api, inputOf(context, IMAGE));
    const { json } = await session.ask("POST", `${api}/images/${image}/members`, {
      token: session.token,
      body: { member },
    });
    // Glance's documented response: a flat object of texts.
    const fields = Object.entries(json as Record<string, unknown>).map(([name, value]) => [name, String(value)]);
    return formatTable(
      ["Field", "Value"],
      fields.toSorted(([a = ""], [b = ""]) => (a < b ? -1 : 1)),
    );
  },
});
