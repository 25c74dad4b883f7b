import { UserError } from "../../errors.ts";
import { canMatch } from "../proxy/no-proxy.ts";

/** Refuses a value that never matches, which would be ignored silently. */
export function refuseUnmatchable({ insecure = [], passthrough = [] }: Listed): void {
  for (const host of insecure) refuseHost(host, "--insecure");
  for (const host of passthrough) refuseHost(host, "--passthrough");
}

interface Listed {
  readonly insecure?: readonly string[] | undefined;
  readonly passthrough?: readonly string[] | undefined;
}

/** The same for one host. */
export function refuseHost(host: string, setting: string): void {
  if (canMatch(host)) return;
  throw new UserError(`"${host}" is not a host for ${setting}.`, {
    hint: "Name the host alone, or with its port, such as cloud.example:5000.",
  });
}
