import { Document, visit } from "yaml";

import type { BodyView, Step } from "../../analyze/types.ts";
import { UNSEEN, escapeUnseen } from "../../json/escape-unseen.ts";
import { onlyFilled } from "../../json/only-filled.ts";
import { onlyIf } from "../../json/only-if.ts";
import { onlyKnown } from "../../json/only-known.ts";
import { readJson } from "../../json/read-json.ts";
import { findAll } from "../../sequence/find-all.ts";
import { textBefore } from "../../sequence/text-before.ts";
import { readQueryString } from "../../trace/query-string.ts";
import { createSchemaSketch } from "../json-schema.ts";
import { oneLine } from "../one-line.ts";
import type { Subject } from "../subject.ts";

/** A sketch in OpenAPI 3.1: what this trace shows of the API, to begin a description with. */
export function toOpenApi({ stretches, script, title }: Subject): Iterable<string> {
  const paths = createSketches((): PathSketch => createSketches(createOperation));
  for (const { steps } of stretches) {
    for (const step of steps) {
      const { request } = step;
      paths.at(pathOf(request.path)).at(request.method.toLowerCase()).add(step);
    }
  }
  const servers = script.inputs.filter(({ kind }) => kind === "origin").map(({ value }) => ({ url: value }));
  const document = {
    openapi: "3.1.0",
    info: {
      title,
      version: "0.0.0",
      description: "Drafted from one recording: it covers only the exchanges recorded there.",
    },
    ...onlyFilled({ servers }),
    paths: Object.fromEntries(Array.from(paths.all, ([path, methods]) => [path, describePath(path, methods)])),
  };
  return [toYaml(document)];
}

/** Characters that are not seen are escapes, which only strings in double quotes have. */
function toYaml(value: unknown): string {
  const document = new Document(value, { aliasDuplicateObjects: false });
  visit(document, {
    Scalar: (_key, node) => {
      if (typeof node.value === "string" && findAll(node.value, UNSEEN).length > 0) node.type = "QUOTE_DOUBLE";
    },
  });
  return escapeUnseen(document.toString({ lineWidth: 0 }));
}

/** Facts about several items, by their names in the order of appearance. */
interface Sketches<One> {
  readonly at: (name: string) => One;
  readonly all: ReadonlyMap<string, One>;
}

function createSketches<One>(create: () => One): Sketches<One> {
  const all = new Map<string, One>();
  const at = (name: string): One => {
    const known = all.get(name) ?? create();
    all.set(name, known);
    return known;
  };
  return { at, all };
}

/** By method. */
type PathSketch = Sketches<OperationSketch>;

/** Without the query; a placeholder that occurs twice would be one parameter. */
function pathOf(path: string): string {
  const [plain = "/"] = path.split(/[?#]/);
  return plain.startsWith("/") ? plain : `/${plain}`;
}

function describePath(path: string, { all: methods }: PathSketch): object {
  const names = new Set(Array.from(path.matchAll(/\{([^{}]+)\}/g), ([, name = ""]) => name));
  const parameters = Array.from(names, (name) => ({ name, in: "path", required: true, schema: { type: "string" } }));
  const operations = [...methods].filter(([method]) => METHODS.has(method));
  const others = [...methods.keys()].filter((method) => !METHODS.has(method)).map((method) => method.toUpperCase());
  const note = `Omitted, because OpenAPI 3.1 has no such method: ${others.map(oneLine).join(", ")}.`;
  return {
    ...onlyIf(others.length > 0, { description: note }),
    ...onlyFilled({ parameters }),
    ...Object.fromEntries(operations.map(([method, sketch]) => [method, sketch.describe()])),
  };
}

const METHODS: ReadonlySet<string> = new Set(["get", "put", "post", "delete", "options", "head", "patch", "trace"]);

/** Facts about an operation, without its bodies. */
interface OperationSketch {
  readonly add: (step: Step) => void;
  readonly describe: () => object;
}

function createOperation(): OperationSketch {
  let named: object | undefined;
  const query = new Set<string>();
  const sent = createContent();
  const answers = createSketches(createAnswer);
  return {
    add: ({ id, operation, name, request, response }) => {
      named ??= { operationId: id, summary: operation?.summary.en ?? name?.text ?? id };
      for (const parameter of readQueryString(textBefore(request.url, "#"))) query.add(parameter.name);
      sent.add(request.body);
      answers.at(response.status === 0 ? "default" : String(response.status)).add(response);
    },
    describe: () => {
      const parameters = Array.from(query, (key) => ({ name: key, in: "query", schema: { type: "string" } }));
      const content = sent.describe();
      return {
        ...named,
        ...onlyFilled({ parameters }),
        ...onlyKnown({ requestBody: content && { content } }),
        responses: Object.fromEntries(Array.from(answers.all, ([status, answer]) => [status, answer.describe()])),
      };
    },
  };
}

interface AnswerSketch {
  readonly add: (response: Step["response"]) => void;
  readonly describe: () => object;
}

function createAnswer(): AnswerSketch {
  let reason: string | undefined;
  const content = createContent();
  return {
    add: (response) => {
      reason ??= response.reason;
      content.add(response.body);
    },
    describe: () => ({
      description: reason || "No response was recorded.",
      ...onlyKnown({ content: content.describe() }),
    }),
  };
}

interface ContentSketch {
  readonly add: (body: BodyView) => void;
  /** Undefined if there was no body. */
  readonly describe: () => object | undefined;
}

/** Schemas by media type. */
function createContent(): ContentSketch {
  const types = createSketches(createSchemaSketch);
  return {
    add: (body) => {
      if (body.kind === "none") return;
      const schema = types.at(body.mimeType.split(";")[0]?.trim() || "application/octet-stream");
      for (const value of listValues(body)) schema.add(value);
    },
    describe: () =>
      types.all.size === 0
        ? undefined
        : Object.fromEntries(Array.from(types.all, ([type, schema]) => [type, { schema: schema.toSchema() }])),
  };
}

/** Texts are not read for it: they may still be in the file. */
function listValues(body: BodyView): readonly unknown[] {
  if (body.kind !== "json") return [""];
  const value = readJson(body.text);
  return value === undefined ? [] : [value];
}
