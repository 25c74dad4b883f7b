import * as z from "zod/mini";

import { isObject } from "../json/is-object.ts";
import { METHODS } from "./methods.ts";

/** The parts of an OpenAPI document that are read; the rest is not checked. */

const variable = z.looseObject({
  default: z.exactOptional(z.coerce.string()),
  enum: z.exactOptional(z.array(z.coerce.string())),
});

const server = z.looseObject({
  url: z.string(),
  variables: z.exactOptional(z.record(z.string(), variable)),
});

const servers = z.exactOptional(z.array(server));

const operation = z.looseObject({
  summary: z.exactOptional(z.string()),
  operationId: z.exactOptional(z.string()),
  externalDocs: z.exactOptional(z.unknown()),
  tags: z.exactOptional(z.unknown()),
  callbacks: z.exactOptional(z.unknown()),
  servers,
});

const pathItem = z.looseObject({
  $ref: z.exactOptional(z.string()),
  servers,
  ...fromMethods(z.exactOptional(operation)),
});

function fromMethods<T>(schema: T): Record<(typeof METHODS)[number], T> {
  // Each method is a key.
  return Object.fromEntries(METHODS.map((method) => [method, schema])) as Record<(typeof METHODS)[number], T>;
}

const info = z.looseObject({ title: z.string().check(z.minLength(1, { error: "expected text" })) });

/** Keys that begin with `x-` have any content. */
const paths = z.pipe(z.transform(withoutExtensions), z.record(z.string(), pathItem));

function withoutExtensions(value: unknown): unknown {
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => !key.startsWith("x-")));
}

const version = z.pipe(
  z.union([z.string(), z.number()], { error: "expected a version, such as 3.1.0" }),
  z.transform(String),
);

/** The format that a document declares. */
export const versionSchema = z.looseObject({
  openapi: z.exactOptional(version),
  swagger: z.exactOptional(version),
});

export const openapiSchema = z.looseObject({
  info,
  servers,
  paths: z.exactOptional(paths),
  webhooks: z.exactOptional(z.unknown()),
  components: z.exactOptional(z.looseObject({ pathItems: z.exactOptional(z.record(z.string(), pathItem)) })),
});

export const swaggerSchema = z.looseObject({
  info,
  host: z.exactOptional(z.string()),
  basePath: z.exactOptional(z.string()),
  schemes: z.exactOptional(z.array(z.string())),
  paths,
});

export type Swagger = z.infer<typeof swaggerSchema>;
export type PathItem = z.infer<typeof pathItem>;
export type Server = z.infer<typeof server>;
