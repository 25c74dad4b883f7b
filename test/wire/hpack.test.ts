import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { createHeaderDecoder } from "../../src/wire/hpack.ts";
import { decodeHuffman } from "../../src/wire/huffman.ts";
import { createNodeEncoder } from "./node-encoder.ts";

const firstRequest = ":method: GET|:scheme: http|:path: /|:authority: www.example.com";
const thirdRequest =
  ":method: GET|:scheme: https|:path: /index.html|:authority: www.example.com|custom-key: custom-value";
const cookie = "foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1";
const thirdResponse = `${aResponse("200", "22")}|content-encoding: gzip|set-cookie: ${cookie}`;

function aResponse(status: string, second: string): string {
  const date = `Mon, 21 Oct 2013 20:13:${second} GMT`;
  return `:status: ${status}|cache-control: private|date: ${date}|location: https://www.example.com`;
}

/** RFC 7541, Appendix C: blocks that one decoder reads one after the other, and the fields that they represent. */
const appendixC: readonly (readonly [section: string, size: number | undefined, blocks: readonly Block[]])[] = [
  ["C.2.1", undefined, [["400a637573746f6d2d6b65790d637573746f6d2d686561646572", "custom-key: custom-header"]]],
  ["C.2.2", undefined, [["040c2f73616d706c652f70617468", ":path: /sample/path"]]],
  ["C.2.3", undefined, [["100870617373776f726406736563726574", "password: secret"]]],
  ["C.2.4", undefined, [["82", ":method: GET"]]],
  [
    "C.3",
    undefined,
    [
      ["828684410f7777772e6578616d706c652e636f6d", firstRequest],
      ["828684be58086e6f2d6361636865", `${firstRequest}|cache-control: no-cache`],
      ["828785bf400a637573746f6d2d6b65790c637573746f6d2d76616c7565", thirdRequest],
    ],
  ],
  [
    "C.4",
    undefined,
    [
      ["828684418cf1e3c2e5f23a6ba0ab90f4ff", firstRequest],
      ["828684be5886a8eb10649cbf", `${firstRequest}|cache-control: no-cache`],
      ["828785bf408825a849e95ba97d7f8925a849e95bb8e8b4bf", thirdRequest],
    ],
  ],
  [
    "C.5",
    256,
    [
      [
        "4803333032580770726976617465611d4d6f6e2c203231204f637420323031332032303a31333a323120474d546e1768747470733a2f2f7777772e6578616d706c652e636f6d",
        aResponse("302", "21"),
      ],
      ["4803333037c1c0bf", aResponse("307", "21")],
      [
        "88c1611d4d6f6e2c203231204f637420323031332032303a31333a323220474d54c05a04677a69707738666f6f3d4153444a4b48514b425a584f5157454f50495541585157454f49553b206d61782d6167653d333630303b2076657273696f6e3d31",
        thirdResponse,
      ],
    ],
  ],
  [
    "C.6",
    256,
    [
      [
        "488264025885aec3771a4b6196d07abe941054d444a8200595040b8166e082a62d1bff6e919d29ad171863c78f0b97c8e9ae82ae43d3",
        aResponse("302", "21"),
      ],
      ["4883640effc1c0bf", aResponse("307", "21")],
      [
        "88c16196d07abe941054d444a8200595040b8166e084a62d1bffc05a839bd9ab77ad94e7821dd7f2e6c7b335dfdfcd5b3960d5af27087f3672c1ab270fb5291f9587316065c003ed4ee5b1063d5007",
        thirdResponse,
      ],
    ],
  ],
];

type Block = readonly [hex: string, fields: string];

describe("the examples of RFC 7541, Appendix C", () => {
  test.each(appendixC)("%s", (_section, size, blocks) => {
    const decoder = createHeaderDecoder();
    // The examples of C.5 and C.6 assume a table of 256 bytes; a block can set that size.
    if (size !== undefined) expect(decoder.decode(Buffer.from("3fe101", "hex"))?.fields).toEqual([]);
    for (const [hex, fields] of blocks) expect(toText(decoder.decode(Buffer.from(hex, "hex"))?.fields)).toBe(fields);
  });
});

function toText(fields: readonly string[] | undefined): string {
  const lines: string[] = [];
  for (let index = 0; index < (fields?.length ?? 0); index += 2)
    lines.push(`${fields?.[index]}: ${fields?.[index + 1]}`);
  return lines.join("|");
}

describe("what node:http2 encodes", () => {
  test.each([0, 100, 4096, 65_536])("is decoded unchanged, with a table of %i bytes", async (size) => {
    await using encoder = await createNodeEncoder(size);
    const name = fc.stringMatching(/^x-[a-z0-9]{1,12}$/);
    const value = fc.stringMatching(/^[!-~]([ -~]{0,60}[!-~])?$/);
    const fields = fc.array(fc.tuple(name, value), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(fc.array(fields, { minLength: 1, maxLength: 20 }), async (requests) => {
        // One after the other, because each block depends on the blocks before it.
        for (const request of requests) {
          // oxlint-disable-next-line no-await-in-loop
          const { decoded, sent } = await encoder.encode(request);
          expect(decoded).toEqual(sent);
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe("blocks that nobody should send", () => {
  test.each([
    ["a number of no field", "ff00"],
    ["the number 0", "80"],
    ["an integer that never ends", "ffffffffffffffff"],
    ["an integer that breaks off", "ff"],
    ["a string longer than the block", "4005616263"],
    ["a table of more than anybody has", "3fffffff7f"],
    ["a Huffman string with the end-of-string symbol", "4084ffffffff0161"],
  ])("%s is refused, and so are later blocks", (_what, hex) => {
    const decoder = createHeaderDecoder();
    expect(decoder.decode(Buffer.from(hex, "hex"))).toBeUndefined();
    expect(decoder.decode(Buffer.from("82", "hex"))).toBeUndefined();
  });

  test("a block that expands to gigabytes is truncated, and the next one is read", () => {
    const decoder = createHeaderDecoder();
    const long = Buffer.concat([Buffer.from("40017861", "hex").subarray(0, 3), longString(4000)]);
    expect(decoder.decode(long)?.fields[1]).toHaveLength(4000);
    const bomb = decoder.decode(Buffer.alloc(1 << 20, 0xbe));
    expect(bomb?.isCut).toBe(true);
    expect(bomb?.fields.length).toBeLessThan(1000);
    expect(decoder.decode(Buffer.from("82", "hex"))?.fields).toEqual([":method", "GET"]);
  });

  test("no bytes throw an error", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 10 }), (blocks) => {
        const decoder = createHeaderDecoder();
        for (const block of blocks) decoder.decode(block);
      }),
    );
  });
});

function longString(length: number): Buffer {
  const rest = length - 127;
  const bytes = [0x7f, (rest & 0x7f) | 0x80, rest >> 7];
  return Buffer.concat([Buffer.from(bytes), Buffer.alloc(length, "a")]);
}

test("Huffman: every byte is in the code", () => {
  // RFC 7541, Appendix B, of the first and the last byte: 13 and 26 bits, padded by ones.
  expect(decodeHuffman(Buffer.from("ffc7", "hex"))).toBe("\0");
  expect(decodeHuffman(Buffer.from("fffffbbf", "hex"))).toBe("\xFF");
});

test("Huffman: a string that is longer than any before it", () => {
  // "a" is 00011.
  for (const length of [1000, 8, 50_000]) {
    expect(decodeHuffman(Buffer.from("18c6318c63".repeat(length / 8), "hex"))).toBe("a".repeat(length));
  }
});
