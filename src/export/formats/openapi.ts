import { stringify } from "yaml";

import type { BodyView, Step } from "../../analyze/types.ts";
import { onlyKnown } from "../../json/only-known.ts";
import { readJson } from "../../json/read-json.ts";
import { inferSchema } from "../json-schema.ts";
import { oneLine } from "../one-line.ts";
import type { Subject } from "../subject.ts";
import { noteUnseen } from "../unseen.ts";

/** A sketch in OpenAPI 3.1: what this trace shows of the API, to begin a description with. */
export function toOpenApi({ walkthrough, script, title }: Subject): string {
  const paths = Map.groupBy(walkthrough.steps, ({ request }) => pathOf(request.path));
  const servers = script.inputs.filter(({ kind }) => kind === "origin").map(({ value }) => ({ url: value }));
  const document = {
    openapi: "3.1.0",
    info: {
      title,
      version: "0.0.0",
      description: "Drafted from one recording: it covers only the exchanges recorded there.",
    },
    ...(servers.length > 0 && { servers }),
    paths: Object.fromEntries(Array.from(paths, ([path, steps]) => [path, describePath(path, steps)])),
  };
  const text = stringify(document, { aliasDuplicateObjects: false, lineWidth: 0 });
  const unseen = noteUnseen(text);
  return unseen === "" ? text : `# ${unseen}\n${text}`;
}

/** Without the query; a placeholder that occurs twice would be one parameter. */
function pathOf(path: string): string {
  const [plain = "/"] = path.split(/[?#]/);
  return plain.startsWith("/") ? plain : `/${plain}`;
}

function describePath(path: string, steps: readonly Step[]): object {
  const names = new Set(Array.from(path.matchAll(/\{([^{}]+)\}/g), ([, name = ""]) => name));
  const parameters = Array.from(names, (name) => ({ name, in: "path", required: true, schema: { type: "string" } }));
  const methods = Map.groupBy(steps, ({ request }) => request.method.toLowerCase());
  const operations = [...methods].filter(([method]) => METHODS.has(method));
  const others = [...methods.keys()].filter((method) => !METHODS.has(method)).map((method) => method.toUpperCase());
  const note = `Omitted, because OpenAPI 3.1 has no such method: ${others.map(oneLine).join(", ")}.`;
  return {
    ...(others.length > 0 && { description: note }),
    ...(parameters.length > 0 && { parameters }),
    ...Object.fromEntries(operations.map(([method, calls]) => [method, describeOperation(calls)])),
  };
}

const METHODS: ReadonlySet<string> = new Set(["get", "put", "post", "delete", "options", "head", "patch", "trace"]);

function describeOperation(calls: readonly Step[]): object {
  const [first] = calls;
  const query = new Set(calls.flatMap(({ request }) => [...(URL.parse(request.url)?.searchParams.keys() ?? [])]));
  const parameters = Array.from(query, (name) => ({ name, in: "query", schema: { type: "string" } }));
  const content = describeBodies(calls.map(({ request }) => request.body));
  const statuses = Map.groupBy(calls, ({ response }) => (response.status === 0 ? "default" : String(response.status)));
  return {
    ...(first && { operationId: first.id, summary: first.operation?.summary.en ?? first.name?.text ?? first.id }),
    ...(parameters.length > 0 && { parameters }),
    ...onlyKnown({ requestBody: content && { content } }),
    responses: Object.fromEntries(Array.from(statuses, ([status, answers]) => [status, describeAnswer(answers)])),
  };
}

function describeAnswer(answers: readonly Step[]): object {
  const content = describeBodies(answers.map(({ response }) => response.body));
  return { description: answers[0]?.response.reason || "No response was recorded.", ...onlyKnown({ content }) };
}

function describeBodies(bodies: readonly BodyView[]): object | undefined {
  const types = Map.groupBy(
    bodies.filter(({ kind }) => kind !== "none"),
    ({ mimeType }) => mimeType.split(";")[0]?.trim() || "application/octet-stream",
  );
  if (types.size === 0) return undefined;
  return Object.fromEntries(
    Array.from(types, ([type, some]) => [type, { schema: inferSchema(some.flatMap(listValues)) }]),
  );
}

function listValues({ kind, text }: BodyView): readonly unknown[] {
  if (kind !== "json") return [""];
  const value = readJson(text);
  return value === undefined ? [] : [value];
}
