import { escapeUnseen } from "../../json/escape-unseen.ts";
import { onlyFilled } from "../../json/only-filled.ts";
import { onlyIf } from "../../json/only-if.ts";
import { writeBraced, writeBracedBody, writeBracedUrl } from "../braces.ts";
import type { Capture } from "../captures.ts";
import { sentence } from "../one-line.ts";
import type { Call } from "../script.ts";
import type { Subject } from "../subject.ts";

/** A Postman collection, format 2.1. Each request tests the recorded status and keeps what later requests need. */
export function* toPostman({ script, title }: Subject): Generator<string> {
  const info = { name: title, schema: "https://schema.getpostman.com/json/collection/v2.1.0/collection.json" };
  yield `{\n  "info": ${toJson(info, 2)},\n  "item": [`;
  let separator = "\n";
  for (const call of script.calls) {
    yield `${separator}    ${toJson(toItem(call), 4)}`;
    separator = ",\n";
  }
  const variables = script.inputs.map(({ name, value }) => ({ key: name, value, type: "string" }));
  yield `${separator === "\n" ? "]" : "\n  ]"},\n  "variable": ${toJson(variables, 2)}\n}\n`;
}

/** JSON in lines, all but the first so far to the right. */
function toJson(value: unknown, indent: number): string {
  return escapeUnseen(JSON.stringify(value, undefined, 2)).replaceAll("\n", `\n${" ".repeat(indent)}`);
}

function toItem({ id, title, method, url, headers, body, bodyNote, status, captures }: Call): object {
  const raw = body && writeBracedBody(body);
  const header = headers.flatMap(({ name, value }) => {
    const text = writeBraced(value);
    return text === undefined ? [] : [{ key: name, value: text }];
  });
  const leftOut = header.length < headers.length || (body !== undefined && raw === undefined);
  const notes = [leftOut ? "A header or the body is omitted: Postman would change it." : "", sentence(bodyNote)];
  const description = notes.filter((note) => note !== "").join(" ");
  return {
    id,
    name: title,
    ...onlyFilled({ description }),
    protocolProfileBehavior: { followRedirects: false },
    event: [{ listen: "test", script: { type: "text/javascript", exec: toTests(status, captures) } }],
    request: {
      method,
      header,
      ...onlyIf(raw !== undefined, { body: { mode: "raw", raw } }),
      url: writeBracedUrl(url),
    },
  };
}

function toTests(status: number, captures: readonly Capture[]): readonly string[] {
  return [
    ...(status === 0 ? [] : [`pm.test("status ${status}", () => pm.response.to.have.status(${status}));`]),
    ...captures.map(({ variable, from }) => {
      const value =
        from.kind === "header"
          ? `pm.response.headers.get(${JSON.stringify(from.name)})`
          : `${JSON.stringify(from.path)}.reduce((value, name) => value[name], pm.response.json())`;
      return `pm.collectionVariables.set("${variable}", ${value});`;
    }),
  ];
}
