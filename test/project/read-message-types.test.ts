import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { expect, test } from "vitest";

import { readMessageTypes } from "../../src/project/read-message-types.ts";
import { writeProtobuf } from "../../src/trace/bodies/protobuf.ts";
import { tempFolder } from "../helpers/temp-folder.ts";

const TEAS = `
syntax = "proto3";
package shop.v1;
import "google/protobuf/timestamp.proto";
import "shop/common/leaf.proto";

message Tea {
  enum Kind { UNKNOWN = 0; GREEN = 1; BLACK = -1; }
  string name = 1;
  Kind kind = 2;
  repeated sint32 degrees = 3;
  map<string, Leaf> leaves = 4;
  google.protobuf.Timestamp picked = 5;
  oneof price { double euro = 6; float dollar = 7; }
  bool isFresh = 8;
  bytes seal = 9;
  int64 stock = 10;
  fixed64 code = 11;
  sfixed32 offset = 12;
  Tea blended_with = 13;
  repeated Kind kinds = 14;
  common.Leaf first = 15;
  message Leaf { string place = 1; }
}
message Question { string name = 1; }
service Shop { rpc Get (Question) returns (stream Tea); }
`;

const LEAF =
  'syntax = "proto2"; package shop.common; import "shop/v1/teas.proto"; message Leaf { optional string vein = 1; }';

async function write(files: Readonly<Record<string, string>>): Promise<(name: string) => string> {
  const folder = await tempFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return (name) => join(folder, name);
}

const field = (number: number, wire: number, ...bytes: readonly (number | string | Buffer)[]): Buffer => {
  const value = Buffer.concat(bytes.map((one) => (typeof one === "number" ? Buffer.of(one) : Buffer.from(one))));
  return Buffer.concat([Buffer.of((number << 3) | wire), ...(wire === 2 ? [Buffer.of(value.length)] : []), value]);
};

const minusOne = [...Array.from({ length: 9 }, () => 0xff), 0x01];

const TEA = Buffer.concat([
  field(1, 2, "Sencha\u0007"),
  field(2, 0, 1),
  field(2, 0, 7),
  field(3, 2, 1, 3, 4),
  field(3, 0, 1),
  field(4, 2, field(1, 2, "a"), field(2, 2, field(1, 2, "Uji"))),
  field(5, 2, field(1, 0, 0x80, 0x01)),
  field(6, 1, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f),
  field(7, 5, 0xcd, 0xcc, 0xcc, 0x3d),
  field(8, 0, 1),
  field(9, 2, 0xff, 0x00),
  field(10, 0, ...minusOne),
  field(11, 1, 1, 0, 0, 0, 0, 0, 0, 0x80),
  field(12, 5, 0xfe, 0xff, 0xff, 0xff),
  field(13, 2, field(1, 2, "Gyokuro")),
  field(14, 2, 0, ...minusOne),
  field(15, 2, field(1, 2, "v")),
  // Fields that the type does not have, and a value whose wire type is not that of its field.
  Buffer.of(0x80, 0x01, 0x05),
  field(8, 2, "no"),
  field(1, 0, 3),
]);

const WRITTEN = `name: "Sencha\\u0007"
kind: GREEN
kind: 7
degrees: -1
degrees: -2
degrees: 2
degrees: -1
leaves {
  key: "a"
  value {
    place: "Uji"
  }
}
picked {
  seconds: 128
}
euro: 1
dollar: 0.1
isFresh: true
seal: (2 bytes) ff 00
stock: -1
code: 9223372036854775809
offset: -2
blended_with {
  name: "Gyokuro"
}
kinds: UNKNOWN
kinds: BLACK
first {
  vein: "v"
}
16: 5
8: "no"
1: 3`;

test("a message is written with the names and types of its .proto file, and of the files that it imports", async () => {
  const at = await write({ "proto/shop/v1/teas.proto": TEAS, "proto/shop/common/leaf.proto": LEAF });
  const find = await readMessageTypes([at("proto/shop/v1/teas.proto")]);
  const types = find?.("/shop.v1.Shop/Get");
  expect([types?.request.name, types?.response.name]).toEqual(["shop.v1.Question", "shop.v1.Tea"]);
  expect(writeProtobuf(TEA, types?.response)).toBe(WRITTEN);
  expect(find?.("/api/twirp/shop.v1.Shop/Get")?.response.name).toBe("shop.v1.Tea");
  for (const path of ["/shop.v1.Shop/Put", "/other.Shop/Get", "/shop.v1.Tea/Get", "/", ""])
    expect(find?.(path)).toBeUndefined();
});

test.each<readonly [string, Readonly<Record<string, string>>, RegExp]>([
  ["is missing", {}, /a\.proto/],
  ["is no .proto file", { "a.proto": "a: 1\n" }, /a\.proto is not a \.proto file/],
  ["imports what is missing", { "a.proto": 'import "b.proto";' }, /imports "b\.proto", which was not found/],
  ["names a type that is not defined", { "a.proto": 'syntax = "proto3"; message A { B b = 1; }' }, /not defined.*B/],
])("one that %s is reported", async (_, files, message) => {
  const at = await write(files);
  await expect(readMessageTypes([at("a.proto")])).rejects.toThrow(message);
});

test("a value whose name marks it as a secret is shown as asterisks, also if it is a message", async () => {
  const at = await write({
    "a.proto": `syntax = "proto3";
      import "google/protobuf/wrappers.proto";
      message Login { string user = 1; string password = 2; google.protobuf.StringValue api_key = 3; uint32 pin_code = 4; bool has_password = 5; }
      message Reply { string access_token = 1; uint32 expires_in = 2; string refresh_token = 3; }
      service Auth { rpc Login (Login) returns (Reply); }`,
  });
  const types = (await readMessageTypes([at("a.proto")]))?.("/Auth/Login");
  const login = [
    field(1, 2, "joe"),
    field(2, 2, "hunter2"),
    field(3, 2, field(1, 2, "k3y")),
    field(4, 0, 0x7b),
    field(5, 0, 1),
  ];
  const said = writeProtobuf(Buffer.concat(login), types?.request);
  expect(said).toBe('user: "joe"\npassword: "***"\napi_key {\n  value: "***"\n}\npin_code: "***"\nhas_password: true');
  const reply = [field(1, 2, "REDACTED-token-1"), field(2, 0, 0x3c), field(3, 2, "")];
  const told = writeProtobuf(Buffer.concat(reply), types?.response);
  expect(told).toBe('access_token: "REDACTED-token-1"\nexpires_in: 60\nrefresh_token: ""');
});

test("without files, no type is known", async () => {
  expect(await readMessageTypes([])).toBeUndefined();
});
