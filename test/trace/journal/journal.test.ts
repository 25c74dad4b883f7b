import { appendFileSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import * as fc from "fast-check";
import { expect, test } from "vitest";

import type { Exchange, ExchangeBody, ExchangeDetails } from "../../../src/trace/journal/exchange.ts";
import { createJournal } from "../../../src/trace/journal/journal-file.ts";
import { decodeExchange, encodeExchange } from "../../../src/trace/journal/journal.ts";
import { openJournal } from "../../../src/trace/journal/open-journal.ts";
import { anExchange } from "../../helpers/an-exchange.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";

const text = fc.string({ unit: "binary" });
const milliseconds = fc.oneof(fc.constant(-1), fc.double({ min: 0, max: 1e6, noNaN: true }));
const headers = fc.array(text, { maxLength: 6 });
const body: fc.Arbitrary<ExchangeBody | undefined> = fc.option(
  fc.record({
    mimeType: text,
    text,
    base64: fc.boolean(),
    wireSize: fc.nat(),
    decodedSize: fc.nat(),
    sha256: fc.option(fc.stringMatching(/^[0-9a-f]{64}$/), { nil: undefined }),
  }),
  { nil: undefined },
);
const more: fc.Arbitrary<ExchangeDetails | undefined> = fc.option(
  fc.record(
    {
      error: fc.record({ code: text, message: text, phase: fc.constantFrom("connect", "send", "wait", "receive") }),
      trailers: headers,
      informational: fc.array(fc.record({ status: fc.nat(), reason: text, headers })),
      serverAddress: text,
      connection: text,
      retryOf: fc.nat(),
      redirectOf: fc.nat(),
    },
    { requiredKeys: [] },
  ),
  { nil: undefined },
);
const exchange: fc.Arbitrary<Exchange> = fc.record({
  seq: fc.integer({ min: 1 }),
  startedAt: fc.double({ min: 0, max: 4e12, noNaN: true }),
  blocked: milliseconds,
  send: milliseconds,
  wait: milliseconds,
  receive: milliseconds,
  method: text,
  url: text,
  httpVersion: text,
  requestHeaders: headers,
  requestBody: body,
  status: fc.nat(999),
  reason: text,
  responseHeaders: headers,
  responseBody: body,
  more,
  knownSecrets: fc.option(fc.nat(), { nil: undefined }),
});

test("an exchange is read from its line unchanged, and the line is one line", () => {
  fc.assert(
    fc.property(exchange, (one) => {
      const line = encodeExchange(one);
      expect(line.indexOf("\n")).toBe(line.length - 1);
      expect(decodeExchange(line)).toEqual(one);
    }),
  );
});

async function writeJournal(exchanges: readonly Exchange[]): Promise<string> {
  const file = join(await tempFolder(), "test.journal");
  const journal = createJournal(
    file,
    { wirewalkJournal: 1, origin: { profile: "openstack" } },
    {
      onError: (error) => {
        throw error;
      },
    },
  );
  for (const one of exchanges) journal.append(one);
  journal.flush();
  journal.close();
  return file;
}

function readBack(file: string): { seqs: number[]; damaged: number; header: unknown } {
  const reader = openJournal(file);
  const seqs = [...reader.exchanges()].map((one) => one.seq);
  reader.close();
  expect(seqs).toHaveLength(reader.length);
  return { seqs, damaged: reader.damaged, header: reader.header };
}

test("exchanges are read in the order of start, however they finished", async () => {
  const file = await writeJournal([3, 1, 2].map((seq) => anExchange({ seq })));
  expect(readBack(file)).toEqual({
    seqs: [1, 2, 3],
    damaged: 0,
    header: { wirewalkJournal: 1, origin: { profile: "openstack" } },
  });
});

test("lines longer than a read block are complete", async () => {
  const long = { mimeType: "text/plain", text: "é".repeat(1_500_000), base64: false, wireSize: 1, decodedSize: 1 };
  const responseBody = { ...long, sha256: undefined };
  const file = await writeJournal([1, 2, 3].map((seq) => anExchange({ seq, responseBody })));
  const reader = openJournal(file);
  expect([...reader.exchanges()].map((one) => one.responseBody?.text === long.text)).toEqual([true, true, true]);
  reader.close();
});

test("truncated anywhere, a journal yields every exchange that was complete before", async () => {
  const file = await writeJournal([1, 2, 3].map((seq) => anExchange({ seq })));
  const whole = readFileSync(file);
  const ends = [...whole.entries()].filter(([, byte]) => byte === 10).map(([index]) => index + 1);
  for (let length = whole.byteLength - 1; length > (ends[0] ?? 0); length--) {
    truncateSync(file, length);
    const wholeLines = ends.filter((end) => end <= length).length - 1;
    const { seqs, damaged } = readBack(file);
    expect(seqs).toHaveLength(wholeLines);
    expect(damaged).toBe(ends.includes(length) ? 0 : 1);
  }
});

test("a line damaged in the middle loses only that line", async () => {
  const file = await writeJournal([anExchange({ seq: 1 })]);
  appendFileSync(file, '[2,17639,1,"cut here\n');
  appendFileSync(file, encodeExchange(anExchange({ seq: 3 })));
  expect(readBack(file)).toMatchObject({ seqs: [1, 3], damaged: 1 });
});

test("data after the end of a recording is not kept", async () => {
  const file = join(await tempFolder(), "closed.journal");
  const journal = createJournal(
    file,
    { wirewalkJournal: 1 },
    {
      onError: (error) => {
        throw error;
      },
    },
  );
  journal.append(anExchange({ seq: 1 }));
  journal.flush();
  journal.close();
  journal.append(anExchange({ seq: 2 }));
  journal.flush();
  expect(readBack(file).seqs).toEqual([1]);
});

test("an existing journal is not overwritten", async () => {
  const file = join(await tempFolder(), "earlier.journal");
  const earlier = '{"wirewalkJournal":1}\n';
  writeFileSync(file, earlier);
  expect(() => createJournal(file, { wirewalkJournal: 1 }, { onError: () => {} })).toThrow(
    /interrupted recording still exists/,
  );
  expect(readFileSync(file, "utf8")).toBe(earlier);
});

test("a place that cannot have a journal is an error that names it", async () => {
  const folder = await tempFolder();
  writeFileSync(join(folder, "plain"), "");
  expect(() => createJournal(join(folder, "plain/x.journal"), { wirewalkJournal: 1 }, { onError: () => {} })).toThrow(
    /plain\/x\.journal/,
  );
});

test("an empty journal that nobody has open is not a recording in progress", async () => {
  const file = join(await tempFolder(), "a.har.journal");
  writeFileSync(file, "");
  expect(() => createJournal(file, { wirewalkJournal: 1 }, { onError: () => {} })).toThrow(
    "its recording was killed as it began",
  );
});
