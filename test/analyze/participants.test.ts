import { expect, test } from "vitest";

import { analyze } from "../../src/analyze/analyze.ts";
import type { Trace } from "../../src/trace/model/types.ts";
import { aCatalog, aTrace, anEntry, cloudProfile, inTurn } from "./an-entry.ts";

const token = (services: Readonly<Record<string, readonly string[]>>, url = "http://h/identity/v3/auth/tokens") => ({
  method: "POST",
  url,
  status: 201,
  reason: "CREATED",
  answer: aCatalog(services),
});

test("the catalog names services on one origin by base path, also for calls before the catalog arrived", () => {
  const trace = inTurn(
    { url: "http://h/identity" },
    token({ identity: ["http://h/identity"], image: ["http://h/image"], compute: ["http://h/compute/v2.1/9f1c"] }),
    { url: "http://h/image" },
    { url: "http://h/compute/v2.1/servers" },
  );
  expect(servers(trace)).toEqual(["keystone", "keystone", "glance", "nova"]);
  expect(analyze(trace, { profile: cloudProfile }).participants).toEqual([
    { id: "client", label: "cloud-client" },
    { id: "keystone", label: "keystone-api" },
    { id: "glance", label: "glance-api" },
    { id: "nova", label: "nova-api" },
  ]);
});

test("one service on several origins is one participant", () => {
  const trace = inTurn(
    token({ image: ["http://in:9292", "https://out.example/image/", "http://H:80/img"] }),
    { url: "http://in:9292/v2/images" },
    { url: "https://out.example:443/image/v2/images" },
    { url: "http://h/img/v2/images" },
  );
  expect(servers(trace).slice(1)).toEqual(["glance", "glance", "glance"]);
});

test("a base path is a whole path segment, and the longest wins", () => {
  const trace = inTurn(
    token({ image: ["http://h/image"], compute: ["http://h/image/inner"] }),
    { url: "http://h/imagery" },
    { url: "http://h/image/inner/x" },
  );
  expect(servers(trace).slice(1)).toEqual(["h", "nova"]);
});

test("a service of a type that is not in the profile is named after its type", () => {
  const trace = inTurn(token({ dns: ["http://h/designate"] }), { url: "http://h/designate/v2/zones" });
  expect(servers(trace)[1]).toBe("dns");
});

test("without a catalog, a call that only one service has reveals its base path", () => {
  const trace = inTurn(
    { url: "http://h/id" },
    { method: "POST", url: "http://h/id/v3/auth/tokens", status: 401, reason: "UNAUTHORIZED" },
  );
  expect(servers(trace)).toEqual(["keystone", "keystone"]);
});

test("without a catalog, a base path may be a service type", () => {
  expect(servers(inTurn({ url: "http://h/identity", status: 0 }))).toEqual(["keystone"]);
});

test("a catalog that is not JSON, or missing, is ignored", () => {
  for (const answer of ["<html>", { token: { catalog: [{ type: 1 }, { type: "image", endpoints: [{}] }, null] } }]) {
    const trace = inTurn({ ...token({}), answer }, { url: "http://other/x" });
    expect(servers(trace)[1]).toBe("other");
  }
});

test("client and server names in the trace come first", () => {
  const own = { _client: "nova", _server: "neutron" };
  const trace = aTrace([anEntry({ url: "http://h/image", own })]);
  expect(analyze(trace, { profile: cloudProfile }).participants).toEqual([
    { id: "nova", label: "nova-api" },
    { id: "neutron", label: "neutron" },
  ]);
});

test("without a profile, participants are hosts, each with a separate ID", () => {
  const trace = inTurn(
    { url: "http://127.0.0.1:5000/a" },
    { url: "https://a-b.example/" },
    { url: "https://a.b.example/" },
    { url: "http://client/" },
    { url: "not a url" },
  );
  expect(analyze(trace).participants).toEqual([
    { id: "client", label: "client" },
    { id: "host_127_0_0_1_5000", label: "127.0.0.1:5000" },
    { id: "a_b_example", label: "a-b.example" },
    { id: "a_b_example_2", label: "a.b.example" },
    { id: "client_2", label: "client" },
    { id: "server", label: "server" },
  ]);
});

function servers(trace: Trace): readonly string[] {
  return analyze(trace, { profile: cloudProfile }).steps.map(({ server }) => server);
}

test("names that the user sets come before all others: by ID, by host, by URL", () => {
  const trace = inTurn(
    { url: "http://h/identity" },
    token({ identity: ["http://h/identity"], image: ["http://h/image"] }),
    { url: "http://h/image/v2/images" },
    { url: "http://other:81/a/b" },
    { url: "http://other:81/c" },
    { url: "http://third/" },
  );
  const names = { keystone: "Identity", "http://other:81/a": "A", "http://other:81/": "Rest", third: "Third" };
  const { participants, steps } = analyze(trace, { profile: cloudProfile, participants: names });
  expect(participants.map(({ label }) => label)).toEqual([
    "cloud-client",
    "Identity",
    "glance-api",
    "A",
    "Rest",
    "Third",
  ]);
  // The profile still knows the operations.
  const known = analyze(trace, { profile: cloudProfile }).steps;
  expect(steps.map(({ operation }) => operation?.id)).toEqual(known.map(({ operation }) => operation?.id));
});

test("two URLs with one name are one participant, and a known service keeps its operations under another name", () => {
  const trace = inTurn({ url: "http://h/image/v2/images" }, { url: "http://i:9292/v2/images" });
  const names = { "http://h/image": "images", "http://i:9292": "images" };
  const { participants } = analyze(trace, { profile: cloudProfile, participants: names });
  expect(participants.map(({ label }) => label)).toEqual(["cloud-client", "images"]);
});

test("participants with the same caption are one", () => {
  const trace = inTurn(
    { url: "http://127.0.0.1:1/a" },
    { url: "http://127.0.0.1:2/b" },
    { url: "http://127.0.0.1:3/c" },
  );
  const participants = { "http://127.0.0.1:1": "Shop", "127.0.0.1:2": "Shop" };
  const { participants: drawn, steps } = analyze(trace, { participants });
  expect(drawn.map(({ label }) => label)).toEqual(["client", "Shop", "127.0.0.1:3"]);
  expect(steps[0]?.server).toBe(steps[1]?.server);
});

test("a program with the name of a server is that server, and an unknown caller is a separate participant", () => {
  const hook = anEntry({ at: 10, url: "http://reader:8103/done", own: { _client: "Shop" } });
  const descriptions = [{ title: "Shop", servers: ["http://shop:8101"], operations: [] }];
  const named = analyze(aTrace([anEntry({ url: "http://shop:8101/x", own: { _client: "reader" } }), hook]), {
    descriptions,
  });
  expect(named.participants.map(({ label }) => label)).toEqual(["reader", "Shop", "reader:8103"]);
  expect(named.steps[1]?.client).toBe(named.steps[0]?.server);
  const unknown = analyze(aTrace([anEntry({ url: "http://client/x" })]));
  expect(unknown.participants.map(({ label }) => label)).toEqual(["client", "client"]);
});
