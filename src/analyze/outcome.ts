import { isGrpcFailure } from "../trace/bodies/grpc-status.ts";
import type { Step } from "./types.ts";

/** How a call ended: `200`, `grpc-status 5 NOT_FOUND`, `ECONNRESET` without a response, `200 (ECONNRESET)` if the response was cut off. */
export function nameOutcome({ response: { status, grpcStatus, error, closed } }: Pick<Step, "response">): string {
  if (status === 0) return error?.code ?? "none";
  if (error !== undefined) return `${status} (${error.code})`;
  if (closed !== undefined) return `closed with ${closed.replace(/ .*/s, "")}`;
  return status < 400 && isGrpcFailure(grpcStatus) ? `grpc-status ${grpcStatus}` : String(status);
}
