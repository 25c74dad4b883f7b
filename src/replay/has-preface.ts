import type { Socket } from "node:net";

import { beginsWithPreface, isBeginningOfPreface } from "../wire/http2-preface.ts";

/** Whether a client begins with the HTTP/2 preface. The socket still has everything that arrived, unread. */
export function hasPreface(socket: Socket): Promise<boolean> {
  // Between this reader and the next there is no listener.
  socket.on("error", () => {});
  return new Promise((resolve) => {
    let first: Buffer = Buffer.alloc(0);
    const settle = (): void => {
      socket.off("readable", read).off("close", settle);
      if (first.length > 0) socket.unshift(first);
      // Later listeners would miss the end.
      else socket.destroy();
      resolve(beginsWithPreface(first));
    };
    const read = (): void => {
      // A socket that no encoding was set for gives bytes.
      const chunk = socket.read() as Buffer | null;
      if (chunk !== null) first = Buffer.concat([first, chunk]);
      if (chunk === null || !isBeginningOfPreface(first)) settle();
    };
    socket.on("readable", read).on("close", settle);
  });
}
