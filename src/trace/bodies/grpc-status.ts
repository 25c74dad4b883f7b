import { findHeader } from "../headers.ts";
import type { Response } from "../model/types.ts";

/** How a gRPC call ended: `5 NOT_FOUND`; undefined if the response has no status. */
export function readGrpcStatus({ headers, _trailers = [] }: Response): string | undefined {
  const status = (findHeader(_trailers, "grpc-status") ?? findHeader(headers, "grpc-status"))?.trim();
  if (status === undefined || !/^\d{1,3}$/.test(status)) return undefined;
  return `${status} ${NAMES[Number(status)] ?? ""}`.trim();
}

/** Whether a status from `readGrpcStatus` means that the call failed. */
export function isGrpcFailure(status: string | undefined): status is string {
  return status !== undefined && !/^0+(?: |$)/.test(status);
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
