import type { Header, Response } from "../model/types.ts";

/** How a call of gRPC ended: `5 NOT_FOUND`; undefined where the answer says nothing of it. */
export function readGrpcStatus({ headers, _trailers = [] }: Response): string | undefined {
  const status = valueOf(_trailers, "grpc-status") ?? valueOf(headers, "grpc-status");
  if (status === undefined || !/^\d{1,3}$/.test(status)) return undefined;
  return `${status} ${NAMES[Number(status)] ?? ""}`.trim();
}

function valueOf(fields: readonly Header[], wanted: string): string | undefined {
  return fields.find(({ name }) => name.toLowerCase() === wanted)?.value.trim();
}

/** https://grpc.io/docs/guides/status-codes/ */
const NAMES = [
  "OK",
  "CANCELLED",
  "UNKNOWN",
  "INVALID_ARGUMENT",
  "DEADLINE_EXCEEDED",
  "NOT_FOUND",
  "ALREADY_EXISTS",
  "PERMISSION_DENIED",
  "RESOURCE_EXHAUSTED",
  "FAILED_PRECONDITION",
  "ABORTED",
  "OUT_OF_RANGE",
  "UNIMPLEMENTED",
  "INTERNAL",
  "UNAVAILABLE",
  "DATA_LOSS",
  "UNAUTHENTICATED",
];
