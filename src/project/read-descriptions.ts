import { relative } from "node:path";

import type { ApiDescription } from "../analyze/types.ts";
import { UserError } from "../errors.ts";
import { onlyKnown } from "../json/only-known.ts";
import { fillLink } from "../openapi/fill-link.ts";
import { readText } from "../trace/files/file.ts";
import type { OpenApiSource } from "./config/types.ts";

/** Reads OpenAPI documents. Throws a `UserError` if one is missing or invalid. */
export async function readDescriptions(sources: readonly OpenApiSource[]): Promise<readonly ApiDescription[]> {
  // Most traces have none, and the code that reads them takes long to load.
  if (sources.length === 0) return [];
  const { parseOpenApi } = await import("../openapi/parse-openapi.ts");
  return Promise.all(
    sources.map(async ({ file, server, title, link }, index) => {
      const text = await readText(file).catch((cause: unknown) => {
        if (!(cause instanceof UserError)) throw cause;
        const { message, hint = "Check the path." } = cause;
        throw new UserError(message, { hint, cause, option: ["openapi", index] });
      });
      const description = withLinks(parseOpenApi(text, relative(".", file) || file), link);
      if (server === undefined) return title === undefined ? description : { ...description, title };
      // If the user names the recorded server, the URLs in the document do not count.
      const operations = description.operations.map(({ servers: _elsewhere, ...operation }) => operation);
      return { ...description, title: title ?? description.title, servers: [server.replace(/\/+$/, "")], operations };
    }),
  );
}

/** If an operation lacks a value for the URL, the document's own link stays. */
function withLinks(description: ApiDescription, link: string | undefined): ApiDescription {
  if (link === undefined) return description;
  const addLink = <Described extends Parameters<typeof fillLink>[1]>(described: Described): Described => {
    const reference = fillLink(link, described) ?? described.reference;
    return { ...described, ...onlyKnown({ reference }) };
  };
  const { operations, callbacks } = description;
  return {
    ...description,
    operations: operations.map(addLink),
    ...onlyKnown({ callbacks: callbacks?.map(addLink) }),
  };
}
