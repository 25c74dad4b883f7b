import { expect, test } from "vitest";

import { readSocketTable } from "../../../src/record/transparent/socket-table.ts";

const HEAD =
  "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode                                                     \n";

const rest = "00000000:00000000 00:00000000 00000000     0        0 4026 1 0000000000000000 100 0 0 10 0";

test("rows of /proc/net/tcp: listening sockets, and connections with both ends", () => {
  const text = `${HEAD}   0: 0100007F:94C0 00000000:0000 0A ${rest}\n   1: 0100007F:D2A8 5071CBCB:01BB 01 ${rest}\n`;
  expect(readSocketTable(text)).toEqual([
    { local: { host: "127.0.0.1", port: 38_080 }, remote: { host: "0.0.0.0", port: 0 }, isListening: true },
    { local: { host: "127.0.0.1", port: 53_928 }, remote: { host: "203.203.113.80", port: 443 }, isListening: false },
  ]);
});

test("rows of /proc/net/tcp6, and IPv4 in the form of IPv6", () => {
  const loopback = "00000000000000000000000001000000";
  const mapped = "0000000000000000FFFF00000100007F";
  const text = `${HEAD}   0: ${loopback}:1F90 B80D01200000000000000000010000FE:0050 01 ${rest}\n  12: ${mapped}:1F91 ${mapped}:0051 06 ${rest}\n`;
  expect(readSocketTable(text).map(({ local, remote }) => [local.host, remote.host])).toEqual([
    ["::1", "2001:db8::fe00:1"],
    ["127.0.0.1", "127.0.0.1"],
  ]);
});

test("other rows are skipped", () => {
  expect(readSocketTable(`${HEAD}\nnonsense\n  1: 0100007F 0A`)).toEqual([]);
});
