import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, openSync, rmSync } from "node:fs";
import { join } from "node:path";

import { UserError, reasonOf } from "../../errors.ts";
import { isObject } from "../../json/is-object.ts";
import { readJson } from "../../json/read-json.ts";
import { sourceOfDescriptor } from "../../trace/files/file-source.ts";
import { makeTempFolder } from "../../trace/files/temp-folder.ts";
import { type TextSource, sourceOfText } from "../../trace/stream/text-source.ts";
import { type ConfigOptions, toCollectorConfig } from "./collector-config.ts";
import type { KafkaPlace } from "./kafka-place.ts";
import { type Progress, createProgress } from "./progress.ts";

export interface ReadTopicOptions extends Omit<ConfigOptions, "spans"> {
  /** The Collector. */
  readonly program: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

export interface ReadTopic {
  /** The spans, a request a line. */
  readonly source: TextSource;
  /** Records that are no spans of this encoding. */
  readonly skipped: number;
  /** The Collector's reason for the last of them; "" if there is none. */
  readonly why: string;
}

/**
 * What a topic of Kafka holds, by a Collector that runs until it has read to the end. It writes to a private file, whose name is removed as
 * soon as it is open.
 *
 * @throws UserError If the Collector ends, or gets no further.
 */
export async function readTopic(place: KafkaPlace, options: ReadTopicOptions): Promise<ReadTopic> {
  const file = makeNamelessFile();
  try {
    const config = toCollectorConfig(place, { ...options, spans: file.path });
    const log = await runCollector(config, { ...options, place, onReport: file.open });
    const descriptor = file.open();
    const source = descriptor === undefined ? sourceOfText("", place.name) : sourceOfDescriptor(descriptor, place.name);
    return { source, ...log.skipped() };
  } finally {
    file.remove();
  }
}

/** A file that another program creates; until then there is nothing to open. */
function makeNamelessFile() {
  const folder = makeTempFolder("wirewalk-kafka-");
  const path = join(folder, "spans.jsonl");
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  let descriptor: number | undefined;
  const open = (): number | undefined => {
    if (descriptor !== undefined || !existsSync(path)) return descriptor;
    descriptor = openSync(path, "r");
    // Windows removes no file that another program has open; there it goes at the end.
    if (process.platform !== "win32") remove();
    return descriptor;
  };
  return { path, open, remove };
}

/** The name of the variable that holds the configuration, which may contain a password: other users can see arguments. */
const CONFIG = "WIREWALK_COLLECTOR_CONFIG";

interface RunOptions extends Pick<ReadTopicOptions, "env" | "program" | "signal"> {
  readonly place: KafkaPlace;
  /** Called when it runs, and again and again. */
  readonly onReport: () => void;
}

async function runCollector(config: string, { program, env, signal, place, onReport }: RunOptions): Promise<Log> {
  const child = spawn(program, ["--config", `env:${CONFIG}`], {
    env: { ...env, [CONFIG]: config },
    // If wirewalk is killed, it ends soon, because nothing reads its reports any more.
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [progress, log] = [createProgress(), createLog()];
  const isFinished = Promise.withResolvers<"end" | "stuck" | "aborted">();
  const stop = (): void => isFinished.resolve("aborted");
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) stop();
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    onReport();
    progress.add(text);
    const state = progress.state();
    if (state !== "reading") isFinished.resolve(state);
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => log.add(text));
  const closed = once(child, "close").then(
    () => "closed" as const,
    (error: unknown) => {
      throw new UserError(`Cannot start the Collector "${program}": ${reasonOf(error)}.`, {
        hint: INSTALL,
        cause: error,
      });
    },
  );
  try {
    const end = await Promise.race([isFinished.promise, closed]);
    if (end === "end") return log;
    if (signal.aborted) throw new UserError(`Reading ${place.name} was interrupted.`, { hint: "Repeat the command." });
    throw explain({ end, place, progress, log, program });
  } finally {
    signal.removeEventListener("abort", stop);
    // It writes what it has taken, and leaves its group.
    child.kill("SIGTERM");
    await closed.catch(() => {});
  }
}

/** The hint if there is no suitable Collector. */
export const INSTALL =
  "Install otelcol-contrib (https://opentelemetry.io/docs/collector/install/), or pass --collector FILE.";

interface Failure {
  readonly end: "aborted" | "closed" | "stuck";
  readonly place: KafkaPlace;
  readonly progress: Progress;
  readonly log: Log;
  readonly program: string;
}

function explain({ end, place, progress, log, program }: Failure): UserError {
  const last = place.login === undefined ? log.last() : log.last().replaceAll(place.login.password, "REDACTED");
  const why = last === "" ? "." : `: ${last}.`;
  if (end === "closed") {
    return new UserError(`The Collector "${program}" ended before it had read ${place.name}${why}`, {
      hint: "It must have the kafka receiver and the file exporter, as otelcol-contrib has from v0.142 on.",
    });
  }
  if (progress.hasBegun()) {
    return new UserError(`The Collector made no further progress in ${place.name}${why}`, {
      hint: "Run it with a configuration of your own, and gather its file: see docs/guide/many-hosts.md.",
    });
  }
  return new UserError(`The Collector received nothing from ${place.name} in 30 s${why}`, {
    hint: "Check that the broker is running, that it has the topic, and that the user may read it.",
  });
}

interface Log {
  readonly add: (text: string) => void;
  /** The last error. */
  readonly last: () => string;
  readonly skipped: () => Pick<ReadTopic, "skipped" | "why">;
}

/** What a Collector writes to stderr: warnings and errors, a JSON object a line; and its messages before it has read its configuration. */
function createLog(): Log {
  let [rest, last, why] = ["", "", ""];
  const skipped = new Set<string>();
  const take = (line: string): void => {
    const said = readJson(line);
    if (!isObject(said)) {
      if (line.trim() !== "") last = line;
      return;
    }
    const { partition, offset, error, err = error, msg } = said;
    last = [msg, err].filter((part) => typeof part === "string").join(": ");
    if (said["level"] !== "error" || typeof offset !== "number") return;
    skipped.add(`${String(partition)} ${offset}`);
    why = typeof error === "string" ? error : why;
  };
  const shorten = (text: string): string => text.replaceAll(/\s+/g, " ").trim().slice(0, 300);
  return {
    add: (text) => {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) take(line);
    },
    last: () => shorten(rest.trim() === "" ? last : rest),
    skipped: () => ({ skipped: skipped.size, why: shorten(why) }),
  };
}
