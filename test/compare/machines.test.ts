import { describe, expect, test } from "vitest";

import { compare } from "../../src/compare/compare.ts";
import { type ExchangeParts, recordingOf } from "./an-exchange.ts";

const LATER = 4_000_000;

function differencesOf(before: ExchangeParts, after: ExchangeParts): readonly string[] {
  const own = { url: "http://cloud.example/a" };
  const { steps } = compare(recordingOf({ ...own, ...before }), recordingOf({ ...own, ...after, at: LATER }));
  return steps.flatMap(({ differences }) => differences.map(({ message }) => message));
}

const answered = (answer: unknown): ExchangeParts => ({ answer });
const headed = (name: string, value: string): ExchangeParts => ({ answer: { a: 1 }, headers: { [name]: value } });
const sent = (asked: unknown): ExchangeParts => ({ method: "POST", asked });
const digest = (two: string): string => `sha256:${two.repeat(32)}`;
const printed = (text: string): ExchangeParts => ({ text });
const aPod = (name: string, version: string, ip: string, hash = "7d9f8b6c5d"): ExchangeParts =>
  answered({
    kind: "PodList",
    metadata: { resourceVersion: version },
    items: [
      {
        metadata: { name: `web-${hash}-${name}`, generateName: `web-${hash}-`, resourceVersion: `${version}1` },
        status: { podIP: ip, podIPs: [{ ip }], hostIP: "10.0.0.4" },
      },
    ],
  });

describe("the machine that responded is not a difference", () => {
  test.each<[string, ExchangeParts, ExchangeParts]>([
    ["a list of Kubernetes", aPod("x2x4z", "184231", "10.244.1.7"), aPod("k8l2m", "190009", "10.244.1.9")],
    [
      "a pod without a digit",
      answered({ hostname: "web-7d9f8b6c5d-xbxqz" }),
      answered({ hostname: "web-7d9f8b6c5d-kjlfm" }),
    ],
    ["a pod of a job", answered({ name: "backup-28591-x2x4z" }), answered({ name: "backup-28591-k8l2m" })],
    [
      "a pod in a sentence",
      answered({ m: "pod web-7d9f8b6c5d-x2x4z is up" }),
      answered({ m: "pod web-7d9f8b6c5d-k8l2m is up" }),
    ],
    [
      "a host of a cloud",
      answered({ host: "ip-10-0-3-17.ec2.internal" }),
      answered({ host: "ip-10-0-8-201.ec2.internal" }),
    ],
    [
      "a node",
      answered({ node: "gke-prod-pool-1-3a4b5c6d-x2x4" }),
      answered({ node: "gke-prod-pool-1-3a4b5c6d-k8l2" }),
    ],
    ["a replica", answered({ hostname: "web03" }), answered({ hostname: "web07" })],
    [
      "a replica in a header",
      headed("X-Backend-Server", "app-3.internal"),
      headed("X-Backend-Server", "app-7.internal"),
    ],
    ["a server with a number", answered({ hostname: "srv1" }), answered({ hostname: "srv2" })],
    ["a container of Compose", answered({ hostname: "shop_web_1" }), answered({ hostname: "shop_web_2" })],
    ["a virtual machine", headed("X-Node", "aks-pool1-vmss000003:8080"), headed("X-Node", "aks-pool1-vmss000011:8080")],
    ["a pod of a stateful set", answered({ pod: "web-0.web.shop.svc" }), answered({ pod: "web-2.web.shop.svc" })],
    [
      "an address of one network",
      answered({ fixed_ip_address: "10.0.0.5" }),
      answered({ fixed_ip_address: "10.0.0.9" }),
    ],
    ["a process in a log", printed("2026-11-23T10:00:00Z app[1234]: up"), printed("2026-11-23T11:06:40Z app[813]: up")],
    ["syslog", printed("Nov 23 10:00:00 web sshd[1234]: ok"), printed("Nov 23 11:06:40 web sshd[777]: ok")],
    ["a process in a sentence", answered({ m: "started (pid 1234)" }), answered({ m: "started (pid 99)" })],
    ["an object in memory", answered({ m: "<A at 0x7f3a2b1c4d50>" }), answered({ m: "<A at 0x7fbb2b1c9d10>" })],
    ["a temporary file", answered({ m: "/tmp/tmpab12cd34/x" }), answered({ m: "/tmp/tmpzz99yy88/x" })],
    ["how long it took", answered({ m: "Query took 12 ms" }), answered({ m: "Query took 45 ms" })],
    ["what is left", answered({ ttl: 3600 }), answered({ ttl: 3541 })],
    ["what is left of a minute", answered({ ttl: 57 }), answered({ ttl: 13 })],
    ["a nonce that is a digest", sent({ nonce: digest("a1") }), sent({ nonce: digest("b2") })],
    ["a session that is a digest", answered({ session: digest("a1") }), answered({ session: digest("b2") })],
    [
      "credentials that are a digest",
      { requestHeaders: { Authorization: `x=${digest("a1")}` } },
      { requestHeaders: { Authorization: `x=${digest("b2")}` } },
    ],
    [
      "a log of a web server",
      printed('- [23/Nov/2026:10:00:00 +0000] "GET /"'),
      printed('- [23/Nov/2026:11:06:40 +0000] "GET /"'),
    ],
    ["ctime", printed("Mon Nov 23 10:00:00 2026"), printed("Mon Nov 23 11:06:40 2026")],
    ["a date of the US", answered({ date: "11/23/2026 10:00 AM" }), answered({ date: "11/23/2026 11:06 AM" })],
    ["a German date", answered({ created: "23.11.2026 10:00:00" }), answered({ created: "23.11.2026 11:06:40" })],
    [
      "a date in words",
      answered({ m: "on November 23, 2026 at 10:00" }),
      answered({ m: "on November 24, 2026 at 11:06" }),
    ],
  ])("%s", (_what, before, after) => {
    expect(differencesOf(before, after)).toEqual([]);
  });

  test.each<[string, ExchangeParts, ExchangeParts]>([
    ["a pod of another template", aPod("x2x4z", "1", "10.244.1.7"), aPod("k8l2m", "2", "10.244.1.9", "6c8d5b7f9z")],
    ["another service", answered({ hostname: "web-7d9f8b6c5d-x2x4z" }), answered({ hostname: "api-7d9f8b6c5d-k8l2m" })],
    ["another color", answered({ hostname: "web-blue" }), answered({ hostname: "web-green" })],
    ["a database", answered({ database_host: "db-1" }), answered({ database_host: "db-2" })],
    [
      "what the client asked for",
      { method: "POST", asked: { node: "n-1" } },
      { method: "POST", asked: { node: "n-2" } },
    ],
    ["another version of a backend", answered({ backend: "api-v1" }), answered({ backend: "api-v2" })],
    ["a preview of a version", answered({ backend: "api-v1beta1" }), answered({ backend: "api-v1beta2" })],
    ["a version with a full stop", answered({ backend: "api-1.2" }), answered({ backend: "api-1.3" })],
    ["a version with a hyphen", answered({ backend: "api-1-2" }), answered({ backend: "api-1-3" })],
    ["a version of a product", answered({ backend: "postgres-14" }), answered({ backend: "postgres-16" })],
    ["another year", answered({ backend: "db-2023" }), answered({ backend: "db-2024" })],
    ["another day", answered({ backend: "db-20241124" }), answered({ backend: "db-20241125" })],
    ["a quarter", answered({ backend: "api-2024q1" }), answered({ backend: "api-2024q2" })],
    ["a version in a header", headed("X-Backend", "orders-v1"), headed("X-Backend", "orders-v2")],
    ["a version alone in a header", headed("X-Api-Server", "v1"), headed("X-Api-Server", "v2")],
    ["another region", headed("X-Backend", "web-3.us-east-1.example"), headed("X-Backend", "web-3.us-east-2.example")],
    ["an address as a name", headed("X-Backend", "10.0.0.5"), headed("X-Backend", "203.0.113.7")],
    ["a path", answered({ instance: "/orders/1" }), answered({ instance: "/orders/2" })],
    ["a URL", answered({ upstream: "http://web-1/v1" }), answered({ upstream: "http://web-1/v2" })],
    [
      "a template in a host",
      answered({ hostname: "web-7d9f8b6c5d-x2x4z" }),
      answered({ hostname: "web-6c8d5b7f9z-k8l2m" }),
    ],
    ["another network of a cloud", answered({ host: "ip-10-0-3-17" }), answered({ host: "ip-10-9-8-201" })],
    ["an order of digits", answered({ order: "PO-10023-24567" }), answered({ order: "PO-10023-59842" })],
    ["a number of a phone", answered({ phone: "+1-55555-22222" }), answered({ phone: "+1-55555-44444" })],
    ["an address that the client sent", sent({ ip: "10.0.0.5" }), sent({ ip: "10.0.200.9" })],
    ["a ttl that the client sent", sent({ ttl: 3600 }), sent({ ttl: 3541 })],
    ["a ttl of a record", answered({ ttl: 60 }), answered({ ttl: 5 })],
    ["a ttl of nearly a day", answered({ ttl: 86_400 }), answered({ ttl: 82_080 })],
    ["a ttl of hops", answered({ ttl: 64 }), answered({ ttl: 32 })],
    ["a duration that the client sent", sent({ m: "duration:30s" }), sent({ m: "duration:90s" })],
    ["a limit", answered({ m: "max-duration:30s" }), answered({ m: "max-duration:90s" })],
    [
      "an image with a name",
      answered({ image_id: "Ubuntu-22.04-LTS-Server" }),
      answered({ image_id: "Ubuntu-24.04-LTS-Server" }),
    ],
    [
      "a model with a name",
      sent({ model_id: "Claude-Opus-4.1-20250805" }),
      sent({ model_id: "Claude-Opus-4.5-20251101" }),
    ],
    [
      "a name of words",
      answered({ id: "Microsoft.Compute.v1.Linux" }),
      answered({ id: "Microsoft.Compute.v1.Windows" }),
    ],
    [
      "a group with a name",
      answered({ group_id: "MyDeploymentGroupStaging" }),
      answered({ group_id: "MyDeploymentGroupProduction" }),
    ],
    ["another network", answered({ ip: "10.0.0.5" }), answered({ ip: "192.168.3.9" })],
    ["a public address", answered({ ip: "203.0.113.7" }), answered({ ip: "203.0.113.9" })],
    ["a gateway", answered({ gateway_ip: "10.0.0.1" }), answered({ gateway_ip: "10.0.0.254" })],
    ["an index", printed("2026-11-23T10:00:00Z items[3]: bad"), printed("2026-11-23T11:06:40Z items[7]: bad")],
    ["a code", answered({ m: "error 0x80070005" }), answered({ m: "error 0x80070002" })],
    ["a setting", answered({ m: "timeout after 30 s" }), answered({ m: "timeout after 5 s" })],
    ["a ttl that was set", answered({ ttl: 3600 }), answered({ ttl: 300 })],
    ["a generation", answered({ generation: 3 }), answered({ generation: 4 })],
    [
      "a digest under any name",
      answered({ image: `a@sha256:${"a1".repeat(32)}` }),
      answered({ image: `a@sha256:${"b2".repeat(32)}` }),
    ],
    [
      "a digest of an image ID",
      answered({ imageID: `a@sha256:${"a1".repeat(32)}` }),
      answered({ imageID: `a@sha256:${"b2".repeat(32)}` }),
    ],
  ])("%s is a difference", (_what, before, after) => {
    expect(differencesOf(before, after)).not.toEqual([]);
  });

  test("an address that two machines have in one run is one", () => {
    const machines = (...ips: readonly string[]): ExchangeParts => answered(ips.map((ip) => ({ ip })));
    expect(differencesOf(machines("10.0.0.5", "10.0.0.6"), machines("10.0.0.7", "10.0.0.7"))).not.toEqual([]);
  });
});
