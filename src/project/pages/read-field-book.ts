import type { ApiDescription, Step } from "../../analyze/types.ts";
import { findUnknownFields, listBodyFields } from "../../openapi/body-fields.ts";
import { type DescribedFields, createDetails } from "../../openapi/operation-details.ts";
import type { FieldRow, StepFields } from "../../page/page-options.ts";
import { knownAt } from "../../sequence/known-at.ts";
import { textAt } from "../../sequence/text-at.ts";
import { readText } from "../../trace/files/file.ts";
import { readYamlValue } from "../../yaml/read-yaml.ts";
import type { OpenApiSource } from "../config/types.ts";

/** A field of a recorded body that the description of its API does not have. */
export interface UnknownField {
  readonly step: string;
  readonly part: "request" | "response";
  /** JSON pointer, `*` for any item. */
  readonly field: string;
  /** Of the API. */
  readonly title: string;
}

/** Documents' descriptions of the fields of steps. */
export interface FieldBook {
  readonly describe: (step: Step) => StepFields | undefined;
  readonly findUnknown: (step: Step, allowed: readonly string[]) => readonly UnknownField[];
}

type FindDetails = ReturnType<typeof createDetails>;

/**
 * Reads documents that are known to be well-formed.
 *
 * @param descriptions already read from the same documents, in the same order.
 */
export async function readFieldBook(
  sources: readonly OpenApiSource[],
  descriptions: readonly ApiDescription[],
): Promise<FieldBook> {
  const books = await Promise.all(
    sources.map(async ({ file }, index) => ({
      title: knownAt(descriptions, index).title,
      find: createDetails(readYamlValue(await readText(file))),
    })),
  );
  const find = ({ described, request }: Step): ReturnType<FindDetails> => {
    for (const book of books) {
      const found = book.title === described?.title ? book.find(request.method, described.path) : undefined;
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return {
    describe: (step) => {
      const details = find(step);
      if (details === undefined) return undefined;
      const parameters = details.parameters.map(({ name, in: place, description }) => {
        return { name, place, example: exampleOf(step, name, place), description };
      });
      const [sent, answered] = [listBodyFields(step.request.body), listBodyFields(step.response.body)];
      return {
        request: [...parameters, ...toRows(details.request(sent.keys()), sent)],
        response: toRows(details.response(step.response.status, answered.keys()), answered),
      };
    },
    findUnknown: (step, allowed) => {
      const details = find(step);
      if (details === undefined) return [];
      const { title = "" } = step.described ?? {};
      return (["request", "response"] as const).flatMap((part) => {
        const recorded = listBodyFields(step[part].body);
        const known =
          part === "request"
            ? details.request(recorded.keys())
            : details.response(step.response.status, recorded.keys());
        if (known === undefined) return [];
        const unknown = findUnknownFields(recorded.keys(), known, allowed);
        return unknown.map((field) => ({ step: step.id, part, field, title }));
      });
    },
  };
}

/** Rows of a table that readers still take in. */
const MOST_ROWS = 100;

/** Fields that are described and were recorded. */
function toRows(known: DescribedFields | undefined, recorded: ReadonlyMap<string, string>): readonly FieldRow[] {
  return Array.from(known?.fields ?? [])
    .filter(([field]) => recorded.has(field))
    .slice(0, MOST_ROWS)
    .map(([name, description]) => ({ name, place: "body", example: recorded.get(name) ?? "", description }));
}

function exampleOf({ request, described }: Step, name: string, place: string): string {
  if (place === "header")
    return request.headers.find((header) => header.name.toLowerCase() === name.toLowerCase())?.value ?? "";
  if (!URL.canParse(request.url)) return "";
  const { searchParams, pathname } = new URL(request.url);
  if (place === "query") return searchParams.get(name) ?? "";
  if (place !== "path") return "";
  const template = (described?.path ?? "").split("/").filter((part) => part !== "");
  const index = template.findIndex((part) => part === `{${name}}`);
  const sent = pathname.split("/").filter((part) => part !== "");
  return index === -1 ? "" : textAt(sent.slice(-template.length), index);
}
