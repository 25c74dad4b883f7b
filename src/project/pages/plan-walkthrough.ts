import { basename } from "node:path";

import type { ApiDescription, Profile } from "../../analyze/types.ts";
import type { SampleLanguage } from "../../export/samples/languages.ts";
import type { PageOptions } from "../../page/page.ts";
import { listMissing } from "../../trace/missing.ts";
import type { Missing } from "../../trace/model/types.ts";
import type { WalkthroughConfig } from "../config/parse.ts";
import type { OpenApiSource } from "../config/types.ts";
import { findProfile } from "../find-profile.ts";
import { type WalkthroughFacts, toFacts } from "../index-page/walkthrough-facts.ts";
import { openTraceOf } from "../open-trace-of.ts";
import { readDescriptions } from "../read-descriptions.ts";
import { readMessageTypes } from "../read-message-types.ts";
import { type SecretSources, policyOf } from "../walkthrough-secrets.ts";
import { findSharedRange } from "./common-beginning.ts";
import { findUnlike } from "./find-unlike.ts";
import { nameOf } from "./picture-names.ts";
import { type PagePlan, planPages } from "./plan-pages.ts";
import type { FieldBook, UnknownField } from "./read-field-book.ts";
import { selectShown } from "./select-shown.ts";

export interface PlannedWalkthrough {
  readonly plan: PagePlan;
  readonly profile: Profile | undefined;
  /** Fields of documented bodies that no document describes; only if requested. */
  readonly unknownFields: readonly UnknownField[];
  readonly facts: WalkthroughFacts;
  /** What its trace is known to lack. */
  readonly missing: readonly Missing[];
  /** Notes for the author about the trace. */
  readonly remarks: readonly string[];
}

/** Reads the trace of a walkthrough and plans its pages. Throws a `UserError` if there is no trace. */
export async function planWalkthrough(
  walkthrough: WalkthroughConfig,
  sources: SecretSources,
): Promise<PlannedWalkthrough> {
  const {
    flow,
    openapi = [],
    proto = [],
    allowFields = [],
    participants,
    paths,
    labels,
    dataFlow,
    recorders,
  } = walkthrough;
  const { catalog } = sources;
  const policy = policyOf(walkthrough, sources);
  const { trace, leftOut, remarks } = selectShown(await openTraceOf(walkthrough, policy), walkthrough);
  const profile = await findProfile(trace, flow, catalog);
  const descriptions = await readDescriptions(openapi);
  const messages = await readMessageTypes(proto);
  const known = { participants, paths, labels, descriptions, messages, dataFlow, recorders, profile, leftOut };
  const shared = await findSharedRange(trace, walkthrough, { ...known, policy });
  const omit = await findUnlike(trace, walkthrough, { ...known, policy });
  const { headers, servers, fold, sections } = walkthrough;
  const { page, title, locale, target, template, templates, highlights, mermaid, diagram } = walkthrough;
  const { without, images = "picture", code = [] } = walkthrough;
  const samples = await loadSamples(code);
  const fields = walkthrough.fields === true ? await loadFields(openapi, descriptions) : undefined;
  const plan = planPages(trace, {
    ...known,
    headers,
    servers,
    fold,
    sections,
    fileName: basename(page),
    pageName: nameOf(page),
    title,
    locale,
    omit: [...omit, ...shared],
    target,
    template,
    templatesFolder: templates,
    highlights,
    mermaidVersion: mermaid,
    diagram,
    without,
    images: images === "none" ? undefined : images,
    samples,
    fields: fields?.describe,
  });
  const unknownFields =
    fields === undefined ? [] : plan.walkthrough.steps.flatMap((step) => fields.findUnknown(step, allowFields));
  const facts = toFacts(plan.walkthrough, descriptions, [...omit, ...shared]);
  return { plan, profile, unknownFields, facts, missing: listMissing(trace), remarks };
}

/** Most pages show no code samples, and the code that writes them takes long to load. */
async function loadSamples(languages: readonly SampleLanguage[]): Promise<PageOptions["samples"]> {
  if (languages.length === 0) return undefined;
  const { writeSamples } = await import("../../export/samples/samples.ts");
  return (request) => writeSamples(request, languages);
}

/** The same of documents. */
async function loadFields(
  openapi: readonly OpenApiSource[],
  descriptions: readonly ApiDescription[],
): Promise<FieldBook> {
  const { readFieldBook } = await import("./read-field-book.ts");
  return readFieldBook(openapi, descriptions);
}
