import { describe, expect, test } from "vitest";

import { type AnalyzeOptions, analyze } from "../../../src/analyze/analyze.ts";
import type { ApiDescription, DescribedOperation } from "../../../src/analyze/types.ts";
import { toMermaid } from "../../../src/diagram/mermaid/mermaid.ts";
import { readMermaid } from "../../diagram/mermaid/read-mermaid.ts";
import { hostileTexts } from "../../page/hostile-strings.ts";
import { type EntryParts, aCatalog, cloudProfile, inTurn } from "../an-entry.ts";

/** `GET /pets List all pets` */
function anApi(title: string, servers: readonly string[], ...operations: readonly string[]): ApiDescription {
  return {
    title,
    servers,
    operations: operations.map(anOperation),
  };
}

function anOperation(text: string): DescribedOperation {
  const [, method = "", path = "", summary] = /^(\S+) (\S+)(?: (.+))?$/.exec(text) ?? [];
  return { method, path, ...(summary !== undefined && { summary }) };
}

/** The participant, the path template, and the label of the arrow if it differs. */
function read(
  descriptions: readonly ApiDescription[],
  requests: readonly (string | EntryParts)[],
  options: AnalyzeOptions = {},
) {
  const trace = inTurn(...requests.map((one) => (typeof one === "string" ? { url: one } : one)));
  const { steps, participants } = analyze(trace, { descriptions, ...options });
  const labels = new Map(participants.map(({ id, label }) => [id, label]));
  return steps.map(({ server, request, name }) =>
    [labels.get(server), request.path, name?.text].filter(Boolean).join(" | "),
  );
}

const pets = anApi(
  "Pets",
  ["https://pets.example/v1"],
  "GET /pets List",
  "GET /pets/{petId} Show",
  "GET /pets/mine Mine",
  "GET /pets/{name}.json As a file",
  "GET /{kind}/{petId}",
);

describe("paths", () => {
  test("the most specific template matches a path; other methods and paths are recognized by the server URL", () => {
    const urls = ["/pets?limit=2", "/pets/rex", "/pets/mine", "/pets/rex.json", "/cats/tom", "/pets/1/2", ""].map(
      (path) => `https://pets.example/v1${path}`,
    );
    expect(read([pets], [...urls, { method: "PUT", url: "https://pets.example/v1/pets/rex" }])).toEqual([
      "Pets | /v1/pets?limit=2 | List",
      "Pets | /v1/pets/{petId} | Show",
      "Pets | /v1/pets/mine | Mine",
      "Pets | /v1/pets/{name}.json | As a file",
      "Pets | /v1/{kind}/{petId}",
      "Pets | /v1/pets/{pet_id}/{id}",
      "Pets | /v1",
      "Pets | /v1/pets/{petId}",
    ]);
  });

  test("a file named by an ID is not the resource with that ID, unless the document says so", () => {
    const jobs = anApi("Jobs", ["https://jobs.example"], "GET /exports/{jobId} Look", "GET /files/{fileName} Fetch");
    const id = "9faa6fd5-b254-4184-80c0-66b7c062315e";
    const paths = [
      `/exports/${id}`,
      `/exports/${id}.csv`,
      "/exports/wh-25d583ee.tar.gz",
      "/exports/v1.2",
      `/files/${id}.csv`,
    ];
    expect(
      read(
        [jobs],
        paths.map((path) => `https://jobs.example${path}`),
      ),
    ).toEqual([
      "Jobs | /exports/{jobId} | Look",
      "Jobs | /exports/{export_id}.csv",
      "Jobs | /exports/wh-25d583ee.tar.gz",
      "Jobs | /exports/{jobId} | Look",
      "Jobs | /files/{fileName} | Fetch",
    ]);
  });

  test("a value has the name that the document gives, and the strongest evidence", () => {
    const id = "9faa6fd5-b254-4184-80c0-66b7c062315e";
    const trace = inTurn(
      { url: "https://pets.example/v1/pets", answer: [{ id: "rex-17" }] },
      ...[id, "rex-17", "bello"].map((one) => ({ url: `https://pets.example/v1/pets/${one}` })),
    );
    const { provenance } = analyze(trace, { descriptions: [pets] });
    expect(provenance.map(({ name, value, source }) => [name, value, source.kind])).toEqual([
      ["petId", id, "shape"],
      ["petId", "rex-17", "answer"],
      ["petId", "bello", "openapi"],
    ]);
  });

  test("the user's own template and names come first", () => {
    const url = "https://pets.example/v1/pets/rex";
    expect(
      read([pets], [url], { paths: ["/v1/pets/{pet}", "/v1/{any}/rex"], labels: { "GET /v1/pets/{pet}": "Rex" } }),
    ).toEqual(["Pets | /v1/pets/{pet} | Rex"]);
    expect(analyze(inTurn({ url }), { paths: ["/v1/pets/{pet}"] }).provenance[0]?.source).toEqual({
      kind: "config",
      path: "/v1/pets/{pet}",
    });
  });
});

describe("server URLs", () => {
  test("one origin with two base paths is two participants; two origins of one API are one", () => {
    const shop = anApi("Shop", ["https://h.example/shop", "https://shop.example"], "GET /cart");
    const bank = anApi("Bank", ["https://h.example/bank"], "GET /cart");
    const urls = [
      "https://h.example/shop/cart",
      "https://h.example/bank/cart",
      "https://shop.example/cart",
      "https://h.example/other",
    ];
    expect(read([shop, bank], urls)).toEqual([
      "Shop | /shop/cart",
      "Bank | /bank/cart",
      "Shop | /cart",
      "h.example | /other",
    ]);
  });

  test("a base path consists of whole segments, and a default port is omitted", () => {
    expect(
      read([anApi("A", ["https://h.example:443/a"], "GET /x")], ["https://h.example/a/x", "https://h.example/ab/x"]),
    ).toEqual(["A | /a/x", "h.example | /ab/x"]);
  });

  test("variables of a server URL match anything", () => {
    const api = anApi("A", ["https://{region}.h.example:{port}/{version}"], "GET /x");
    expect(read([api], ["https://eu.h.example:8443/v7/x", "https://h.example/v7/x"])).toEqual([
      "A | /v7/x",
      "h.example | /v7/x",
    ]);
  });

  test("a server URL without a host matches any host whose path fits, then only that host", () => {
    const api = anApi("A", ["/v1"], "GET /pets/{id}", "GET /{any}");
    expect(read([api], ["http://a/v1/pets/7", "http://a/v1/unknown/7", "http://b/pets/7", "http://a/pets/7"])).toEqual([
      "A | /v1/pets/{id}",
      "A | /v1/unknown/{unknown_id}",
      "b | /pets/{pet_id}",
      "a | /pets/{pet_id}",
    ]);
  });

  test("a recording of another stage is recognized by its paths", () => {
    expect(read([pets], ["http://127.0.0.1:3000/v1/pets/rex", "http://127.0.0.1:3000/health"])).toEqual([
      "Pets | /v1/pets/{petId} | Show",
      "127.0.0.1:3000 | /health",
    ]);
  });

  test("a path of placeholders only matches no host", () => {
    expect(
      read([anApi("A", [""], "GET /", "GET /{bucket}/{key}")], ["http://s3.example/b/k", "http://other.example/"]),
    ).toEqual(["s3.example | /b/k", "other.example | /"]);
  });

  test("names of different APIs that differ only in case are different participants", () => {
    const apis = [
      anApi("결제", ["http://h/pay"], "GET /x"),
      anApi("주문", ["http://h/order"], "GET /x"),
      anApi("client", ["http://h/c"], "GET /x"),
    ];
    expect(read(apis, ["http://h/pay/x", "http://h/order/x", "http://h/c/x"])).toEqual([
      "결제 | /pay/x",
      "주문 | /order/x",
      "client | /c/x",
    ]);
  });
});

test("participants are named by the user, the trace, the profile, the document, and the host, in this order", () => {
  const token = {
    method: "POST",
    url: "http://h/identity/v3/auth/tokens",
    answer: aCatalog({ image: ["http://h/image"] }),
  };
  const document = anApi("Document", ["http://h"], "GET /image/v2/images", "GET /x");
  const own = { _server: "recorded" };
  const named = (requests: readonly (string | EntryParts)[], options: AnalyzeOptions) =>
    read([document], [token, ...requests], options).at(-1);
  const all = { profile: cloudProfile, participants: { "http://h/image": "Mine" } };
  const url = "http://h/image/v2/images";
  expect(named([{ url, own }], all)).toBe("Mine | /image/v2/images");
  expect(named([{ url, own }], { profile: cloudProfile })).toBe("recorded | /image/v2/images");
  expect(named([url], { profile: cloudProfile })).toBe("glance-api | /image/v2/images");
  expect(named([url], {})).toBe("Document | /image/v2/images");
  expect(read([], [url])).toEqual(["h | /image/v2/images"]);
});

test.each(hostileTexts)("%j in a document does not break a diagram", async (text) => {
  const operations = [{ method: "GET", path: "/pets/{p;#%%}", summary: text }];
  const trace = inTurn({ url: "http://h/pets/x" });
  const walkthrough = analyze(trace, {
    descriptions: [{ title: text, servers: ["http://h"], operations }],
    dataFlow: true,
  });
  const { participants, messages } = await readMermaid(toMermaid(walkthrough));
  expect([participants.length, messages.length]).toEqual([2, 2]);
});
