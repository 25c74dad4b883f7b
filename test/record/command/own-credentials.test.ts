import { expect, test } from "vitest";

import { dropOwnCredentials } from "../../../src/record/command/own-credentials.ts";

const settings = { proxyUrl: "http://openstack:@127.0.0.1:40123", passthrough: [] };

test.each([
  ["http_proxy=http://openstack:@127.0.0.1:40123\n", "http_proxy=http://127.0.0.1:40123\n"],
  ["using 'http://openstack@127.0.0.1:40123/'", "using 'http://127.0.0.1:40123/'"],
  ["> Proxy-Authorization: Basic b3BlbnN0YWNrOg==", "> Proxy-Authorization: Basic (of wirewalk's proxy)"],
  // Credentials of other users, and of the program itself.
  ["http://openstack:@127.0.0.1:9999", "http://openstack:@127.0.0.1:9999"],
  ["http://openstack:secret@127.0.0.1:40123", "http://openstack:secret@127.0.0.1:40123"],
  ["openstack token issue", "openstack token issue"],
])("%j", (printed, kept) => {
  expect(dropOwnCredentials(printed, settings)).toBe(kept);
});

test("a name of a client that is no percent-encoding is removed as it is", () => {
  const proxyUrl = "http://100%:@127.0.0.1:40123";
  expect(dropOwnCredentials(`using ${proxyUrl}/`, { ...settings, proxyUrl })).toBe("using http://127.0.0.1:40123/");
});
