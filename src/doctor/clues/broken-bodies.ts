import { readJson } from "../../json/read-json.ts";
import { bodyText } from "../../trace/bodies/body-text.ts";
import { headerText } from "../../trace/headers.ts";
import type { Finding } from "../finding.ts";
import type { NumberedCall } from "./numbered-call.ts";

/** Bodies of JSON that end in the middle, although all of the response arrived: a server or a proxy cut them. */
export function findBrokenBodies(calls: readonly NumberedCall[]): readonly Finding[] {
  return calls
    .filter(({ entry }) => isBroken(entry))
    .slice(0, MOST)
    .map(({ entry, name }): Finding => {
      const coding = headerText(entry.response.headers, "content-encoding");
      return {
        subject: "body",
        state: "warning",
        text: `the JSON that ${name} returned ends in the middle${coding === "" ? "" : ` (Content-Encoding: ${coding})`}`,
        hint: "The server, or a proxy before it, cut the body: compare its length with that of a good response.",
      };
    });
}

const MOST = 5;

function isBroken({ request, response, _error }: NumberedCall["entry"]): boolean {
  const { content } = response;
  if (_error !== undefined || content._truncated !== undefined || content.encoding !== undefined) return false;
  if (isPart(response) || request.method === "HEAD" || !/[/+]json\b/i.test(content.mimeType)) return false;
  const text = bodyText(content).trim();
  return /^[[{]/.test(text) && readJson(text) === undefined && !/[\]}]$/.test(text);
}

/** Of a body of which the client asked for a range. */
function isPart({ status, headers }: NumberedCall["entry"]["response"]): boolean {
  return status === 206 || headerText(headers, "content-range") !== "";
}
