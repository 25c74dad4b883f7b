/** npm run demo: the main use without a cloud. A real flow sends its requests to a recorded cloud, and the recording becomes a page. */
import { join, relative } from "node:path";

import { hasColor, widthOf } from "../src/cli/io.ts";
import { explainError } from "../src/cli/output/explain-error.ts";
import { openProcessIo } from "../src/cli/output/process-io.ts";
import { findFlow } from "../src/flows/index.ts";
import {
  type Flow,
  type RecordedFlow,
  type Trace,
  UserError,
  analyze,
  render,
  readTrace,
  recordFlow,
  renderImages,
  replay,
  toLadder,
  toSequenceDiagram,
  writeCaption,
} from "../src/index.ts";
import { writeFileAtomically } from "../src/trace/files/write-file.ts";

const ROOT = join(import.meta.dirname, "..");
const NAME = "image-add-project";
const TITLE = "openstack image add project";
const { io } = openProcessIo();
const fileOf = (ending: string): string => join(ROOT, "demo", `${NAME}.${ending}`);

async function recordFromReplay(flow: Flow, recorded: Trace): Promise<RecordedFlow> {
  const { flow: origin, command } = recorded.log._wirewalk ?? {};
  const server = await replay(recorded);
  try {
    return await recordFlow(flow, {
      inputs: origin?.inputs ?? {},
      env: {
        ...command?.env,
        OS_AUTH_URL: server.urlFor(command?.env?.["OS_AUTH_URL"] ?? ""),
        OS_PASSWORD: "a replay takes any password",
      },
      file: fileOf("har"),
    });
  } finally {
    await server[Symbol.asyncDispose]();
  }
}

async function writeDemo(flow: Flow): Promise<void> {
  const profile = flow.profile && { profile: flow.profile };
  const trace = await readTrace(fileOf("har"));
  const walkthrough = analyze(trace, { ...profile });
  const ladder = toLadder(walkthrough, { width: widthOf(io.stdout), color: hasColor(io, io.stdout) });
  io.stdout.write(`${ladder}\n`);
  await writeFileAtomically(fileOf("md"), await render(trace, { title: TITLE, ...profile }));
  const caption = await writeCaption(walkthrough, { title: TITLE });
  const { images } = await renderImages([{ sequence: toSequenceDiagram(walkthrough), format: "svg", caption }]);
  const [image = ""] = images;
  await writeFileAtomically(fileOf("svg"), image);
}

function say(what: string, ending: string): void {
  io.stdout.write(`${what.padEnd(7)}${relative(process.cwd(), fileOf(ending))}\n`);
}

async function runDemo(): Promise<void> {
  const flow = findFlow(NAME);
  if (flow === undefined) throw new UserError(`Unknown flow "${NAME}".`);
  const { failure } = await recordFromReplay(flow, await readTrace(join(ROOT, "traces/openstack", `${NAME}.har`)));
  if (failure !== undefined) throw failure;
  await writeDemo(flow);
  say("trace", "har");
  say("page", "md");
  say("SVG", "svg");
}

try {
  await runDemo();
} catch (error) {
  process.exitCode = await explainError(error, io, false);
}
