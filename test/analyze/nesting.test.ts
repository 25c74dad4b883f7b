import { describe, expect, test } from "vitest";

import { analyze } from "../../src/analyze/analyze.ts";
import type { Entry } from "../../src/trace/model/types.ts";
import { aTrace, anEntry } from "./an-entry.ts";

interface Call {
  readonly from: string;
  readonly to: string;
  readonly at: number;
  readonly took: number;
  readonly sent?: Readonly<Record<string, string>>;
  readonly answered?: Readonly<Record<string, string>>;
}

/** For each call its parent, by the participant that received the request: `db in api (time)`. */
function nestingOf(...calls: readonly Call[]): readonly string[] {
  const { steps } = analyze(aTrace(calls.map(toEntry)));
  const servers = new Map(steps.map(({ id, server }) => [id, server]));
  return steps.map(({ server, nestedIn }) =>
    nestedIn === undefined ? server : `${server} in ${servers.get(nestedIn.step)} (${nestedIn.evidence})`,
  );
}

function toEntry({ from, to, at, took, sent = {}, answered = {} }: Call): Entry {
  const entry = anEntry({ url: `http://${to}/${at}`, at, took, own: { _client: from, _server: to } });
  const toHeaders = (headers: Readonly<Record<string, string>>): Entry["request"]["headers"] =>
    Object.entries(headers).map(([name, value]) => ({ name, value }));
  return {
    ...entry,
    request: { ...entry.request, headers: toHeaders(sent) },
    response: { ...entry.response, headers: toHeaders(answered) },
  };
}

const trace = (id: string): Readonly<Record<string, string>> => ({
  traceparent: `00-${id.padEnd(32, "0")}-00f067aa0ba902b7-01`,
});

describe("a call that another one caused", () => {
  test("is recognized by the time, at any depth", () => {
    expect(
      nestingOf(
        { from: "me", to: "web", at: 0, took: 100 },
        { from: "web", to: "api", at: 10, took: 50 },
        { from: "api", to: "db", at: 20, took: 5 },
        { from: "web", to: "mail", at: 70, took: 5 },
      ),
    ).toEqual(["web", "api in web (time)", "db in api (time)", "mail in web (time)"]);
  });

  test("is recognized by traceparent, although a newer call is open", () => {
    expect(
      nestingOf(
        { from: "me", to: "web", at: 0, took: 100, sent: trace("a") },
        { from: "you", to: "web-2", at: 5, took: 1 },
        { from: "you", to: "web", at: 10, took: 80, sent: trace("b") },
        { from: "web", to: "db", at: 20, took: 5, sent: trace("a") },
      ),
    ).toEqual(["web", "web-2", "web", "db in web (traceparent)"]);
  });

  test("is recognized by the time if several open calls belong to its trace", () => {
    expect(
      nestingOf(
        { from: "me", to: "web", at: 0, took: 100, sent: trace("a") },
        { from: "me", to: "web", at: 10, took: 80, sent: trace("a") },
        { from: "web", to: "db", at: 20, took: 5, sent: trace("a") },
      ),
    ).toEqual(["web", "web", "db in web (time)"]);
  });

  test("is recognized by the request ID that the service generated and passed on", () => {
    const id = { "X-Openstack-Request-Id": "req-1" };
    expect(
      nestingOf(
        { from: "me", to: "nova", at: 0, took: 100, answered: id },
        { from: "nova", to: "glance", at: 20, took: 5, sent: id },
      ),
    ).toEqual(["nova", "glance in nova (request-id)"]);
  });

  test("but not a call for a request that has ended, although another one is open", () => {
    expect(
      nestingOf(
        { from: "me", to: "web", at: 0, took: 10, sent: trace("a") },
        { from: "you", to: "web", at: 15, took: 100, sent: trace("b") },
        { from: "web", to: "worker", at: 20, took: 5, sent: trace("a") },
      ),
    ).toEqual(["web", "web", "worker"]);
  });

  test("and not a request of another client meanwhile, or a later one", () => {
    expect(
      nestingOf(
        { from: "me", to: "web", at: 0, took: 10 },
        { from: "you", to: "db", at: 5, took: 1 },
        { from: "web", to: "db", at: 20, took: 1 },
      ),
    ).toEqual(["web", "db", "db"]);
  });
});
