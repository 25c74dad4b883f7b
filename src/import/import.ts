import { UserError } from "../errors.ts";
import { parseTrace } from "../trace/model/parse.ts";
import type { Trace } from "../trace/model/types.ts";
import { isCurlTrace, parseCurlTrace } from "./curl-trace.ts";
import { isKeystoneLog, parseKeystoneLog } from "./keystone-log.ts";

/**
 * Reads what another tool wrote of its HTTP traffic: a HAR file, what `openstack --debug` prints, or a file of
 * `curl --trace-ascii`. Nothing is masked yet.
 *
 * @param name What messages call the file: its path.
 * @throws UserError Where it is none of these, or holds no exchange.
 */
export function importTrace(text: string, name: string): Trace {
  const trace = readLog(text, name);
  if (trace.log.entries.length > 0) return trace;
  throw new UserError(`"${name}" holds no exchange.`, {
    hint: "export it again from the tool, with the requests in it.",
  });
}

function readLog(text: string, name: string): Trace {
  if (/^\uFEFF?\s*\{/.test(text)) return parseTrace(text, name);
  if (isCurlTrace(text)) return parseCurlTrace(text);
  if (isKeystoneLog(text)) return parseKeystoneLog(text);
  throw new UserError(`"${name}" is in no format that can be imported.`, {
    hint: "known are HAR files, what `openstack --debug` prints, and files of `curl --trace-ascii`.",
  });
}
