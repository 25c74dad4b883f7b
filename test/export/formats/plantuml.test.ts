import { expect, test } from "vitest";

import { hostileTexts } from "../../page/hostile-strings.ts";
import { exportText, loginFlow, traceOf } from "../export-text.ts";

test("participants and messages", () => {
  expect(exportText(loginFlow(), "plantuml")).toBe(`@startuml
title POST /v3/auth/tokens …
autonumber
participant "client" as p1
participant "keys.example" as p2
participant "images.example" as p3
p1 -> p2 : POST /v3/auth/tokens
p2 --> p1 : Response: 201 OK
p1 -> p3 : POST /v2/images
p3 --> p1 : Response: 201 OK
p1 -> p3 : GET /v2/images/{image_id}?member={member}
p3 --x p1 : Response: 404 OK
@enduml
`);
});

test.each([...hostileTexts, "!include /etc/passwd", "%getenv(HOME)", "<img:file:///etc/passwd>", "a\n@enduml"])(
  "text is one line without markup: %j",
  (text) => {
    const lines = exportText(traceOf({ method: text }), "plantuml").split("\n");
    expect(lines).toHaveLength(9);
    const label = lines[5]?.split(" : ")[1] ?? "";
    expect(label.replaceAll(/<U\+[0-9A-F]{4}>/g, "")).not.toMatch(/["#$%&*<>@\\^`|~!']|--|__|\/\//);
  },
);
