import { isObject } from "../../json/is-object.ts";
import { readString, visitLeaves } from "../../json/leaves.ts";
import { readJson } from "../../json/read-json.ts";
import { TOKEN } from "../../json/scan.ts";
import { textAt } from "../../sequence/text-at.ts";
import { textBefore } from "../../sequence/text-before.ts";

/** Whether a text, or its beginning, is a log of one JSON object a line, as oslo.log, Docker and journalctl write it. */
export function isJsonLog(text: string): boolean {
  let isLog = false;
  visitLeaves(textBefore(text, "\n"), ({ kind, names, start, end: behind }) => {
    const [name = ""] = names;
    isLog ||=
      kind === TOKEN.string && names.length === 1 && MESSAGES.includes(name) && readString(text, start, behind) !== "";
  });
  return isLog && text.trimStart().startsWith("{");
}

/** Where such lines have their message, in the order of preference. */
const MESSAGES: readonly string[] = ["message", "msg", "log", "MESSAGE", "event", "@message"];

/** The same log as lines of text: time, writer, message. */
export function toPlainLog(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => {
      const record = readJson(line);
      return isObject(record) ? toLine(record) : line;
    })
    .join("\n");
}

function toLine(record: Readonly<Record<string, unknown>>): string {
  const said = MESSAGES.map((name) => record[name]).find((value) => typeof value === "string") ?? "";
  const at = textAt(
    TIMES.map((name) => toTime(record[name])).filter((time) => time !== ""),
    0,
  );
  const who = WHO.map((name) => record[name])
    .filter((value) => typeof value === "string" || typeof value === "number")
    .join(" ");
  return [at, who, said.replace(/\r?\n$/, "")].filter((part) => part !== "").join(" ");
}

const TIMES: readonly string[] = ["asctime", "@timestamp", "timestamp", "time", "created", "__REALTIME_TIMESTAMP"];

/** What lines of one thread have in common. */
const WHO: readonly string[] = ["process", "thread", "process_id", "thread_name", "_PID"];

/** As `2026-11-29 10:00:00,123`; of numbers, seconds or microseconds since 1970. */
function toTime(value: unknown): string {
  const number = Number(value);
  if (value !== "" && Number.isFinite(number) && number > 1e8) {
    const milliseconds = number > 1e14 ? number / 1000 : number > 1e11 ? number : number * 1000;
    return milliseconds < 8.64e15 ? new Date(milliseconds).toISOString().replace("T", " ").replace("Z", "") : "";
  }
  return typeof value === "string" && /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d/.test(value)
    ? value.replace(
        /(\d\d:\d\d:\d\d)(?:[.,](\d{1,9}))?.*$/,
        (_all, time: string, fraction = "") => `${time}.${String(fraction).padEnd(3, "0").slice(0, 6)}`,
      )
    : "";
}
