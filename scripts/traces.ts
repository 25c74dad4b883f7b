/** npm run traces: records traces/openstack again from a real Keystone and Glance, which it starts and stops. */
import { join } from "node:path";

import { findFlow } from "../src/flows/index.ts";
import { recordCommand, recordFlow } from "../src/index.ts";
import { openExamples } from "../src/stabilize/open-examples.ts";
import { restartGlance } from "./stack/glance.ts";
import { freePort } from "./stack/processes.ts";
import { type Stack, startStack, stopStack } from "./stack/stack.ts";

const FOLDER = join(import.meta.dirname, "../traces/openstack");

interface Recording {
  readonly flow: string;
  /** Its user: the administrator, who owns the image, or a member of the project that it is shared with. */
  readonly user: "admin" | "demo";
  readonly inputs: readonly ("image" | "project")[];
}

/** In an order in which each one finds the image that it needs: it is shared, listed, accepted, and unshared. */
const RECORDINGS: readonly Recording[] = [
  { flow: "image-add-project", user: "admin", inputs: ["image", "project"] },
  { flow: "image-member-list", user: "admin", inputs: ["image"] },
  { flow: "image-set-accept", user: "demo", inputs: ["image"] },
  { flow: "image-remove-project", user: "admin", inputs: ["image", "project"] },
];

async function record({ seed, env }: Stack, { flow: name, user, inputs }: Recording): Promise<void> {
  const flow = findFlow(name);
  if (flow === undefined) throw new Error(`There is no flow ${name}.`);
  const values = { image: seed.sharedImage, project: seed.demoProject };
  const file = join(FOLDER, `${name}.har`);
  const examples = await openExamples(file, async () => ({ profile: flow.profile }));
  const { exchanges, failure } = await recordFlow(flow, {
    inputs: Object.fromEntries(inputs.map((input) => [input, values[input]])),
    env: { ...env, OS_USERNAME: user, OS_PROJECT_NAME: user },
    file,
    adapt: examples.adapt,
  });
  if (failure !== undefined) throw failure;
  console.log(`traces/openstack/${name}.har: ${exchanges} exchanges`);
}

/** The real client, and the requests that Glance sends to Keystone meanwhile: they go through the same proxy. */
async function recordNested(stack: Stack): Promise<Stack> {
  const port = await freePort();
  const http_proxy = `http://glance-api:@127.0.0.1:${port}`;
  const processes = await restartGlance(stack, { http_proxy, no_proxy: "" });
  const argv = ["openstack", "image", "add", "project", stack.seed.sharedImage, stack.seed.demoProject];
  const file = join(FOLDER, "image-add-project-nested.har");
  const examples = await openExamples(file, async () => ({ profile: findFlow("image-add-project")?.profile }));
  const { exchanges, exitCode } = await recordCommand(argv, {
    // A trace that is kept must not contain anything of this machine's environment.
    env: { PATH: process.env["PATH"], ...stack.env },
    file,
    adapt: examples.adapt,
    output: { stdout: process.stdout, stderr: process.stderr },
    port,
  });
  if (exitCode !== 0) throw new Error(`openstack exited with ${exitCode}.`);
  console.log(`traces/openstack/image-add-project-nested.har: ${exchanges} exchanges`);
  return { ...stack, processes };
}

let stack = await startStack();
try {
  for (const recording of RECORDINGS) await record(stack, recording);
  stack = await recordNested(stack);
} finally {
  await stopStack(stack);
}
