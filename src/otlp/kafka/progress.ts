import { isObject } from "../../json/is-object.ts";
import { readJson } from "../../json/read-json.ts";
import { objectsOf } from "../../trace/model/loose-fields.ts";

/** How far a Collector has read a topic, by its own metrics: https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/receiver/kafkareceiver#internal-telemetry */
export interface Progress {
  /** Takes what the Collector writes to stdout. */
  readonly add: (text: string) => void;
  /** `end`: all partitions are read, and nothing new has come for some seconds; `stuck`: they are not, and nothing has come for long. */
  readonly state: () => "reading" | "end" | "stuck";
  /** Whether Kafka has given it partitions of the topic. */
  readonly hasBegun: () => boolean;
}

/** Reports without news after which it is the end: 3 s. A broker with data responds within 250 ms. */
const QUIET = 6;
/** Reports without news after which nothing is expected any more: 30 s. */
const STUCK = 60;

export function createProgress(): Progress {
  let rest = "";
  let lines: string[] = [];
  let last: Report = { begun: 0, isWhole: false, news: "" };
  let quiet = 0;
  const take = (line: string): void => {
    if (line.startsWith("{")) lines = [];
    lines.push(line);
    // One report in several lines, or one in a line; indented lines are in the middle of one.
    if (!/^\}|^\{.+\}$/.test(line)) return;
    const report = readReport(readJson(lines.join("\n")));
    lines = [];
    quiet = report.news === last.news ? quiet + 1 : 0;
    last = report;
  };
  return {
    add: (text) => {
      const all = (rest + text).split("\n");
      rest = all.pop() ?? "";
      for (const line of all) take(line.trimEnd());
    },
    state: () => {
      if (last.isWhole && quiet >= QUIET) return "end";
      return quiet >= STUCK ? "stuck" : "reading";
    },
    hasBegun: () => last.begun > 0,
  };
}

interface Report {
  /** Partitions that it has been given. */
  readonly begun: number;
  /** Whether each partition that delivered data has been read to its end. */
  readonly isWhole: boolean;
  /** Another text if something has happened. */
  readonly news: string;
}

type Point = readonly [partition: string, value: number];

function readReport(report: unknown): Report {
  const points = new Map<string, readonly Point[]>();
  for (const scope of listIn(report, "ScopeMetrics")) {
    for (const metric of objectsOf(scope["Metrics"])) points.set(String(metric["Name"]), toPoints(metric["Data"]));
  }
  const of = (name: string) => points.get(`otelcol_kafka_receiver_${name}`) ?? [];
  const begun = of("partition_start").reduce((sum, [, value]) => sum + value, 0);
  const left = new Map(of("offset_lag"));
  // Older Collectors call them so.
  const received = [...of("records"), ...of("messages")];
  const isRead = ([partition, count]: Point): boolean => count === 0 || left.get(partition) === 0;
  const isWhole = begun > 0 && received.every(isRead) && left.values().every((lag) => lag === 0);
  // A Collector writes points in any order.
  const all = [...received, ...of("current_offset"), ...of("offset_lag")].map((point) => point.join(" "));
  return { begun, isWhole, news: [begun, ...all.toSorted()].join() };
}

function toPoints(data: unknown): readonly Point[] {
  return listIn(data, "DataPoints").map((point) => {
    const attribute = objectsOf(point["Attributes"]).find(({ Key }) => Key === "partition")?.["Value"];
    return [String(isObject(attribute) ? attribute["Value"] : ""), Number(point["Value"])];
  });
}

function listIn(holder: unknown, name: string) {
  return objectsOf(isObject(holder) ? holder[name] : undefined);
}
