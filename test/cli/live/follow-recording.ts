import { onTestFinished } from "vitest";

import type { Exchange } from "../../../src/trace/journal/exchange.ts";
import { createJournal } from "../../../src/trace/journal/journal-file.ts";
import { anExchange } from "../../helpers/an-exchange.ts";
import { type CliOutcome, runCli } from "../run-cli.ts";

export interface Following {
  readonly url: string;
  readonly interrupt: () => void;
  readonly outcome: Promise<CliOutcome>;
}

/** Runs `wirewalk open FILE --live --print`; resolves when it serves the page. */
export async function followLive(file: string): Promise<Following> {
  const controller = new AbortController();
  onTestFinished(() => controller.abort());
  const served = Promise.withResolvers<string>();
  const onOutput = (text: string): void => {
    const [url] = /http:\/\/127\.\S+/.exec(text) ?? [];
    if (url !== undefined) served.resolve(url);
  };
  const outcome = runCli(["open", file, "--live", "--print"], { onOutput, signal: controller.signal });
  void outcome.then(({ stderr }) => served.reject(new Error(stderr)));
  return { url: await served.promise, interrupt: () => controller.abort(), outcome };
}

export function openJournal(file: string, pid = process.pid): ReturnType<typeof createJournal> {
  return createJournal(
    file,
    { wirewalkJournal: 1, pid },
    {
      onError: (error) => {
        throw error;
      },
    },
  );
}

export function finished(seq: number, parts: Partial<Exchange>): Exchange {
  return anExchange({ seq, startedAt: 1_763_892_000_000 + seq * 100, ...parts });
}
