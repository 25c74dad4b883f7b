import type { Flow } from "../index.ts";
import { imageAddProject } from "./openstack/image-add-project.ts";
import { imageMemberList } from "./openstack/image-member-list.ts";
import { imageRemoveProject } from "./openstack/image-remove-project.ts";
import { imageSetAccept } from "./openstack/image-set-accept.ts";

/** The flows that come with wirewalk. */
export const builtinFlows: readonly Flow[] = [imageAddProject, imageRemoveProject, imageMemberList, imageSetAccept];

export function findFlow(name: string): Flow | undefined {
  return builtinFlows.find((flow) => flow.name === name);
}
