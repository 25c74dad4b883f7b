import { UserError } from "../../errors.ts";
import { adviseNearest } from "../../sequence/nearest-name.ts";
import { isFile } from "../../trace/files/is-file.ts";

/** Arguments that name a trace: its file, or the walkthrough whose trace it is. */
const TRACES = ["trace", "before", "after"] as const;

/** The same options with the file of each trace that is named by its walkthrough, and the name of the first such one as `named`. */
export async function resolveNames(args: unknown): Promise<unknown> {
  // A parsed command line is an object.
  const options = args as Readonly<Record<string, unknown>>;
  const resolved: Record<string, unknown> = {};
  for (const key of TRACES) {
    const word = options[key];
    if (typeof word !== "string" || word === "-" || /[./\\]/.test(word) || (await isFile(word))) continue;
    const trace = await findTrace(word, options["watch"] === true || options["live"] === true);
    if (trace === undefined) continue;
    resolved[key] = trace;
    resolved["named"] ??= word;
  }
  return { ...options, ...resolved };
}

/** Undefined if no project can contain the name: then it is a missing file. */
async function findTrace(name: string, mayBeMissing: boolean): Promise<string | undefined> {
  const [{ findProject }, { near }] = await Promise.all([
    import("../../project/open-project.ts"),
    import("../../project/near.ts"),
  ]);
  const project = await findProject();
  if (project === undefined) return undefined;
  const walkthrough = project.walkthroughs.find((one) => one.name === name);
  if (walkthrough === undefined) {
    const known = project.walkthroughs.map((one) => one.name);
    // A missing file: the code that reads it reports it.
    if (adviseNearest(name, known) === "") return undefined;
    throw new UserError(`No file or walkthrough is named "${name}".${adviseNearest(name, known)}`, {
      hint: `${near(project.file)} names: ${known.join(", ")}.`,
    });
  }
  if (!mayBeMissing && !(await isFile(walkthrough.trace))) {
    throw new UserError(`The walkthrough "${name}" has no trace: ${near(walkthrough.trace)} does not exist.`, {
      hint: `Record it with \`wirewalk record ${name}\`.`,
    });
  }
  return near(walkthrough.trace);
}
