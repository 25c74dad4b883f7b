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
    ["an order", "<r><a>1</a><b>2</b></r>", "<r><b>2</b><a>1</a></r>"],
    ["a comment", "<r><!-- a --><a>1</a></r>", "<r><!-- b --><a>1</a></r>"],
    ["CDATA", "<r><![CDATA[a]]></r>", "<r>a</r>"],
    ["text that is no XML", "<r><a></r>", "<r><b></r>"],
  ])("what the elements do not show is shown as text: %s", (_what, before, after) => {
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
  ])("generated values are no difference: %s", (_what, before, after) => {
    expect(differencesOf(before, after)).toEqual([]);
  });

  test("elements nested in 10,000 others are compared as text", () => {
    const deep = (text: string): string => `${"<a>".repeat(10_000)}${text}${"</a>".repeat(10_000)}`;
    expect(differencesOf(deep("x"), deep("y"))).toHaveLength(1);
  });
});
