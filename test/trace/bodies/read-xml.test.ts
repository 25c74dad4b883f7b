import { expect, test } from "vitest";

import { readXml } from "../../../src/trace/bodies/read-xml.ts";

test("XML is read as its tags, texts, and comments, in order and without layout", () => {
  const text = `<?xml version="1.0"?>
<a:list>
  <!-- two -->
  <item n="1" />
  <item>tea &amp; <![CDATA[<milk>]]></item>
</a:list>`;
  expect(readXml(text)).toEqual([
    { kind: "other", piece: '<?xml version="1.0"?>' },
    { kind: "open", name: "a:list", tag: "<a:list>", isEmpty: false },
    { kind: "other", piece: "<!-- two -->" },
    { kind: "open", name: "item", tag: '<item n="1"/>', isEmpty: true },
    { kind: "open", name: "item", tag: "<item>", isEmpty: false },
    { kind: "text", text: "tea & " },
    { kind: "text", text: "<milk>" },
    { kind: "close", name: "item" },
    { kind: "close", name: "a:list" },
  ]);
});

test.each(["<a><b></a></b>", "<a>", "</a>", "<a:b></b>", "<a"])("is not XML: %s", (text) => {
  expect(readXml(text)).toBeUndefined();
});

test("entities are read by name and by number, and once", () => {
  const text = "<a>it&apos;s &#39;&#x27; &quot;&lt;&gt;&quot; &amp;lt; &nbsp; &#x110000;</a>";
  expect(readXml(text)?.[1]).toEqual({ kind: "text", text: `it's '' "<>" &lt; &nbsp; &#x110000;` });
});

test.each(["&constructor;", "&toString;", "&euro;", "&#0;", "&#xD800;", "&#x110000;"])(
  "%s is no entity of XML, and stays",
  (text) => {
    expect(readXml(`<a>${text}</a>`)?.[1]).toEqual({ kind: "text", text });
  },
);
