import { basename } from "node:path";

import type { InferredOptionTypes } from "yargs";

import { analyze } from "../../../analyze/analyze.ts";
import { catalog } from "../../../flows/catalog.ts";
import { findProfile } from "../../../project/find-profile.ts";
import { nameOf } from "../../../project/pages/picture-names.ts";
import { planPages } from "../../../project/pages/plan-pages.ts";
import { writePages } from "../../../project/pages/write-pages.ts";
import { readDescriptions } from "../../../project/read-descriptions.ts";
import { selectBeginning } from "../../../trace/choose/select-beginning.ts";
import { listMissing } from "../../../trace/missing.ts";
import type { Trace } from "../../../trace/model/types.ts";
import { type RenderOptions, render } from "../../../walkthrough.ts";
import { type Io, tell } from "../../io.ts";
import { findNames, openTraceHere, readProto } from "../../open-walkthrough.ts";
import { toOmittedRange } from "../../options/omitted-range.ts";
import { toOpenApiSource } from "../../options/openapi-source.ts";
import { toSelection } from "../../options/select-options.ts";
import { describeWritten } from "../../output/describe-written.ts";
import { createDraw } from "../../output/draw-pictures.ts";
import { withProgress } from "../../output/progress.ts";
import { tellLeftOut } from "../../output/take-beginning.ts";
import { tellMissing } from "../../output/tell-remarks.ts";
import { tellUnused } from "../../output/tell-unused.ts";
import { writeResult } from "../../output/write-result.ts";
import { toMergeOptions } from "./merge-options.ts";
import type { RENDER_OPTIONS } from "./render-options.ts";

type RenderArguments = InferredOptionTypes<typeof RENDER_OPTIONS>;

/** `wirewalk render TRACE`: one page, or the pages of a very large trace; returns the exit code. */
export async function renderTrace(source: string, args: RenderArguments, io: Io): Promise<number> {
  const { output: file, check, openapi: descriptions = [] } = args;
  const omit = args.omit?.map((range) => toOmittedRange(range));
  const openapi = await readDescriptions(descriptions.map(toOpenApiSource));
  const { names, shown, selection } = await findNames(source, {
    descriptions: openapi,
    messages: await readProto(args.proto),
    dataFlow: args["data-flow"],
    recorders: args.recorders,
  });
  const whole = await openTraceHere(source, io);
  const { trace, leftOut, count, taken } = selectBeginning(whole, toSelection(args) ?? selection ?? {});
  if (taken < count) tellLeftOut({ file: source, count, taken }, io);
  const profile = await findProfile(trace, args.flow, catalog);
  if (openapi.length > 0) tellUnused(openapi, analyze(trace, { profile, descriptions: openapi }), io);
  const options = { ...names, ...shown, ...toRenderOptions(trace, { source, args }), profile, leftOut, omit };
  if (file === undefined) {
    const content = await withProgress(io, "Rendering", render(trace, options));
    return writeResult(io, { file, content, check });
  }
  const plan = planPages(trace, { ...options, fileName: basename(file) });
  const written = await writePages(file, plan, {
    ...toMergeOptions(args),
    profile,
    check,
    draw: createDraw(args.engine, io),
  });
  const { exitCode, text, details = [] } = describeWritten(written);
  tell(io, `${text}.`);
  for (const picture of written.pictures) tell(io, check ? `${picture} is out of date.` : `Wrote ${picture}.`);
  for (const line of details) tell(io, `  ${line}`);
  tellMissing(listMissing(trace), io);
  return exitCode;
}

interface Source {
  readonly source: string;
  readonly args: RenderArguments;
}

function toRenderOptions(trace: Trace, { source, args }: Source): RenderOptions {
  const { title, locale, target, mermaid, diagram, template, templates, output: file } = args;
  return {
    title: title ?? trace.log._wirewalk?.flow?.name ?? basename(source).replace(/\.\w+$/, ""),
    locale,
    target,
    diagram,
    pageName: file === undefined ? undefined : nameOf(file),
    images: "picture",
    mermaidVersion: mermaid,
    template,
    templatesFolder: templates,
  };
}
