import { randomUUID } from "node:crypto";

import { UserError } from "../../errors.ts";
import { parseKafkaPlace } from "../../otlp/kafka/kafka-place.ts";
import { INSTALL, readTopic } from "../../otlp/kafka/read-topic.ts";
import { selectSpans } from "../../otlp/kafka/select-spans.ts";
import { listProgramFiles } from "../../record/command/list-program-files.ts";
import { countOf } from "../../sequence/count-of.ts";
import { writeScratch } from "../../trace/files/scratch.ts";
import { statIfThere } from "../../trace/files/stat-if-there.ts";
import type { TextSource } from "../../trace/stream/text-source.ts";
import { type Io, tell } from "../io.ts";
import { acceptUnchecked } from "./accept-unchecked.ts";
import type { StoreArguments } from "./store-options.ts";

/**
 * Reads the requested data from a topic with a Collector of the user. Throws a `UserError` if the topic has none of it.
 */
export async function readKafka(text: string, args: StoreArguments, io: Io): Promise<TextSource> {
  const place = parseKafkaPlace(text);
  const { name, encoding, session, traces } = place;
  const isUnchecked = acceptUnchecked(place.url, { name, insecure: args.insecure });
  const program = await findCollector(args.collector, io.env);
  tell(io, `Reading ${name} with ${program}.`);
  const { source, skipped, why } = await readTopic(place, {
    program,
    env: io.env,
    signal: io.interruption(),
    // A new group reads from the beginning.
    group: `wirewalk-${randomUUID()}`,
    authorities: args.cacert,
    isUnchecked,
  });
  const hint = `If they are spans, name their encoding: encoding=${encoding === "otlp_json" ? "otlp_proto" : "otlp_json"}.`;
  if (skipped > 0) {
    const records = `${countOf(skipped, "record")} that ${skipped === 1 ? "is" : "are"} not ${encoding}`;
    if (source.length === 0) throw new UserError(`${name} contains only ${records}: ${why}.`, { hint });
    tell(io, `Omitted from ${name}: ${records}: ${why}.`);
  }
  if (source.length === 0)
    throw new UserError(`${name} contains no spans.`, { hint: "Wait some seconds after sending." });
  if (session === "" && traces.length === 0) return source;
  const selected = writeScratch(selectSpans(source, place), name);
  if (selected.length > 0) return selected;
  const what = session === "" ? `trace ${traces.join(", ")}` : `session or recorder "${session}"`;
  throw new UserError(`${name} has no ${what}.`, {
    hint: "Wait some seconds after sending, or gather the whole topic: omit session= and trace=.",
  });
}

/** OpenTelemetry's distributions that can read from Kafka and write a file. */
const NAMES = ["otelcol-contrib", "otelcol"];

async function findCollector(given: string | undefined, env: Io["env"]): Promise<string> {
  for (const name of given === undefined ? NAMES : [given]) {
    for (const file of listProgramFiles(name, env))
      if ((await statIfThere(file, "read"))?.isFile() === true) return file;
  }
  const what = given === undefined ? `neither ${NAMES.join(" nor ")} is in PATH` : `"${given}" does not exist`;
  throw new UserError(`A Collector reads from Kafka for wirewalk, and ${what}.`, { hint: INSTALL });
}
