import type { StabilizeRules } from "../../compare/rules.ts";
import { openExamples, type OpenExamples } from "../../stabilize/open-examples.ts";
import type { StabilizeOptions } from "../../stabilize/stabilize.ts";
import { isFile } from "../../trace/files/is-file.ts";
import type { Trace } from "../../trace/model/types.ts";
import type { Catalog } from "../catalog.ts";
import { findProfile } from "../find-profile.ts";

export interface ExampleOptions {
  /** The trace that is about to be written. */
  readonly file: string;
  readonly fresh: boolean;
  /** Flow by which the services are known. */
  readonly flow?: string | undefined;
  readonly rules?: StabilizeRules | undefined;
  readonly catalog: Catalog;
}

/** The trace that is there already, whose examples are to be kept; undefined without one. Throws a `UserError` if it is not one. */
export async function findExamples({
  file,
  fresh,
  flow,
  rules,
  catalog,
}: ExampleOptions): Promise<OpenExamples | undefined> {
  if (!(await isFile(file))) return undefined;
  const optionsOf = async (previous: Trace): Promise<StabilizeOptions> => ({
    ...rules,
    profile: await findProfile(previous, flow, catalog),
  });
  return openExamples(file, optionsOf, { keepsValues: !fresh });
}
