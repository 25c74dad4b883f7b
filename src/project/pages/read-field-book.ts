import type { ApiDescription, BodyView, HeaderView, Step } from "../../analyze/types.ts";
import { unescapeName } from "../../json/pointer.ts";
import { findUnknownFields, isForm, listBodyFields } from "../../openapi/body-fields.ts";
import { type DescribedFields, type RecordedBody, createDetails } from "../../openapi/operation-details.ts";
import type { FieldRow, StepFields } from "../../page/page-options.ts";
import { knownAt } from "../../sequence/known-at.ts";
import { textAt } from "../../sequence/text-at.ts";
import { readText } from "../../trace/files/file.ts";
import { headerText } from "../../trace/headers.ts";
import { readYamlValue } from "../../yaml/open-yaml.ts";
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
      const [sent, answered] = [readBody(step.request.body), readBody(step.response.body)];
      const headers = details.responseHeaders(step.response.status);
      return {
        request: [...parameters, ...toRows(details.request(sent), sent)],
        response: [
          ...toHeaderRows(headers, step.response.headers),
          ...toRows(details.response(step.response.status, answered), answered),
        ],
      };
    },
    findUnknown: (step, allowed) => {
      const details = find(step);
      if (details === undefined) return [];
      const { title = "" } = step.described ?? {};
      return (["request", "response"] as const).flatMap((part) => {
        const recorded = readBody(step[part].body);
        const known = part === "request" ? details.request(recorded) : details.response(step.response.status, recorded);
        if (known === undefined) return [];
        const unknown = findUnknownFields(recorded.fields, known, allowed);
        return unknown.map((field) => ({ step: step.id, part, field, title }));
      });
    },
  };
}

interface ReadBody extends RecordedBody {
  readonly values: ReadonlyMap<string, string>;
}

function readBody(body: BodyView): ReadBody {
  const values = listBodyFields(body);
  return { mimeType: body.mimeType, values, fields: [...values.keys()] };
}

/** Rows of a table that readers still take in. */
const MOST_ROWS = 100;

/** Fields that are described and were recorded. */
function toRows(known: DescribedFields | undefined, { mimeType, values }: ReadBody): readonly FieldRow[] {
  const toName = (field: string): string => (isForm(mimeType) ? unescapeName(field.slice(1)) : field);
  const place = isForm(mimeType) ? "form" : "body";
  return Array.from(known?.fields ?? [])
    .filter(([field]) => values.has(field))
    .slice(0, MOST_ROWS)
    .map(([field, description]) => ({ name: toName(field), place, example: values.get(field) ?? "", description }));
}

/** Headers that are described and were recorded. */
function toHeaderRows(known: ReadonlyMap<string, string>, headers: readonly HeaderView[]): readonly FieldRow[] {
  return Array.from(known).flatMap(([name, description]) => {
    const header = headers.find((one) => one.name.toLowerCase() === name.toLowerCase());
    return header === undefined ? [] : [{ name, place: "header", example: header.value, description }];
  });
}

function exampleOf({ request, described }: Step, name: string, place: string): string {
  if (place === "header") return headerText(request.headers, name.toLowerCase());
  if (!URL.canParse(request.url)) return "";
  const { searchParams, pathname } = new URL(request.url);
  if (place === "query") return searchParams.get(name) ?? "";
  if (place !== "path") return "";
  const template = (described?.path ?? "").split("/").filter((part) => part !== "");
  const index = template.findIndex((part) => part === `{${name}}`);
  const sent = pathname.split("/").filter((part) => part !== "");
  return index === -1 ? "" : textAt(sent.slice(-template.length), index);
}
