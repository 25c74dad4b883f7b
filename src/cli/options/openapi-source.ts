import type { OpenApiSource } from "../../project/config/types.ts";
import { matchParts } from "../../sequence/match-parts.ts";

/** `api.yaml`, or with the URL of its paths in the recording: `api.yaml=http://127.0.0.1:8080/v1`. */
export function toOpenApiSource(text: string): OpenApiSource {
  const [, file, server] = matchParts(/^(.+?)=(https?:\/\/.+|\/.*)$/, text);
  return file === undefined || server === undefined ? { file: text } : { file, server };
}
