import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { analyze } from "../../src/analyze/analyze.ts";
import { describeGuesses } from "../../src/gather/describe-plan.ts";
import { parseTrace } from "../../src/trace/model/parse.ts";
import { serializeTrace } from "../../src/trace/model/serialize.ts";
import type { Trace } from "../../src/trace/model/types.ts";
import { runsOf } from "../helpers/runs.ts";
import { type CallDraft, type Source, aSource, gatherSources, planOf } from "./sources.ts";

const parse = ({ name, text }: Source): Trace => parseTrace(text, name);
const withoutRemarks = (source: Source): string => {
  const { comment: _comment, ...log } = parse(source).log;
  return serializeTrace({ log });
};
const span = (number: number): string => `00-${"ab".repeat(16)}-c${String(number).padStart(15, "0")}-01`;

const call: fc.Arbitrary<CallDraft> = fc.record(
  {
    at: fc.integer({ min: 0, max: 4000 }),
    took: fc.integer({ min: 0, max: 300 }),
    url: fc.constantFrom("http://a.example/x", "http://b.example/y/7", "http://a.example/x?q=REDACTED-token-1"),
    traceparent: fc.integer({ min: 1, max: 4 }).map(span),
    requestId: fc.constantFrom("7f3a-91c0-r1", "7f3a-91c0-2b"),
    port: fc.constantFrom("4001", "4002"),
    client: fc.constantFrom("till", "shop"),
    server: fc.constantFrom("shop", "stock"),
    body: fc.constantFrom("REDACTED-token-1", "a REDACTED-password-12 b", "plain"),
    retryOf: fc.constantFrom("get-x", "get-y-id"),
  },
  { requiredKeys: ["at", "took"] },
);
const sources = fc.array(
  fc
    .tuple(
      fc.constantFrom("web-1", "web-2", "db"),
      fc.array(call, { minLength: 1, maxLength: 5 }),
      fc.constantFrom(0, -2500, 40),
    )
    .map(([name, calls, skew]) =>
      aSource(
        name,
        calls.map((one) => Object.assign({}, one, { at: one.at + skew + 5000 })),
      ),
    ),
  { minLength: 1, maxLength: 4 },
);

describe("whatever the sources", () => {
  test("their order makes no difference", () => {
    fc.assert(
      fc.property(
        sources.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        ([list, shuffled]) => {
          expect(gatherSources(...shuffled).text).toBe(gatherSources(...list).text);
        },
      ),
      { numRuns: runsOf(150) },
    );
  });

  test("nor does that of three clocks that contradict each other", () => {
    const seen = (name: string, ...calls: readonly (readonly [number: number, at: number])[]): Source =>
      aSource(
        name,
        calls.map(([number, at]) => ({ at, took: 30, traceparent: span(number) })),
      );
    // Each pair is consistent: but through b, c is two seconds away from itself.
    const [a, b, c] = [seen("a", [1, 0], [2, 0]), seen("b", [1, 1000], [3, 0]), seen("c", [2, 0], [3, 1000])];
    const orders = [
      [a, b, c],
      [a, c, b],
      [b, a, c],
      [b, c, a],
      [c, a, b],
      [c, b, a],
    ];
    const texts = new Set(orders.map((order) => gatherSources(...order).text));
    expect(Array.from(texts, (text) => text.match(/The clock of \w contradicts that of \w/g))).toEqual([
      ["The clock of c contradicts that of b"],
    ]);
  });

  test("gathering a gathered trace changes nothing, and neither does a source that is given twice", () => {
    fc.assert(
      fc.property(sources, (list) => {
        const once = gatherSources(...list);
        expect(gatherSources(once).text).toBe(once.text);
        expect(gatherSources(once, ...list).text).toBe(once.text);
      }),
      { numRuns: runsOf(150) },
    );
  });

  test("it makes no difference which sources are gathered first, except for remarks", () => {
    fc.assert(
      fc.property(sources, fc.nat({ max: 4 }), (list, cut) => {
        const [first, rest] = [list.slice(0, cut), list.slice(cut)];
        if (first.length === 0 || rest.length === 0) return;
        const inTwo = gatherSources(gatherSources(...first), ...rest);
        const both = gatherSources(gatherSources(...first), gatherSources(...rest));
        expect(withoutRemarks(inTwo)).toBe(withoutRemarks(gatherSources(...list)));
        expect(withoutRemarks(both)).toBe(withoutRemarks(gatherSources(...list)));
      }),
      { numRuns: runsOf(150) },
    );
  });

  test("no exchange is lost, and each names the recorders that saw it", () => {
    fc.assert(
      fc.property(sources, (list) => {
        const { entries } = parse(gatherSources(...list)).log;
        const distinct = new Map(list.map(({ name, text }) => [name + text, parse({ name, text }).log.entries.length]));
        const most = [...distinct.values()].reduce((sum, count) => sum + count, 0);
        expect(entries.length).toBeLessThanOrEqual(most);
        expect(entries.every(({ _recorder }) => /^(?:web-1|web-2|db)/.test(_recorder ?? ""))).toBe(true);
        expect(new Set(entries.map(({ _id }) => _id)).size).toBe(entries.length);
      }),
      { numRuns: runsOf(150) },
    );
  });
});

/** Three hosts: the till sends a request to the shop, which sends one to the stock. The clocks of the last two are wrong. */
const hosts = (skews: readonly [number, number, number]): readonly Source[] => {
  const rounds = [0, 100, 200];
  const [till, shop, stock] = skews;
  return [
    aSource(
      "till",
      rounds.map((at) => ({ at: at + till, took: 50, traceparent: span(at + 1), client: "till" })),
    ),
    aSource(
      "shop",
      rounds.flatMap((at) => [
        { at: at + shop + 6, took: 40, traceparent: span(at + 1), server: "shop" },
        { at: at + shop + 15, took: 12, url: "http://stock:81/left", traceparent: span(at + 2), client: "shop" },
      ]),
    ),
    aSource(
      "stock",
      rounds.map((at) => ({
        at: at + stock + 17,
        took: 8,
        url: "http://stock:81/left",
        traceparent: span(at + 2),
        server: "stock",
      })),
    ),
  ];
};

describe("three hosts whose clocks are wrong", () => {
  test.each<readonly [number, number, number]>([
    [0, 0, 0],
    [0, -2500, 40],
    [3_600_000, 0, -86_400_000],
  ])("by %d, %d and %d ms", (...skews) => {
    const { arrows, participants } = analyze(parse(gatherSources(...hosts(skews))));
    expect(participants.map(({ id }) => id)).toEqual(["till", "shop", "stock"]);
    expect(arrows.map(({ from, to }) => `${from} → ${to}`)).toEqual(
      [0, 1, 2].flatMap(() => ["till → shop", "shop → stock", "stock → shop", "shop → till"]),
    );
  });

  test("the offset is between the bounds that the calls prove", () => {
    const { clocks } = planOf(hosts([0, -2500, 40]));
    const clock = clocks.get("till");
    // The first by name is the reference: the shop, whose clock is 2,500 ms behind.
    expect(clock?.reference).toBe("shop");
    expect(Math.abs((clock?.offset ?? 0) + 2_500_000)).toBeLessThanOrEqual(5000);
    expect((clock?.high ?? 0) - (clock?.low ?? 0)).toBe(10_000);
    expect(clock?.low).toBeLessThanOrEqual(-2_500_000);
    expect(clock?.high).toBeGreaterThanOrEqual(-2_500_000);
  });

  test("a clock that jumped during the recording is reported, and moves nothing", () => {
    const at = (start: number, skew: number): CallDraft => ({
      at: start + skew + 5,
      took: 30,
      traceparent: span(start),
      server: "shop",
    });
    const list = [
      aSource(
        "till",
        [0, 5000].map((start) => ({ at: start, took: 50, traceparent: span(start) })),
      ),
      aSource("shop", [at(0, 0), at(5000, 900)]),
    ];
    const plan = planOf(list);
    expect(describeGuesses(plan)).toContain(
      "The clock of till contradicts that of shop: one of them drifts or jumped. The times are as recorded.",
    );
    expect(parse(gatherSources(...list)).log._wirewalk?.recorders?.every(({ offset }) => offset === undefined)).toBe(
      true,
    );
  });

  const contradiction = [
    "The clock of till contradicts that of shop: one of them drifts or jumped. The times are as recorded.",
    "The order between shop and till is unknown: nothing relates their clocks, so their clocks decide it.",
  ];
  test.each<readonly [string, number, readonly string[]]>([
    ["100 ppm, which the calls prove wrong", 100, contradiction],
    ["1 ppm, which is within what the calls prove", 1, []],
  ])("a clock that drifts for an hour by %s", (_name, ppm, guesses) => {
    const minutes = Array.from({ length: 61 }, (_, minute) => minute * 60_000);
    const list = [
      aSource(
        "till",
        minutes.map((at) => ({ at, took: 50, traceparent: span(at), client: "till" })),
      ),
      aSource(
        "shop",
        minutes.map((at) => ({
          at: at - 2500 + (at * ppm) / 1e6 + 10,
          took: 30,
          traceparent: span(at),
          server: "shop",
        })),
      ),
    ];
    const plan = planOf(list);
    expect(describeGuesses(plan)).toEqual(guesses);
    expect(plan.twins).toHaveLength(61);
    const { arrows } = analyze(parse(gatherSources(...list)));
    expect(arrows.map(({ from, to }) => `${from} → ${to}`)).toEqual(
      minutes.flatMap(() => ["till → shop", "shop → till"]),
    );
  });

  test("the order of several is reported once, and that of pairs for each pair", () => {
    const alone = (name: string, at: number): Source =>
      aSource(name, [{ at, took: 100, url: `http://${name}.example/${name}` }]);
    expect(describeGuesses(planOf([alone("a", 0), alone("b", 10), alone("c", 20)]))).toEqual([
      "The order between these is unknown, because nothing relates their clocks: a, b, c.",
    ]);
    expect(describeGuesses(planOf([alone("a", 0), alone("b", 10), alone("c", 5000), alone("d", 5010)]))).toEqual([
      "The order is unknown between a and b, and between c and d: no exchange was seen by both, so their clocks decide it.",
    ]);
  });

  test("an order that nothing proves is reported", () => {
    const list = [
      aSource("web-1", [{ at: 0, took: 100 }]),
      aSource("web-2", [{ at: 50, took: 100, url: "http://b.example/z" }]),
    ];
    const unknown =
      "The order between web-1 and web-2 is unknown: no exchange was seen by both, so their clocks decide it.";
    expect(parse(gatherSources(...list)).log.comment).toBe(unknown);
    const likely = [aSource("a", [{ at: 0, took: 100 }]), aSource("b", [{ at: 20, took: 50 }])];
    expect(parse(gatherSources(...likely)).log.comment).toContain(
      "The order between a and b is unknown: no exchange was certainly seen by both, so their clocks decide it.",
    );
    const later = aSource("web-2", [{ at: 5000, took: 100, url: "http://b.example/z" }]);
    expect(parse(gatherSources(list[0] as Source, later)).log.comment).toBeUndefined();
  });
});

describe("twins", () => {
  const twinsOf = (...list: readonly Source[]): readonly string[] => {
    const { twins, sightings } = planOf(list);
    const toPlace = (sighting: number): string => `${sightings.partOf(sighting).id} ${sightings.indexOf(sighting)}`;
    return Array.from(twins, ({ asker, answerer, by }) => `${toPlace(asker)} = ${toPlace(answerer)} by ${by}`);
  };

  test("are recognized by traceparent, by a request ID, by the connection, and by content and time", () => {
    const ask = (more: Partial<CallDraft>): CallDraft => ({ at: 0, took: 50, ...more });
    const answer = (more: Partial<CallDraft>): CallDraft => ({ at: 5, took: 30, ...more });
    for (const [by, more] of [
      ["traceparent", { traceparent: span(1) }],
      ["request-id", { requestId: "5f0c7a91-d2" }],
      ["connection", { port: "41000" }],
      ["content", {}],
    ] as const) {
      expect(twinsOf(aSource("a", [ask(more)]), aSource("b", [answer(more)]))).toEqual([`a 0 = b 0 by ${by}`]);
    }
  });

  test("both are kept, and one is drawn, with the names that each side uses for itself", () => {
    const trace = parse(
      gatherSources(
        aSource("a", [{ at: 0, took: 50, client: "till", server: "10.0.0.7", traceparent: span(1) }]),
        aSource("b", [{ at: 5, took: 30, server: "shop", traceparent: span(1) }]),
      ),
    );
    expect(trace.log.entries.map(({ _recorder, _twinOf, _twinBy }) => [_recorder, _twinOf, _twinBy])).toEqual([
      ["a", undefined, undefined],
      ["b", "get-orders", "traceparent"],
    ]);
    expect(analyze(trace).arrows.map(({ from, to }) => `${from} → ${to}`)).toEqual(["till → shop", "shop → till"]);
  });

  test.each<[string, readonly Source[]]>([
    [
      "two calls that fit as well",
      [
        aSource("a", [
          { at: 0, took: 50 },
          { at: 1, took: 50 },
        ]),
        aSource("b", [{ at: 5, took: 30 }]),
      ],
    ],
    ["another time", [aSource("a", [{ at: 0, took: 50 }]), aSource("b", [{ at: 500, took: 30 }])]],
    [
      "another path",
      [aSource("a", [{ at: 0, took: 50 }]), aSource("b", [{ at: 5, took: 30, url: "http://shop/other" }])],
    ],
    ["another body", [aSource("a", [{ at: 0, took: 50, body: "1" }]), aSource("b", [{ at: 5, took: 30, body: "2" }])]],
    [
      "one recorder",
      [
        aSource("a", [
          { at: 0, took: 50 },
          { at: 5, took: 30 },
        ]),
      ],
    ],
    [
      "ids that count from 1 on each host",
      [
        aSource("a", [{ at: 0, took: 50, requestId: "req-00001" }]),
        aSource("b", [{ at: 5000, took: 30, requestId: "req-00001" }]),
      ],
    ],
    [
      "ids that stand in place of secrets",
      [
        aSource("a", [{ at: 0, took: 50, requestId: "REDACTED-token-1" }]),
        aSource("b", [{ at: 5000, took: 30, requestId: "REDACTED-token-1" }]),
      ],
    ],
    [
      "a traceparent of zeros",
      [
        aSource("a", [{ at: 0, took: 50, traceparent: `00-${"0".repeat(32)}-${"0".repeat(16)}-01` }]),
        aSource("b", [{ at: 5000, took: 30, traceparent: `00-${"0".repeat(32)}-${"0".repeat(16)}-01` }]),
      ],
    ],
    [
      "a header that one hands on with each of several calls",
      [
        aSource("a", [
          { at: 0, took: 50, traceparent: span(1) },
          { at: 100, took: 45, traceparent: span(1) },
        ]),
        aSource("b", [
          { at: 5005, took: 40, traceparent: span(1) },
          { at: 5105, took: 38, traceparent: span(1) },
        ]),
      ],
    ],
    [
      "another span of one trace",
      [
        aSource("a", [{ at: 0, took: 50, traceparent: span(1), url: "http://h/a" }]),
        aSource("b", [{ at: 5, took: 30, traceparent: span(2), url: "http://h/b" }]),
      ],
    ],
  ])("are not made of %s", (_name, list) => {
    expect(twinsOf(...list)).toEqual([]);
  });

  test("are recognized if tools escape their URLs differently", () => {
    const [asked, seen] = ["http://shop/%7Eann/a%2fb?q=a+b", "http://10.0.0.7:80/~ann/a%2Fb?q=a%20b"];
    const list = [aSource("a", [{ at: 0, took: 50, url: asked }]), aSource("b", [{ at: 5, took: 30, url: seen }])];
    expect(twinsOf(...list)).toEqual(["a 0 = b 0 by content"]);
  });

  test("or if each of them numbers the aliases in a body", () => {
    const [asked, seen] = ["t=REDACTED-token-1", "t=REDACTED-token-9"];
    const list = [aSource("a", [{ at: 0, took: 50, body: asked }]), aSource("b", [{ at: 5, took: 30, body: seen }])];
    expect(twinsOf(...list)).toEqual(["a 0 = b 0 by content"]);
  });

  describe("of several tries with one request ID", () => {
    const requestId = "5f0c7a91-d2";
    const tries = (skew: number, took: number, ...starts: readonly number[]): readonly CallDraft[] =>
      starts.map((at) => ({ at: at + skew, took, requestId }));

    test("are recognized by their times", () => {
      const list = [aSource("a", tries(0, 50, 0, 150, 400)), aSource("b", tries(5, 30, 0, 150, 400))];
      expect(twinsOf(...list)).toEqual([0, 1, 2].map((index) => `a ${index} = b ${index} by request-id`));
      expect(describeGuesses(planOf(list))).toEqual([]);
    });

    test("also if one never arrived, and if a gateway is between them", () => {
      const list = [
        aSource("a", tries(0, 90, 0, 150, 400)),
        aSource("gateway", [...tries(5, 80, 0, 400), ...tries(10, 70, 0, 400)]),
        aSource("service", tries(15, 60, 0, 400)),
      ];
      expect(twinsOf(...list)).toEqual([
        "a 0 = gateway 0 by request-id",
        "a 2 = gateway 2 by request-id",
        "gateway 1 = service 0 by request-id",
        "gateway 3 = service 1 by request-id",
      ]);
    });

    test("by clocks that other exchanges have put right", () => {
      const other = (at: number): CallDraft => ({ at, took: 20, traceparent: span(7), url: "http://shop/x" });
      const list = [
        aSource("a", [...tries(0, 50, 0, 150, 400), other(1000)]),
        aSource("b", [...tries(-2495, 30, 0, 150, 400), { ...other(-1497), took: 14 }]),
      ];
      expect(twinsOf(...list).filter((twin) => twin.endsWith("request-id"))).toHaveLength(3);
    });

    test("not if their clocks are unknown, or two fit one", () => {
      expect(twinsOf(aSource("a", tries(0, 50, 0, 150)), aSource("b", tries(5005, 30, 0, 150)))).toEqual([]);
      const parallel = [...tries(0, 50, 0, 150), ...tries(10, 50, 0, 150)];
      expect(twinsOf(aSource("a", parallel), aSource("b", tries(12, 30, 0, 150)))).toEqual([]);
    });
  });

  test("are recognized hop by hop if a gateway passes the header on", () => {
    const hop = (at: number, took: number): CallDraft => ({ at, took, traceparent: span(1) });
    const list = [
      aSource("client", [hop(0, 90)]),
      aSource("gateway", [hop(5, 80), hop(10, 70)]),
      aSource("service", [hop(15, 60)]),
    ];
    expect(twinsOf(...list)).toEqual(["client 0 = gateway 0 by traceparent", "gateway 1 = service 0 by traceparent"]);
  });
});

describe("one alias, one secret", () => {
  test("files of several recorders keep their aliases separate, and sizes change with them", () => {
    const body = "token=REDACTED-token-1";
    const trace = parse(
      gatherSources(aSource("b", [{ at: 9, took: 1, body }]), aSource("a", [{ at: 0, took: 1, body }])),
    );
    expect(
      trace.log.entries.map(({ request }) => [request.postData?.text, request.bodySize, request.headers[0]?.value]),
    ).toEqual([
      ["token=REDACTED-token-a1", 23, "23"],
      ["token=REDACTED-token-b1", 23, "23"],
    ]);
  });

  test("those of one recorder stay unchanged", () => {
    const trace = parse(gatherSources(aSource("a", [{ at: 0, took: 1, body: "REDACTED-token-1" }])));
    expect(trace.log.entries[0]?.request.postData?.text).toBe("REDACTED-token-1");
  });
});

describe("sources", () => {
  test("with the same name and different content are distinguished, and this is reported", () => {
    const plan = planOf([aSource("trace-1", [{ at: 0, took: 1 }]), aSource("trace-1", [{ at: 10, took: 1 }])]);
    expect(plan.parts.map(({ id }) => id)).toEqual([
      expect.stringMatching(/^trace-1-[\da-f]{6}$/),
      expect.stringMatching(/^trace-1-[\da-f]{6}$/),
    ]);
    expect(describeGuesses(plan)[0]).toBe(
      'Several sources are named "trace-1": a hash of their content distinguishes them.',
    );
  });

  test("from one recording, the later one counts", () => {
    const short = aSource("web", [{ at: 0, took: 1 }]);
    const long = aSource("web", [
      { at: 0, took: 1 },
      { at: 10, took: 1 },
    ]);
    const plan = planOf([short, long]);
    expect(plan.order).toHaveLength(2);
    expect(plan.repeated).toHaveLength(1);
    expect(describeGuesses(plan)).toEqual([]);
  });

  test("keep what they state about themselves: the command, and missing data", () => {
    const command = { argv: ["till", "--open"], exitCode: 0, stdout: "", stderr: "" };
    const missing = [{ kind: "dropped", reason: "exchanges lost by an internal error of the recorder", count: 2 }];
    const alike = [{ aliases: ["REDACTED-token-1", "REDACTED-token-2"], but: "case" }];
    const trace = parse(
      gatherSources(
        aSource("a", [{ at: 0, took: 1 }], { command, alike, redacted: { token: 2 } }),
        aSource("b", [{ at: 9, took: 1 }], { missing, redacted: { token: 3 } }),
      ),
    );
    expect(trace.log._wirewalk).toMatchObject({
      command,
      missing: [{ kind: "dropped", reason: "exchanges lost by an internal error of the recorder (b)", count: 2 }],
      alike: [{ aliases: ["REDACTED-token-a1", "REDACTED-token-a2"], but: "case" }],
      redacted: { token: 5 },
    });
  });

  test("one of which marks a retry keep it, under its new name", () => {
    const retried = aSource("b", [
      { at: 1, took: 1 },
      { at: 20, took: 1, retryOf: "get-orders" },
    ]);
    const { entries } = parse(gatherSources(aSource("a", [{ at: 0, took: 1 }]), retried)).log;
    expect(entries.map(({ _id, _retryOf }) => [_id, _retryOf])).toEqual([
      ["get-orders", undefined],
      ["get-orders-2", undefined],
      ["get-orders-3", "get-orders-2"],
    ]);
  });
});
