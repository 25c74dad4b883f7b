import { relative } from "node:path";

import type { ApiDescription, Walkthrough } from "../analyze/types.ts";
import { type Io, tell } from "../cli/io.ts";
import { toPrintable } from "../cli/output/printable.ts";
import { UserError } from "../errors.ts";
import { parseOpenApi } from "../openapi/parse-openapi.ts";
import { readText } from "../trace/files/file.ts";
import type { OpenApiSource } from "./config/parse.ts";

/** Reads OpenAPI documents. Throws a `UserError` for one that is not there or is none. */
export async function readDescriptions(sources: readonly OpenApiSource[]): Promise<readonly ApiDescription[]> {
  return Promise.all(
    sources.map(async ({ file, server, title }, index) => {
      const text = await readText(file).catch((cause: unknown) => {
        if (!(cause instanceof UserError)) throw cause;
        const { message, hint = "check the path." } = cause;
        throw new UserError(message, { hint, cause, option: ["openapi", index] });
      });
      const description = parseOpenApi(text, relative(".", file) || file);
      if (server === undefined) return title === undefined ? description : { ...description, title };
      // Where the recording went, the addresses in the document do not count.
      const operations = description.operations.map(({ servers: _elsewhere, ...operation }) => operation);
      return { title: title ?? description.title, servers: [server.replace(/\/+$/, "")], operations };
    }),
  );
}

/** `api.yaml`, or with where its paths begin in the recording: `api.yaml=http://127.0.0.1:8080/v1`. */
export function toOpenApiSource(text: string): OpenApiSource {
  const [, file, server] = /^(.+?)=(https?:\/\/.+|\/.*)$/.exec(text) ?? [];
  return file === undefined || server === undefined ? { file: text } : { file, server };
}

/** A document that describes nothing of a recording is probably one for another address. */
export function tellUnused(descriptions: readonly ApiDescription[], { steps }: Walkthrough, io: Io): void {
  const used = new Set(steps.map(({ described }) => described?.title));
  for (const { title, servers } of descriptions) {
    if (used.has(title)) continue;
    const where = servers.filter((server) => server !== "").join(", ");
    tell(io, toPrintable(`No request of the trace is one that "${title}" describes${where && ` at ${where}`}.`));
    tell(io, "  Hint: say where its paths begin in the recording: --openapi FILE=http://host/base");
  }
}
