import { describe, expect, test } from "vitest";

import { compare } from "../../src/compare/compare.ts";
import { type ExchangeParts, recordingOf } from "./an-exchange.ts";

const LATER = 4_000_000;
const xml = (text: string): ExchangeParts => ({ url: "http://s3.example/a", text, mimeType: "application/xml" });

function differencesOf(before: string, after: string): readonly string[] {
  const { steps } = compare(recordingOf(xml(before)), recordingOf({ ...xml(after), at: LATER }));
  return steps.flatMap(({ differences }) => differences.map(({ message }) => message));
}

describe("XML is compared element by element", () => {
  test.each([
    [
      "a text",
      "<E><Code>NoSuchKey</Code><M>x</M></E>",
      "<E><Code>AccessDenied</Code><M>x</M></E>",
      ['/E/Code changed from "NoSuchKey" to "AccessDenied"'],
    ],
    ["an attribute", '<r v="1.0"><a>1</a></r>', '<r v="1.1"><a>1</a></r>', ['/r/@v changed from "1.0" to "1.1"']],
    ["an element", "<r><a>1</a></r>", "<r><a>1</a><b>2</b></r>", ["/r/b was added"]],
    [
      "one of a list",
      "<l><i>a</i><i>b</i></l>",
      "<l><i>a</i></l>",
      ['/l/i has fewer elements: 2 elements, then 1 element; "b"'],
    ],
    [
      "a list of one",
      "<l><i>a</i></l>",
      "<l><i>a</i><i>b</i></l>",
      ['/l/i has more elements: 1 element, then 2 elements; "b"'],
    ],
    [
      "a namespace",
      '<s:e xmlns:s="urn:a"/>',
      '<s:e xmlns:s="urn:b"/>',
      ['/s:e/@xmlns:s changed from "urn:a" to "urn:b"'],
    ],
    [
      "a name",
      "<e><Key>photo1.jpg</Key></e>",
      "<e><Key>photo2.jpg</Key></e>",
      ['/e/Key changed from "photo1.jpg" to "photo2.jpg"'],
    ],
  ])("%s", (_what, before, after, told) => {
    expect(differencesOf(before, after)).toEqual(told.map((one) => `response body ${one}`));
  });

  test.each([
    [
      "a comment",
      "<r><!-- a --><a>1</a></r>",
      "<r><!-- b --><a>2</a></r>",
      '/#comment/0 changed from "<!-- a -->" to "<!-- b -->"',
    ],
    [
      "a document type",
      '<!DOCTYPE r SYSTEM "a"><r><a>1</a></r>',
      '<!DOCTYPE r SYSTEM "b"><r><a>2</a></r>',
      '/#declaration/0 changed from "<!DOCTYPE r SYSTEM \\"a\\">" to "<!DOCTYPE r SYSTEM \\"b\\">"',
    ],
    [
      "an attribute with a name that is not English",
      '<r größe="1"><a>1</a></r>',
      '<r größe="2"><a>2</a></r>',
      '/r/@größe changed from "1" to "2"',
    ],
    ["an order", "<r><a>1</a><b>2</b><c/></r>", "<r><b>3</b><a>1</a><c/></r>", "/r has another order: a, b; then b, a"],
    [
      "an order of a mixed content",
      "<p>Hello <b>a</b> world <i>b</i></p>",
      "<p>Hello <i>b</i> world <b>c</b></p>",
      "/p has another order: b, #text, i; then i, #text, b",
    ],
    [
      "an order in a list that grew",
      "<l><i><a/><b/></i></l>",
      "<l><i><b/><a/></i><i><b/><a/></i></l>",
      "/l/i has another order: a, b; then b, a",
    ],
    [
      "the place of a comment",
      "<r><!-- a --><a>1</a><b/></r>",
      "<r><a>2</a><!-- a --><b/></r>",
      "/r has another order: #comment, a; then a, #comment",
    ],
  ])("next to another difference, a change outside elements is shown too: %s", (_what, before, after, told) => {
    const found = differencesOf(before, after);
    expect(found).toContain(`response body ${told}`);
    expect(found.length).toBeGreaterThan(1);
  });

  test("without its own sentence, a change of order is reported as one", () => {
    const [before, after] = ["<r><a>1</a><b/></r>", "<r><b/><a>2</a></r>"].map((text) => recordingOf(xml(text)));
    const [step] = before === undefined || after === undefined ? [] : compare(before, after).steps;
    expect(step?.differences).toContainEqual(
      expect.objectContaining({ before: "in the order a, b", after: "in the order b, a" }),
    );
  });

  test.each([
    ["an element that was added", "<r><a>1</a><c/></r>", "<r><a>1</a><b/><c/></r>", "/r/b was added"],
    [
      "elements by turns",
      "<r><a>1</a><b>2</b><a>3</a><b>4</b></r>",
      "<r><a>1</a><b>2</b><a>3</a></r>",
      '/r/b has fewer elements: 2 elements, then 1 element; "4"',
    ],
  ])("without another order: %s", (_what, before, after, told) => {
    expect(differencesOf(before, after)).toEqual([`response body ${told}`]);
  });

  test("attributes without quotes are compared as text", () => {
    expect(differencesOf("<r a=1><b>1</b></r>", "<r a=2><b>2</b></r>")).toEqual([
      "response body changed from <r a=1><b>1</b></r> to <r a=2><b>2</b></r>",
    ]);
  });

  test.each([
    ["an ID of Rails", '<user><id type="integer">42</id></user>', '<user><id type="integer">97</id></user>'],
    ["a duration of Rails", '<r><took type="float">1.5</took></r>', '<r><took type="float">2.5</took></r>'],
    [
      "a resource",
      '<r><request-id v="1">4442587FB7D0A2F9</request-id></r>',
      '<r><request-id v="1">656C76696E672773</request-id></r>',
    ],
  ])("an element with attributes keeps its name: %s", (_what, before, after) => {
    expect(differencesOf(before, after)).toEqual([]);
  });

  test.each([
    ["an order", "<r><a>1</a><b>2</b></r>", "<r><b>2</b><a>1</a></r>"],
    ["a comment", "<r><!-- a --><a>1</a></r>", "<r><!-- b --><a>1</a></r>"],
    ["CDATA", "<r><![CDATA[a]]></r>", "<r>a</r>"],
    ["text that is no XML", "<r><a></r>", "<r><b></r>"],
  ])("changes outside the elements are shown as text: %s", (_what, before, after) => {
    expect(differencesOf(before, after)).toEqual([expect.stringContaining("response body changed from <r>")]);
  });

  test.each([
    [
      "an upload of S3",
      "<R><UploadId>ZDk3-xyz_AbCdEf.7f2a1b0c</UploadId></R>",
      "<R><UploadId>NmMxMTQ-abc_XyZw.01ab23cd</UploadId></R>",
    ],
    [
      "the request of an error of S3",
      "<E><RequestId>4442587FB7D0A2F9</RequestId><HostId>Uuag1LuByRx9e6j5Onimru9pO4ZVKnJ2Qz7/C1NPcfTWAtRPfTaOFg==</HostId></E>",
      "<E><RequestId>656C76696E672773</RequestId><HostId>eftixk72aD6Ap51TnqcoF8eFidJG9Z/2mkiDFu8yU9AS1ed4OpIszj7UDNEHGran</HostId></E>",
    ],
    [
      "a position in a list",
      "<R><NextContinuationToken>1ueGcxLPRx1Tr/XYExHnhbYLgveDs2J/wm36Hy4vbOwM=</NextContinuationToken></R>",
      "<R><NextContinuationToken>9zzGcxLPRx1Tr/XYExHnhbYLgveDs2J/wm36Hy4vbOwQ=</NextContinuationToken></R>",
    ],
    [
      "a response of SAML",
      '<samlp:R ID="pfx41d8ef22-e612-8c50-9960-1b16f15741b3" InResponseTo="ONE_4fee3b046395c4e751011e97f8900b5273d56685"/>',
      '<samlp:R ID="pfx51d8ef22-e612-8c50-9960-1b16f15741b3" InResponseTo="ONE_5fee3b046395c4e751011e97f8900b5273d56685"/>',
    ],
    ["a duration", "<r><took>12</took></r>", "<r><took>99</took></r>"],
  ])("generated values are not a difference: %s", (_what, before, after) => {
    expect(differencesOf(before, after)).toEqual([]);
  });

  test("elements nested in 10,000 others are compared as text", () => {
    const deep = (text: string): string => `${"<a>".repeat(10_000)}${text}${"</a>".repeat(10_000)}`;
    expect(differencesOf(deep("x"), deep("y"))).toHaveLength(1);
  });
});
