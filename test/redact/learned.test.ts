import { describe, expect, test } from "vitest";

import { createRedactor, createTwin } from "../../src/redact/redactor.ts";
import { twinStateOf } from "../../src/redact/twin.ts";
import type { LearnedSecret } from "../../src/redact/vault/alias-book.ts";
import type { Exchange } from "../../src/trace/journal/exchange.ts";
import { anExchange } from "../helpers/an-exchange.ts";
import { aBody, redact } from "./redact.ts";

describe("a value learned once", () => {
  test("has one alias everywhere, in other encodings too, also in exchanges before", () => {
    const secret = `s3cr3t "välue"!/+`;
    const pythonJson = JSON.stringify(secret).replace("ä", String.raw`\u00e4`);
    const phpJson = JSON.stringify(secret).replace("/", String.raw`\/`);
    const form = new URLSearchParams({ secret }).toString();
    const [first, second] = redact(
      anExchange({
        url: `http://host/x?q=${encodeURIComponent(secret)}`,
        reason: `No ${secret}`,
        requestHeaders: ["X-Echo", secret],
        requestBody: aBody(`q=${form} ${encodeURIComponent(secret).toLowerCase()}`, "text/plain"),
        responseBody: aBody(`echo ${secret} ${JSON.stringify(secret)} ${pythonJson} ${phpJson}`, "text/plain"),
        more: {
          error: { code: "E", message: `bad ${secret}`, phase: "wait" },
          trailers: ["X-Echo", secret],
          informational: [{ status: 103, reason: "Early Hints", headers: ["X-Echo", secret] }],
        },
      }),
      anExchange({ requestHeaders: ["X-Auth-Token", secret] }),
    );
    // The request body names it, before the header of the second exchange does.
    const alias = "REDACTED-secret-1";
    expect(first?.url).toBe(`http://host/x?q=${alias}`);
    expect(first?.reason).toBe(`No ${alias}`);
    expect(first?.requestHeaders[1]).toBe(alias);
    expect(first?.requestBody?.text).toBe(`q=secret=${alias} ${alias}`);
    expect(first?.responseBody?.text).toBe(`echo ${alias} "${alias}" "${alias}" "${alias}"`);
    expect(first?.more?.error?.message).toBe(`bad ${alias}`);
    expect(first?.more?.trailers).toEqual(["X-Echo", alias]);
    expect(first?.more?.informational?.[0]?.headers).toEqual(["X-Echo", alias]);
    expect(second?.requestHeaders[1]).toBe(alias);
  });

  test("is learned from trailers and 1xx responses too", () => {
    const [exchange] = redact(
      anExchange({
        more: {
          trailers: ["X-Auth-Token", "abcdef"],
          informational: [{ status: 103, reason: "Early Hints", headers: ["Set-Cookie", "a=ghijk7"] }],
        },
        responseBody: aBody("abcdef ghijk7", "text/plain"),
      }),
    );
    expect(exchange?.responseBody?.text).toBe("REDACTED-token-1 REDACTED-cookie-1");
  });

  test.each([
    ["desktop", "http://h/static/desktop/ab-desktop-min.js"],
    ["http://www.example.com/", "http://h/get?url=http://www.example.com/page"],
    ["%5B%5D", "http://h/get?list=%5B%5D"],
    ["1440877502", "http://h/log?t=1440877502"],
    ["29-Aug-2015", "http://h/log?last=29-Aug-2015"],
  ])("a cookie with the value %s is masked where it is, and the same text elsewhere is not", (value, url) => {
    const [exchange] = redact(anExchange({ url, requestHeaders: ["Cookie", `a=${value}`] }));
    expect(exchange?.requestHeaders).toEqual(["Cookie", "a=REDACTED-cookie-1"]);
    expect(exchange?.url).toBe(url);
  });

  test("letters of a session are masked elsewhere too, though they are only letters", () => {
    const [exchange] = redact(
      anExchange({ url: "http://h/x/kQxZbWvTrYpL", requestHeaders: ["Cookie", "a=kQxZbWvTrYpL"] }),
    );
    expect(exchange?.url).toBe("http://h/x/REDACTED-cookie-1");
  });

  test("a number in a cookie that a member calls a PIN is masked in JSON too, which stays JSON", () => {
    const [exchange] = redact(
      anExchange({
        requestHeaders: ["Cookie", "a=1440877502"],
        requestBody: aBody('{"pin":"1440877502"}'),
        responseBody: aBody('{"known":[1440877502]}'),
      }),
    );
    expect(exchange?.responseBody?.text).toBe('{"known":["REDACTED-cookie-1"]}');
  });

  describe("the name of a cookie or a user that is a password later,", () => {
    const seen = (): Exchange => anExchange({ responseBody: aBody("it is sunshine here", "text/plain") });
    const password = anExchange({ requestBody: aBody('{"password":"sunshine"}') });

    test.each([
      ["a cookie", { requestHeaders: ["Cookie", "a=sunshine"] }, "cookie"],
      ["a user", { url: "http://sunshine:s3cr3tly@h/" }, "user"],
    ])("is masked in texts that were searched before: %s", (_what, first, kind) => {
      const redactor = createRedactor();
      redactor.redactExchange(anExchange(first));
      const exchange = seen();
      redactor.redactExchange(exchange);
      exchange.knownSecrets = redactor.learnedCount;
      redactor.redactExchange(structuredClone(password));
      redactor.sweepExchange(exchange);
      expect(exchange.responseBody?.text).toMatch(new RegExp(`^it is REDACTED-${kind}-~\\d+ here$`));
    });

    test("is passed to the function that seals it for the process that rebuilds the trace", () => {
      const recorder = createRedactor();
      const sealed: LearnedSecret[] = [];
      recorder.follow((secret) => sealed.push(secret));
      recorder.redactExchange(anExchange({ requestHeaders: ["Cookie", "a=sunshine"] }));
      recorder.redactExchange(structuredClone(password));
      const exchange = seen();
      createRedactor({ learned: sealed }).sweepExchange(exchange);
      expect(exchange.responseBody?.text).toBe("it is REDACTED-cookie-~1 here");
    });

    test("is masked in another thread, which then has the same state", () => {
      const [redactor, twin] = [createRedactor(), createTwin({}, undefined)];
      const [own, other] = [twinStateOf(redactor), twinStateOf(twin)];
      redactor.redactExchange(anExchange({ requestHeaders: ["Cookie", "a=sunshine"] }));
      const known = own?.known() ?? { learned: 0, guessed: 0 };
      const tell = (since: typeof known): void => {
        const state = own?.stateSince(since, false);
        if (state !== undefined) other?.takeState(state);
      };
      tell({ learned: 0, guessed: 0 });
      redactor.redactExchange(structuredClone(password));
      tell(known);
      const exchange = seen();
      twin.sweepExchange(exchange);
      expect(exchange.responseBody?.text).toBe("it is REDACTED-cookie-~1 here");
      const late = createTwin({}, own?.stateSince({ learned: 0, guessed: 0 }, false));
      expect([twin.learnedCount, late.learnedCount]).toEqual([redactor.learnedCount, redactor.learnedCount]);
    });
  });

  test("the value of a cookie that a header calls a token is masked elsewhere too", () => {
    const [exchange] = redact(
      anExchange({
        requestHeaders: ["Cookie", "a=aaaaaaaa", "X-Auth-Token", "aaaaaaaa"],
        responseBody: aBody("so aaaaaaaa it is", "text/plain"),
      }),
    );
    expect(exchange?.responseBody?.text).toBe("so REDACTED-cookie-1 it is");
  });

  test("the reader can see that one step's X-Subject-Token is another one's X-Auth-Token", () => {
    const token = "gAAAAABjmQ2DBOk_aIernRwlZm4DP5YH8dtn";
    const [issued, used, other] = redact(
      anExchange({ responseHeaders: ["X-Subject-Token", token] }),
      anExchange({ requestHeaders: ["X-Auth-Token", token] }),
      anExchange({ requestHeaders: ["X-Auth-Token", `${token}2`] }),
    );
    expect(issued?.responseHeaders[1]).toBe("gAAAAABREDACTED-token-1");
    expect(used?.requestHeaders[1]).toBe("gAAAAABREDACTED-token-1");
    expect(other?.requestHeaders[1]).toBe("gAAAAABREDACTED-token-2");
  });

  test("a cookie has one alias where it is set and where it is sent", () => {
    const [set, sent] = redact(
      anExchange({ responseHeaders: ["Set-Cookie", "sid=abc123; Path=/", "Set-Cookie", "b=other1"] }),
      anExchange({ requestHeaders: ["Cookie", "b=other1; sid=abc123"] }),
    );
    expect(set?.responseHeaders).toEqual([
      "Set-Cookie",
      "sid=REDACTED-cookie-1; Path=/",
      "Set-Cookie",
      "b=REDACTED-cookie-2",
    ]);
    expect(sent?.requestHeaders[1]).toBe("b=REDACTED-cookie-2; sid=REDACTED-cookie-1");
  });

  test("both the password and the base64 of a Basic header are masked elsewhere, the user's name is not", () => {
    const basic = btoa("somebody:s3cr3t-pw");
    const [exchange] = redact(
      anExchange({
        requestHeaders: ["Authorization", `Basic ${basic}`],
        responseBody: aBody(`${basic} s3cr3t-pw somebody`, "text/plain"),
      }),
    );
    expect(exchange?.responseBody?.text).toBe("REDACTED-password-1 REDACTED-password-1 somebody");
  });

  test("a user's name in a URL is masked only there", () => {
    const [exchange] = redact(
      anExchange({ url: "http://somebody:s3cr3t-pw@h/", responseBody: aBody('{"name":"somebody"}') }),
    );
    expect(exchange?.responseBody?.text).toBe('{"name":"somebody"}');
  });

  test("a number stays a JSON value, and other numbers stay unchanged", () => {
    const [, second] = redact(
      anExchange({ requestBody: aBody('{"pin":123456}') }),
      anExchange({ responseBody: aBody('{"n":123456,"size":9123456789,"text":"pin 123456."}') }),
    );
    expect(second?.responseBody?.text).toBe(
      '{"n":"REDACTED-password-1","size":9123456789,"text":"pin REDACTED-password-1."}',
    );
  });

  test("thousands of values are masked without delay", () => {
    const headers = Array.from({ length: 10_000 }, (_, index) => ["X-Auth-Token", `token-value-${index}`]).flat();
    const [, second] = redact(
      anExchange({ requestHeaders: headers }),
      anExchange({ responseBody: aBody(`${"x".repeat(1000)} token-value-9999`, "text/plain") }),
    );
    expect(second?.responseBody?.text).toBe(`${"x".repeat(1000)} REDACTED-token-10000`);
  });
});

describe("values that occur by chance", () => {
  test("a short value is masked where it was found and not in the middle of words", () => {
    const [exchange] = redact(
      anExchange({ requestBody: aBody('{"password":"asdf"}'), responseBody: aBody("asdfgh asdf", "text/plain") }),
    );
    expect(exchange?.requestBody?.text).toBe('{"password":"REDACTED-password-1"}');
    expect(exchange?.responseBody?.text).toBe("asdfgh asdf");
  });

  test.each(
    (
      "deleted default expired invalid undefined enabled disabled accepted rejected active inactive public private " +
      "english password passwd secret credentials signature session authorization"
    ).split(" "),
  )("a cookie with the value %s does not corrupt the page", (word) => {
    const [exchange] = redact(
      anExchange({ responseHeaders: ["Set-Cookie", `sid=${word}; Max-Age=0`], responseBody: aBody(`{"a":"${word}"}`) }),
    );
    expect(exchange?.responseHeaders[1]).toBe("sid=REDACTED-cookie-1; Max-Age=0");
    expect(exchange?.responseBody?.text).toBe(`{"a":"${word}"}`);
  });

  test("the password `password` is masked, and members of that name keep it", () => {
    const [exchange] = redact(
      anExchange({ requestBody: aBody('{"methods":["password"],"password":{"user":{"password":"password"}}}') }),
    );
    expect(exchange?.requestBody?.text).toBe(
      '{"methods":["password"],"password":{"user":{"password":"REDACTED-password-1"}}}',
    );
  });
});

describe("aliases", () => {
  test.each(
    (
      "gAAAAAB eyJ ghp_ gho_ ghu_ ghs_ ghr_ github_pat_ glpat- sk_live_ sk_test_ rk_live_ " +
      "rk_test_ npm_ ya29. AIza SG. AKIA ASIA"
    ).split(" "),
  )("keep %s, which reveals only the kind of a secret", (prefix) => {
    const redactor = createRedactor();
    redactor.learn(`${prefix}abcdefgh`, "token");
    redactor.learn(`${prefix}short`, "password");
    expect(redactor.redactText(`${prefix}abcdefgh ${prefix}short`)).toBe(
      `${prefix}REDACTED-token-~1 REDACTED-password-~2`,
    );
  });

  test("text that looks like an alias is masked like any other, so that a replayed recording reads the same", () => {
    const [exchange] = redact(
      anExchange({
        requestHeaders: ["X-Auth-Token", "gAAAAABREDACTED-token-1", "X-Other-Token", "REDACTED-token-7"],
        responseHeaders: ["X-Subject-Token", "gAAAAABREDACTED-token-1"],
        responseBody: aBody("it is REDACTED-token-7", "text/plain"),
      }),
    );
    expect(exchange?.responseBody?.text).toBe("it is REDACTED-token-2");
    expect(exchange?.requestHeaders).toEqual([
      "X-Auth-Token",
      "gAAAAABREDACTED-token-1",
      "X-Other-Token",
      "REDACTED-token-2",
    ]);
    expect(exchange?.responseHeaders[1]).toBe("gAAAAABREDACTED-token-1");
  });

  test("a secret that is a part of the aliases does not corrupt them", () => {
    const [exchange] = redact(
      anExchange({ requestHeaders: ["X-Auth-Token", "REDACTED", "X-My-Password", "REDACTED-password"] }),
    );
    expect(exchange?.requestHeaders).toEqual([
      "X-Auth-Token",
      "REDACTED-token-1",
      "X-My-Password",
      "REDACTED-password-1",
    ]);
  });
});

describe("a secret from outside", () => {
  test("is masked in exchanges and in any text", () => {
    const redactor = createRedactor();
    redactor.learn("s3cr3t-pw", "password");
    const exchange = anExchange({ responseBody: aBody("it is s3cr3t-pw", "text/plain") });
    redactor.redactExchange(exchange);
    expect(exchange.responseBody?.text).toBe("it is REDACTED-password-~1");
    expect(redactor.redactText("curl -u me:s3cr3t-pw")).toBe("curl -u me:REDACTED-password-~1");
    expect(redactor.learnedCount).toBe(1);
  });

  test("a short password is masked as an argument, an option's value and a variable's", () => {
    const redactor = createRedactor();
    redactor.learn("asdf", "password");
    expect(redactor.redactText("asdf")).toBe("REDACTED-password-~1");
    expect(redactor.redactText("--os-password=asdf")).toBe("--os-password=REDACTED-password-~1");
    expect(redactor.redactText("asdfgh asdf")).toBe("asdfgh asdf");
  });

  test("a short cookie is not taken for an argument", () => {
    const redactor = createRedactor();
    redactor.redactExchange(anExchange({ requestHeaders: ["Cookie", "lang=en"] }));
    expect(redactor.redactText("en")).toBe("en");
  });

  test.each(["", "true", "None", "****"])("%j is not learned", (value) => {
    const redactor = createRedactor();
    redactor.learn(value, "password");
    expect(redactor.learnedCount).toBe(0);
    expect(redactor.redactText(value)).toBe(value);
  });
});
