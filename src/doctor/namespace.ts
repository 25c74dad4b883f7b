import { openNamespace } from "../record/transparent/namespace.ts";
import type { Finding } from "./finding.ts";

/** Whether programs can be recorded that know no proxy: by trying it, because many things may forbid it. */
export async function checkNamespace(): Promise<readonly Finding[]> {
  const subject = "transparent recording";
  const opened = await openNamespace({ onConnection: ({ socket }) => void socket.destroy() });
  if ("why" in opened) {
    const hint =
      "record what heeds a proxy without `--transparent`; what knows none needs `wirewalk proxy --reverse URL`.";
    return [{ subject, state: "warning", text: `not here: ${opened.why}`, hint }];
  }
  opened[Symbol.dispose]();
  const text = "possible: `wirewalk record --transparent` records programs that know no proxy too";
  return [{ subject, state: "ok", text }];
}
