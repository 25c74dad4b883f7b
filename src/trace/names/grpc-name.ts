import { matchParts } from "../../sequence/match-parts.ts";
import { isGrpc } from "../bodies/grpc.ts";
import type { NameableRequest } from "./call-name.ts";

/** Service and method of a gRPC call, `image.v1.Images/Get`; undefined for other calls. */
export function nameGrpc({ url, mimeType }: NameableRequest): string | undefined {
  if (!isGrpc(mimeType)) return undefined;
  const [, name] = matchParts(/\/([\w.]+\/\w+)(?:[?#]|$)/, url);
  return name;
}
