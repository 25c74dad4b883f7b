import { expect, test } from "vitest";

import { createRedactor } from "../../../src/redact/redactor.ts";
import { scanText } from "../../../src/redact/scan/scan-text.ts";

const SECRET = "kclgm9wqen891jt4z";

test.each([
  `2026-11-30 10:00:00 DEBUG [main] out: {"Jwt": {"Key": "${SECRET}", "Issuer": "https://i.example"}}\n`,
  `10:00 state={"db":{"value":"${SECRET}","sensitive":true}} saved\n`,
  `got (\n{\n  "name": "DB_PASSWORD",\n  "value": "${SECRET}"\n}\n)`,
  `a {"x":1} b [{"name":"apiKey","value":"${SECRET}"}] c`,
])("JSON within %j is read as JSON, by a recording and by scan", (text) => {
  expect(createRedactor().redactOutput(text)).not.toContain(SECRET);
  expect(scanText(text)).toHaveLength(1);
});

test("text that only looks like JSON stays, however long it is", () => {
  for (const piece of ['x {"a":1} ', 'x={"a": ', 'f={"a":b} ', "#/a?", "#!/x/#/"]) {
    const text = piece.repeat(20_000);
    expect(createRedactor().redactOutput(text)).toBe(text);
    expect(createRedactor().redactOutput(JSON.stringify({ text }))).toBe(JSON.stringify({ text }));
  }
});
