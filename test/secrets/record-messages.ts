import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { request } from "undici";

import { record } from "../../src/record/record.ts";
import type { Trace } from "../../src/trace/model/types.ts";
import type { Message } from "./plant.ts";

/** The files of a recording: the trace, and the journal as it was during the recording. */
export interface RecordedMessages {
  readonly trace: Trace;
  readonly text: string;
  readonly journal: string;
}

/** Records messages as a client and a server send them, over sockets. Throws if nothing is written. */
export async function recordMessages(messages: readonly Message[]): Promise<RecordedMessages> {
  const folder = await mkdtemp(join(tmpdir(), "wirewalk-secrets-"));
  const file = join(folder, "trace.har");
  const server = createServer((incoming, response) => {
    void answer(incoming, response, messages[Number(incoming.headers["x-plant"])]);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  try {
    const { trace, result } = await record(
      async ({ dispatcher }) => {
        for (const [index, message] of messages.entries()) {
          const headers = [...(message.requestHeaders ?? []).flat(), "X-Plant", String(index)];
          if (message.requestBody !== undefined && message.requestBody.type !== "")
            headers.push("Content-Type", message.requestBody.type);
          const { body } = await request(`http://127.0.0.1:${port}${message.path ?? "/x"}`, {
            dispatcher,
            method: (message.method ?? "GET") as "GET",
            headers,
            body: message.requestBody?.bytes ?? null,
          });
          await body.dump();
        }
        await new Promise((resolve) => setImmediate(resolve));
        return readFile(`${file}.journal`, "utf8");
      },
      { file },
    );
    return { trace, text: await readFile(file, "utf8"), journal: result };
  } finally {
    server.close();
    server.closeAllConnections();
    await rm(folder, { recursive: true, force: true });
  }
}

async function answer(
  incoming: IncomingMessage,
  response: ServerResponse,
  message: Message | undefined,
): Promise<void> {
  incoming.resume();
  await once(incoming, "end");
  for (const [name, value] of message?.responseHeaders ?? []) response.appendHeader(name, value);
  if (message?.responseBody !== undefined && message.responseBody.type !== "")
    response.setHeader("Content-Type", message.responseBody.type);
  response.statusCode = message?.status ?? 200;
  response.end(message?.responseBody?.bytes);
}
