import { openNamespace } from "../record/transparent/namespace.ts";
import type { Finding } from "./finding.ts";

/** Whether programs can be recorded that know no proxy: by trying it, because many things may forbid it. */
export async function checkNamespace(): Promise<readonly Finding[]> {
  const subject = "transparent recording";
  const opened = await openNamespace({ onConnection: ({ socket }) => void socket.destroy() });
  if ("why" in opened) {
    const hint =
      "record programs that support a proxy without `--transparent`; others need `wirewalk proxy --reverse URL`.";
    return [{ subject, state: "warning", text: `not here: ${opened.why}`, hint }];
  }
  opened[Symbol.dispose]();
  const text = "possible: `wirewalk record --transparent` also records programs that do not support a proxy";
  return [{ subject, state: "ok", text }];
}
