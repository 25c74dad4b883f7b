import { resolve } from "node:path";

import type { Config, WalkthroughConfig } from "../../../project/config/parse.ts";
import { findProject, findProjectFile, openProject } from "../../../project/open-project.ts";
import { mapKnown } from "../../../sequence/map-known.ts";
import { type Io, tell } from "../../io.ts";
import { toOpenApiSource } from "../../options/openapi-source.ts";
import { explainError } from "../../output/explain-error.ts";
import { type Watched, repeatOnChange } from "./repeat-on-change.ts";

export interface WatchOptions {
  readonly io: Io;
  readonly isDebugging: boolean;
  /** Renders once. */
  readonly renderOnce: () => Promise<number>;
  /** Also ends it. @default no other signal */
  readonly until?: AbortSignal;
  /** Its sources. */
  readonly find: () => Promise<Watched>;
}

/** `wirewalk render --watch`: renders again on each change until Ctrl-C. Reports failures and continues. Returns the exit code. */
export async function watchRender({ io, isDebugging, renderOnce, find, until }: WatchOptions): Promise<number> {
  let last: Watched = { inputs: [], outputs: [] };
  const findLast = async (): Promise<Watched> => (last = await find().catch(() => last));
  const act = async (): Promise<void> => {
    await renderOnce().catch((error: unknown) => explainError(error, io, isDebugging));
    tell(io, "Waiting for changes. Press Ctrl-C to stop.");
  };
  const interruption = io.interruption();
  await repeatOnChange(findLast, act, until === undefined ? interruption : AbortSignal.any([interruption, until]));
  return 0;
}

/** The sources of a project's pages. Throws a `UserError` if there is no project. */
export async function findOfProject(names: readonly string[]): Promise<Watched> {
  const { file, walkthroughs, indexes } = await openProject(names).catch(onlyItsFile);
  const navigations = mapKnown(indexes, ({ nav }) => nav);
  return {
    inputs: [file, ...walkthroughs.flatMap(inputsOf)],
    outputs: [...walkthroughs.map(({ page }) => page), ...indexes.map(({ page }) => page), ...navigations],
  };
}

/** A file that cannot be read is watched, too, until its author fixes it. */
async function onlyItsFile(error: unknown): Promise<Pick<Config, "file" | "indexes" | "walkthroughs">> {
  const file = await findProjectFile();
  if (file === undefined) throw error;
  return { file, indexes: [], walkthroughs: [] };
}

function inputsOf({
  trace,
  templates,
  template,
  locale,
  openapi = [],
  proto = [],
  beginsLike,
}: WalkthroughConfig): string[] {
  return toInputs(
    [trace, templates, beginsLike?.trace, ...openapi.map(({ file }) => file), ...proto],
    [template, locale],
  );
}

/** @param words files, or names */
function toInputs(files: readonly Word[], words: readonly Word[]): string[] {
  return [...files, ...words.filter(isPath)].flatMap(toPath);
}

type Word = string | undefined;

const toPath = (file: Word): string[] => (file === undefined ? [] : [resolve(file)]);

/** Otherwise, it is the name of a built-in one. */
const isPath = (word: Word): boolean => word !== undefined && /[./\\]/.test(word);

export interface TraceArguments {
  readonly output?: string | undefined;
  readonly templates?: string | undefined;
  readonly template?: string | undefined;
  readonly locale: string;
  readonly openapi?: readonly string[] | undefined;
  readonly proto?: readonly string[] | undefined;
}

/** The sources of a single page. */
export async function findOfTrace(source: string, args: TraceArguments): Promise<Watched> {
  const { output, templates, template, locale, openapi = [], proto = [] } = args;
  const project = await findProject().catch(onlyItsFile);
  const files = [source, templates, ...openapi.map((one) => toOpenApiSource(one).file), ...proto, project?.file];
  return { inputs: toInputs(files, [template, locale]), outputs: toPath(output) };
}
