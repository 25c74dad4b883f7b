import { dirname, join } from "node:path";

import { UserError } from "../errors.ts";
import { isDeviceName } from "../shapes/is-device-name.ts";

/** Where the trace and the page of a test are. */
export interface WalkthroughFiles {
  readonly trace: string;
  readonly page: string;
}

/**
 * The files of `orders/create`, in the folder `walkthroughs` next to the test file.
 *
 * @throws UserError for a name that leads out of that folder, or that is no name of a file on every system
 */
export function toWalkthroughFiles(name: string, testFile: string, folder = "walkthroughs"): WalkthroughFiles {
  if (!NAME.test(name) || name.split("/").some(isDeviceName)) {
    throw new UserError(`"${name}" cannot be the name of a walkthrough.`, {
      hint: "Use lowercase letters, digits, and hyphens, with slashes between directories, such as orders/create.",
    });
  }
  const path = join(dirname(testFile), folder, ...name.split("/"));
  return { trace: `${path}.har`, page: `${path}.md` };
}

const NAME = /^[a-z0-9]+(?:[-_][a-z0-9]+)*(?:\/[a-z0-9]+(?:[-_][a-z0-9]+)*)*$/;
