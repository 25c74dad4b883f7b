import type { Finding } from "./finding.ts";

const OLDEST = [22, 19] as const;

/** Whether wirewalk runs on a Node that it supports. */
export function checkNode(): readonly Finding[] {
  const { node: version } = process.versions;
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const isSupported = major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
  const text = `${version}, at ${process.execPath}`;
  if (isSupported) return [{ subject: "Node", state: "ok", text }];
  return [{ subject: "Node", state: "failure", text, hint: `Install Node ${OLDEST.join(".")} or later.` }];
}
