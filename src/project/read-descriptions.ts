import { relative } from "node:path";

import type { ApiDescription } from "../analyze/types.ts";
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
