import { expect, test } from "vitest";

import { analyze } from "../../src/analyze/analyze.ts";
import type { Entry, Recorder, Trace } from "../../src/trace/model/types.ts";
import { aTrace, anEntry } from "./an-entry.ts";

interface Host {
  readonly id: string;
  readonly name?: string;
  readonly own?: Partial<Entry>;
  readonly program?: string;
  readonly shard?: string;
}

/** A gathered trace with an exchange of each recorder. */
function gathered(...hosts: readonly Host[]): Trace {
  const entries = hosts.map(({ id, own }, index) =>
    anEntry({ url: "http://h/x", at: index * 10, own: { _id: `get-x-${index + 1}`, _recorder: id, ...own } }),
  );
  const recorders = hosts.map(({ id, name = id, program, shard }): Recorder => {
    const command =
      program === undefined ? {} : { command: { argv: [program, "x.py"], exitCode: 0, stdout: "", stderr: "" } };
    const log = { _wirewalk: { format: 1, redacted: {}, ...command, ...(shard !== undefined && { shard }) } };
    return { id, name, sha256: "0".repeat(16), exchanges: 1, log };
  });
  return aTrace(entries, { recorders });
}

const callersOf = (trace: Trace, options = {}): readonly string[] => {
  const { participants, steps } = analyze(trace, options);
  return steps.map(({ client }) => participants.find(({ id }) => id === client)?.label ?? "?");
};

const python = { own: { _client: "python3" }, program: "/usr/bin/python3" };

test("programs of one name on several hosts are told apart by their recorders", () => {
  const trace = gathered({ id: "host-a", ...python }, { id: "host-b", ...python }, { id: "host-c", ...python });
  expect(callersOf(trace)).toEqual(["python3 (host-a)", "python3 (host-b)", "python3 (host-c)"]);
});

test("so are those of Windows, whichever slash their paths have", () => {
  const own = { _client: "python.exe" };
  const trace = gathered(
    { id: "host-a", own, program: String.raw`C:\Python\python.exe` },
    { id: "host-b", own, program: "C:/Python/python.exe" },
  );
  expect(callersOf(trace)).toEqual(["python.exe (host-a)", "python.exe (host-b)"]);
});

test("by numbers if the recorders have one name too, so that a new recording does not rename them", () => {
  const named = { name: "python3", ...python };
  const trace = gathered({ id: "python3-7f0c21", ...named }, { id: "python3-0b11aa", ...named });
  expect(callersOf(trace)).toEqual(["python3 (1)", "python3 (2)"]);
});

test("so are callers about which nothing is known, such as two browsers", () => {
  expect(callersOf(gathered({ id: "ann" }, { id: "bob" }))).toEqual(["client (ann)", "client (bob)"]);
  const program = { own: { _client: "program" } };
  expect(callersOf(gathered({ id: "ann", ...program }, { id: "bob", ...program }))).toEqual([
    "program (ann)",
    "program (bob)",
  ]);
});

test.each<[string, readonly Host[], readonly string[]]>([
  [
    "a name that somebody chose",
    [
      { id: "a", own: { _client: "orders" }, program: "node" },
      { id: "b", own: { _client: "orders" } },
    ],
    ["orders", "orders"],
  ],
  [
    "the jobs of one run",
    [
      { id: "a", ...python, shard: "1/2" },
      { id: "b", ...python, shard: "2/2" },
    ],
    ["python3", "python3"],
  ],
  [
    "a program that is a server too",
    [
      { id: "a", own: { _client: "python3", _server: "shop" }, program: "python3" },
      { id: "b", ...python },
      { id: "c", own: { _client: "till", _server: "python3" } },
    ],
    ["python3", "python3", "till"],
  ],
  [
    "what recorders in front of servers know nothing about",
    [
      { id: "a", own: { _server: "orders" } },
      { id: "b", own: { _server: "stock" } },
    ],
    ["client", "client"],
  ],
  [
    "a browser whose log was exported twice",
    [{ id: "monday" }, { id: "tuesday" }, { id: "tuesday", own: { _twinOf: "get-x-1", _twinBy: "copy" } }],
    ["client", "client"],
  ],
  [
    "several programs of one recorder",
    [
      { id: "a", ...python },
      { id: "a", ...python },
    ],
    ["python3", "python3"],
  ],
])("not told apart: %s", (_what, hosts, labels) => {
  expect(callersOf(gathered(...hosts))).toEqual(labels);
});

test("a name in the project file is that of all of them", () => {
  const trace = gathered({ id: "host-a", ...python }, { id: "host-b", ...python });
  expect(callersOf(trace, { participants: { python3: "Reader" } })).toEqual(["Reader", "Reader"]);
  expect(callersOf(trace, { participants: { "python3 (host-a)": "Ann" } })).toEqual(["Ann", "python3 (host-b)"]);
});

test("more than forty stay one: nobody can read as many columns", () => {
  const hosts = Array.from({ length: 41 }, (_, index) => ({ id: `host-${index}`, ...python }));
  expect(new Set(callersOf(gathered(...hosts)))).toEqual(new Set(["python3"]));
  expect(new Set(callersOf(gathered(...hosts.slice(1)))).size).toBe(40);
});

test("what the server's recorder knows about the caller is kept", () => {
  const trace = gathered(
    { id: "ann" },
    { id: "bob" },
    { id: "shop", own: { _client: "till", _server: "shop", _twinOf: "get-x-1", _twinBy: "traceparent" } },
  );
  expect(callersOf(trace)).toEqual(["till", "client"]);
});

test("details in a file that are no text are ignored", () => {
  const trace = gathered({ id: "a", ...python }, { id: "b", ...python });
  const broken: readonly Recorder["log"][] = [undefined, {}, { _wirewalk: { command: { argv: [7] }, shard: 3 } }];
  for (const log of broken) {
    const recorders = (trace.log._wirewalk?.recorders ?? []).map((one) => Object.assign({}, one, { log }));
    expect(callersOf(aTrace(trace.log.entries, { recorders }))).toEqual(["python3", "python3"]);
  }
});
