import { expect, test } from "vitest";

import { hostileTexts } from "../../render/hostile-strings.ts";
import { exportText, loginFlow, traceOf } from "../export-text.ts";

test("participants and messages", () => {
  expect(exportText(loginFlow(), "plantuml")).toBe(`@startuml
title POST /v3/auth/tokens …
autonumber
participant "client" as client
participant "keys.example" as keys_example
participant "images.example" as images_example
client -> keys_example : POST /v3/auth/tokens
keys_example --> client : Response: 201 OK
client -> images_example : POST /v2/images
images_example --> client : Response: 201 OK
client -> images_example : GET /v2/images/{image_id}?member=4711
images_example --> client : Response: 404 OK
@enduml
`);
});

test.each([...hostileTexts, "!include /etc/passwd", "%getenv(HOME)", "<img:file:///etc/passwd>", "a\n@enduml"])(
  "text is one line without marks: %j",
  (text) => {
    const lines = exportText(traceOf({ method: text }), "plantuml").split("\n");
    expect(lines).toHaveLength(9);
    const label = lines[5]?.split(" : ")[1] ?? "";
    expect(label.replaceAll(/<U\+[0-9A-F]{4}>/g, "")).not.toMatch(/["#$%&*<>@\\^`|~!']|--|__|\/\//);
  },
);
