import type { HeaderView } from "./types.ts";

/** The ids by which the operators of a service find this call in their logs, as `name value`; each once, the ids of the response first. */
export function listRequestIds(
  request: { readonly headers: readonly HeaderView[] },
  response: { readonly headers: readonly HeaderView[] },
): readonly HeaderView[] {
  const found = new Map<string, HeaderView>();
  for (const { name, value } of [...response.headers, ...request.headers]) {
    if (value === "" || !isRequestId(name)) continue;
    found.set(`${name.toLowerCase()} ${value}`, { name, value });
  }
  return [...found.values()];
}

/** Whether a header of this name identifies one call. */
export function isRequestId(name: string): boolean {
  return REQUEST_ID.test(name);
}

/** W3C, OpenTelemetry and Zipkin; and what clouds, gateways and frameworks name it, `x-openstack-request-id`, `cf-ray`. */
const REQUEST_ID = new RegExp(
  `^(?:${[
    "traceparent",
    "b3",
    "x-b3-traceid",
    "uber-trace-id",
    "cf-ray",
    "x-amz-(?:cf-)?id(?:-2)?",
    "x-amzn-trace-id",
    "x-cloud-trace-context",
    "x-datadog-trace-id",
    "x-vercel-id",
    "x-nf-request-id",
    "request-id",
    "correlation-id",
    "trace-id",
    "(?:x-)?(?:[a-z0-9]+-){0,3}(?:request|correlation|trace|transaction|activity)[-_]?id",
    "x-ms-(?:client-)?request-id",
    "x-goog-request-id",
    "x-request-uuid",
  ].join("|")})$`,
  "i",
);
