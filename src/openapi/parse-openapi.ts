import type { ApiDescription, DescribedOperation } from "../analyze/types.ts";
import { onlyFilled } from "../json/only-filled.ts";
import { onlyKnown } from "../json/only-known.ts";
import { unescapeName } from "../json/pointer.ts";
import { matchParts } from "../sequence/match-parts.ts";
import { decodeComponent } from "../trace/decode-component.ts";
import { type YamlSource, toYamlError } from "../yaml/open-yaml.ts";
import { readYaml } from "../yaml/read-yaml.ts";
import { type OperationNames, listCallbacks } from "./list-callbacks.ts";
import { METHODS } from "./methods.ts";
import { type PathItem, openapiSchema, swaggerSchema, versionSchema } from "./schema.ts";
import { listServers, listSwaggerServers } from "./servers.ts";
import { toLine } from "./to-line.ts";

/**
 * Reads names and paths from an OpenAPI document (3.x, or Swagger 2.0; JSON or YAML). References are resolved within
 * the document.
 *
 * @param file as error messages name it
 * @throws UserError that names the line, the key, and what was expected there
 */
export function parseOpenApi(text: string, file: string): ApiDescription {
  const source = { text, file, hint: "An OpenAPI 3 or Swagger 2 document, with openapi: 3.1.0, info and paths." };
  const { openapi, swagger } = readYaml(source, versionSchema);
  if (openapi !== undefined && !openapi.startsWith("3.")) {
    throw toYamlError(source, ["openapi"], `version ${openapi} is not supported, only 3.x`);
  }
  if (openapi === undefined && (swagger === undefined || !/^2\b/.test(swagger))) {
    throw toYamlError(
      source,
      swagger === undefined ? [] : ["swagger"],
      'is not an OpenAPI document: expected openapi: 3.1.0 or swagger: "2.0"',
    );
  }
  return openapi === undefined ? readSwagger(source) : readOpenApi(source);
}

function readOpenApi(source: YamlSource): ApiDescription {
  const document = readYaml(source, openapiSchema);
  const { info, servers, paths = {}, components } = document;
  return {
    title: toName(info.title),
    servers: listServers(servers),
    operations: listOperations(source, paths, components?.pathItems ?? {}),
    ...onlyFilled({ callbacks: listCallbacks(document, readNames) }),
  };
}

function readSwagger(source: YamlSource): ApiDescription {
  const swagger = readYaml(source, swaggerSchema);
  return {
    title: toName(swagger.info.title),
    servers: listSwaggerServers(swagger),
    operations: listOperations(source, swagger.paths, {}),
  };
}

type PathItems = Readonly<Record<string, PathItem>>;

function listOperations(source: YamlSource, paths: PathItems, shared: PathItems): readonly DescribedOperation[] {
  return Object.entries(paths).flatMap(([path, item]) => {
    if (!path.startsWith("/")) throw toYamlError(source, ["paths", path], "expected a path that begins with a slash");
    const whole = follow(item, {
      paths,
      shared,
      fail: (reason) => toYamlError(source, ["paths", path, "$ref"], reason),
    });
    return METHODS.flatMap((method) => describe(path, method, whole));
  });
}

function describe(path: string, method: (typeof METHODS)[number], item: PathItem): readonly DescribedOperation[] {
  const operation = item[method];
  if (operation === undefined) return [];
  const servers = operation.servers ?? item.servers;
  return [
    {
      method: method.toUpperCase(),
      path,
      ...onlyKnown({ servers: servers === undefined || servers.length === 0 ? undefined : listServers(servers) }),
      ...readNames(operation),
    },
  ];
}

function readNames({ operationId, summary, ...operation }: Named): OperationNames {
  const id = typeof operationId === "string" && operationId !== "" ? toName(operationId) : undefined;
  const text = (typeof summary === "string" ? toName(summary) : "") || id;
  return { ...onlyKnown({ id, summary: text }), ...readPlaces(operation) };
}

type Named = Readonly<Partial<Record<"operationId" | "summary" | "externalDocs" | "tags", unknown>>>;

/** A deviation from the format is not an error here, because nothing else depends on it. */
function readPlaces({ externalDocs, tags }: Named): Pick<DescribedOperation, "reference" | "tag"> {
  const { url } =
    typeof externalDocs === "object" && externalDocs !== null && "url" in externalDocs ? externalDocs : {};
  const tag: unknown = Array.isArray(tags) ? tags[0] : undefined;
  return onlyKnown({
    reference: typeof url === "string" && /^https?:/i.test(url) ? url : undefined,
    tag: typeof tag === "string" && tag !== "" ? tag : undefined,
  });
}

interface References {
  readonly paths: PathItems;
  readonly shared: PathItems;
  readonly fail: (reason: string) => Error;
}

/** Methods next to a reference are added to what it refers to. */
function follow(item: PathItem, { paths, shared, fail }: References, depth = 0): PathItem {
  const { $ref, ...own } = item;
  if ($ref === undefined) return item;
  const [, holder, name = ""] = matchParts(/^#\/(paths|components\/pathItems)\/([^/]+)$/, $ref);
  if (holder === undefined) {
    throw fail(`refers to ${toName($ref)}, which is outside the document or not a path; bundle the document first`);
  }
  const key = unescapeName(decodeComponent(name));
  const found = Object.entries(holder === "paths" ? paths : shared).find(([one]) => one === key)?.[1];
  if (found === undefined) throw fail(`refers to ${toName($ref)}, which does not exist`);
  if (depth === DEEPEST) throw fail(`refers to ${toName($ref)}, which leads back here`);
  return { ...follow(found, { paths, shared, fail }, depth + 1), ...own };
}

const DEEPEST = 20;

/** Longest name that is shown, in characters. */
const LONGEST = 80;

function toName(text: string): string {
  return toLine(text, LONGEST);
}
