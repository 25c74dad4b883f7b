import { isObject } from "../json/is-object.ts";
import { groupBy } from "../sequence/groups.ts";
import { createTally } from "../sequence/tally.ts";
import type { Entry, Recorder, Trace } from "../trace/model/types.ts";
import { ownList } from "../trace/own-list.ts";
import { createRecorderGroups } from "./recorder-groups.ts";

export interface CallerNames {
  /** The label of a caller about which nothing is known. */
  readonly unknown: string;
  /** Whether the user has a name for a caller. */
  readonly isNamed: (caller: string) => boolean;
}

/**
 * The exchanges of a gathered trace, with callers told apart that are only known by the name of their program, or not at
 * all: `python3` on two hosts is `python3 (host-a)` and `python3 (host-b)`. A name that somebody chose stays: one service
 * may run on several hosts.
 */
export function tellCallersApart({ log }: Trace, { unknown, isNamed }: CallerNames): readonly Entry[] {
  const { entries } = log;
  const recorders = new Map(ownList(log, "recorders").map((recorder) => [recorder.id, recorder]));
  if (recorders.size < 2) return entries;
  const groupOf = createRecorderGroups(entries, recorders);
  const callerOf = createCallerFinder(entries, recorders, unknown);
  const called = entries.flatMap((entry) => {
    const caller = callerOf(entry);
    return caller === undefined || isNamed(caller) ? [] : [{ caller, recorder: groupOf(entry._recorder ?? "") }];
  });
  const suffixes = new Map<string, ReadonlyMap<string, string>>();
  for (const [caller, own] of groupBy(called, ({ caller }) => caller).entries()) {
    const distinct = [...new Set(own.map(({ recorder }) => recorder))];
    if (distinct.length > 1 && distinct.length <= MOST) suffixes.set(caller, toSuffixes(distinct, recorders));
  }
  if (suffixes.size === 0) return entries;
  return Array.from(entries, (entry) => {
    const caller = callerOf(entry) ?? "";
    const suffix = suffixes.get(caller)?.get(groupOf(entry._recorder ?? ""));
    return suffix === undefined ? entry : { ...entry, _client: `${caller} (${suffix})` };
  });
}

/** Nobody can read a diagram with more columns. */
const MOST = 40;

/** The names of the recorders; numbers if several have one name, since the hash in their IDs changes with each recording. */
function toSuffixes(ids: readonly string[], recorders: ReadonlyMap<string, Recorder>): ReadonlyMap<string, string> {
  const names = createTally<string>();
  for (const id of ids) names.add(recorders.get(id)?.name ?? id);
  const isClear = ids.every((id) => names.of(recorders.get(id)?.name ?? id) === 1);
  return new Map(ids.map((id, index) => [id, isClear ? id : String(index + 1)]));
}

/** The caller of an exchange if its recorder knows no more than the name of the program; undefined for any other. */
function createCallerFinder(
  entries: readonly Entry[],
  recorders: ReadonlyMap<string, Recorder>,
  unknown: string,
): (entry: Entry) => string | undefined {
  const programs = new Map(Array.from(recorders, ([id, { log }]) => [id, nameProgram(log)]));
  const servers = new Set(entries.map(({ _server }) => _server));
  // The server's side may know the name of the caller.
  const known = new Set(entries.map(({ _client, _twinOf }) => (_client === undefined ? undefined : _twinOf)));
  return ({ _id = "", _client, _server, _twinOf, _recorder = "" }) => {
    if (_client !== undefined && _client !== UNNAMED) {
      return _client === programs.get(_recorder) && !servers.has(_client) ? _client : undefined;
    }
    // A recorder next to a server knows nothing about the callers, not even whether another recorder's are the same.
    return _server !== undefined || _twinOf !== undefined || known.has(_id) ? undefined : (_client ?? unknown);
  };
}

/** What a session calls programs that send no name. */
const UNNAMED = "program";

/** The program of the command that was recorded, as `record` names it: the last part of its path, which Windows writes with either slash. */
function nameProgram(log: Recorder["log"]): string | undefined {
  const origin = log?.["_wirewalk"];
  const command = isObject(origin) ? origin["command"] : undefined;
  const argv = isObject(command) ? command["argv"] : undefined;
  const [program] = Array.isArray(argv) ? (argv as readonly unknown[]) : [];
  return typeof program === "string" ? program.replace(/^.*[\\/]/s, "") : undefined;
}
