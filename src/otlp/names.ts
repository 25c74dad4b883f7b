/**
 * wirewalk's own attributes. `wirewalk.entry` contains an exchange as in the trace; one that is longer than a record may be is sent in
 * parts, each a span of its own, and `wirewalk.entry` then has the exchange without its long texts.
 */
export const OURS = {
  /** Of an exchange: the JSON of its entry. */
  entry: "wirewalk.entry",
  /** Of an exchange that was sent while it was recorded: the line of its journal, which becomes an entry when all are known. */
  exchange: "wirewalk.exchange",
  /** At the end of a recording that was sent while in progress: which of the sent lines are valid, and their positions in the trace. */
  lines: "wirewalk.lines",
  places: "wirewalk.places",
  /** Of an exchange: its number at its recorder, from 1. */
  number: "wirewalk.number",
  /** Of an exchange: the recorder that saw it, where there are several. */
  recorder: "wirewalk.recorder",
  /** Of an exchange that travels in parts: SHA-256 of its JSON, and how many there are. */
  entryHash: "wirewalk.entry.sha256",
  entryParts: "wirewalk.entry.parts",
  /** Of a resource: the recording, as hex. */
  session: "wirewalk.session",
  /** Of a resource: what the recorder is called, which its trace file would be named after. */
  name: "wirewalk.name",
  /** Of a resource: the session that its recorder shares with others. */
  group: "wirewalk.group",
  /** Of a resource: exchanges of the trace in all. */
  exchanges: "wirewalk.exchanges",
  /** Of the first resource: how many places were masked, as `2 password`. */
  redacted: "wirewalk.redacted",
  /** Of the first resource: the JSON of all else but the entries. */
  log: "wirewalk.log",
  logHash: "wirewalk.log.sha256",
  logParts: "wirewalk.log.parts",
  /** Of a part: the number of the exchange, 0 for the log. */
  partOf: "wirewalk.part.of",
  /** Of a part: its place from 1, and its text. */
  part: "wirewalk.part",
  partText: "wirewalk.part.text",
} as const;

/** Bytes of a line, and with it of a record: Kafka accepts 1 MB by default, and its consumers may add some. */
export const LONGEST_RECORD = 768 * 1024;
