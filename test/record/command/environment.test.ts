import { spawnSync } from "node:child_process";

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { toChildEnvironment, toExportLines } from "../../../src/record/command/environment.ts";
import type { ChildSettings } from "../../../src/record/command/variables.ts";

const settings: ChildSettings = { proxyUrl: "http://curl:@127.0.0.1:4012", passthrough: [] };
const trust = {
  bundle: "/etc/our bundle.pem",
  wgetrc: "/etc/our.wgetrc",
  javaTrustStore: { file: "/etc/trust.p12", password: "changeit" },
};

describe("the environment of a recorded program", () => {
  test("keeps the user's variables, in their order", () => {
    const own = { ZED: "1", PATH: "/bin", HTTP_PROXY: "http://corporate:3128", ALPHA: "" };
    const child = toChildEnvironment(own, settings);
    expect(Object.keys(child).slice(0, 4)).toEqual(["ZED", "PATH", "HTTP_PROXY", "ALPHA"]);
    expect(child).toMatchObject({ ZED: "1", PATH: "/bin", ALPHA: "", HTTP_PROXY: settings.proxyUrl });
  });

  test("sets the proxy in both cases, and for WebSockets, because clients differ in which they read", () => {
    const child = toChildEnvironment({}, settings);
    for (const name of [
      "http_proxy",
      "HTTP_PROXY",
      "https_proxy",
      "HTTPS_PROXY",
      "all_proxy",
      "ALL_PROXY",
      "ws_proxy",
      "wss_proxy",
    ]) {
      expect(child[name]).toBe(settings.proxyUrl);
    }
  });

  test("exempts only hosts that are passed through", () => {
    const own = { no_proxy: "localhost,.corp", NO_PROXY: "localhost" };
    expect(toChildEnvironment(own, settings)).toMatchObject({ no_proxy: "", NO_PROXY: "" });
    const child = toChildEnvironment(own, { ...settings, passthrough: ["a.example", "b.example:8443"] });
    expect(child).toMatchObject({ no_proxy: "a.example,b.example:8443", NO_PROXY: "a.example,b.example:8443" });
  });

  test("names the CA certificates only if there is one of ours", () => {
    const own = { SSL_CERT_FILE: "/etc/corporate.pem" };
    expect(toChildEnvironment(own, settings)).toMatchObject(own);
    const child = toChildEnvironment(own, { ...settings, trust });
    for (const name of ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "NODE_EXTRA_CA_CERTS", "OS_CACERT"]) {
      expect(child[name]).toBe(trust.bundle);
    }
  });

  test("adds to the user's own options of Java", () => {
    const { JAVA_TOOL_OPTIONS } = toChildEnvironment({ JAVA_TOOL_OPTIONS: " -Xmx64m " }, { ...settings, trust });
    expect(JAVA_TOOL_OPTIONS).toBe(
      "-Xmx64m -Dhttp.proxyHost=127.0.0.1 -Dhttp.proxyPort=4012 -Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort=4012 " +
        "-Dhttp.nonProxyHosts= -Djavax.net.ssl.trustStore=/etc/trust.p12 -Djavax.net.ssl.trustStorePassword=changeit",
    );
  });

  test.each([
    ["/a folder/trust.p12", `"-Djavax.net.ssl.trustStore=/a folder/trust.p12"`],
    [`/it's/"x"`, `"-Djavax.net.ssl.trustStore=/it's/"'"'"x"'"'`],
  ])("quotes %s as Java reads it", (file, option) => {
    const javaTrustStore = { file, password: "changeit" };
    const { JAVA_TOOL_OPTIONS } = toChildEnvironment({}, { ...settings, trust: { ...trust, javaTrustStore } });
    expect(JAVA_TOOL_OPTIONS).toContain(` ${option} `);
  });
});

describe("the lines for another shell", () => {
  test("give a real shell exactly that environment, whatever its content", () => {
    const word = fc.string({ unit: "binary-ascii" }).map((text) => text.replaceAll("\0", ""));
    fc.assert(
      fc.property(word, word, (host, file) => {
        const own = { ...settings, passthrough: [host], trust: { bundle: file, wgetrc: file } };
        const script = `${toExportLines({}, own)}printf '%s\\0' "$no_proxy" "$SSL_CERT_FILE"`;
        expect(spawnSync("sh", ["-c", script], { encoding: "utf8" }).stdout).toBe(`${host}\0${file}\0`);
      }),
      { numRuns: 30 },
    );
  });
});
