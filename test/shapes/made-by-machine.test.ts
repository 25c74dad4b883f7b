import { expect, test } from "vitest";

import {
  IDS_IN_TEXT,
  UUIDS_IN_TEXT,
  beginsWithUuid,
  isCoined,
  isDistinctive,
  isHex,
  isIdOfStepName,
  isIdShaped,
  isNoWord,
  isOpaqueId,
  isRandom,
  isSecretSegment,
  isUuidOfAddress,
  isUuidOrHash,
} from "../../src/shapes/made-by-machine.ts";

const QUESTIONS = {
  isIdOfStepName,
  isIdShaped,
  isOpaqueId,
  inText: (value: string) => new RegExp(`^(?:${IDS_IN_TEXT})$`).test(value),
  uuidInText: (value: string) => new RegExp(`^(?:${UUIDS_IN_TEXT})$`, "i").test(value),
  isUuidOrHash,
  isUuidOfAddress,
  beginsWithUuid,
  isHex,
  isCoined,
  isNoWord,
  isDistinctive,
  isSecretSegment,
  isRandom,
};

/** The checks that return true. */
test.each([
  ["servers", ""],
  ["inProgress", ""],
  ["2026-11-29", "isHex"],
  ["20", "isIdOfStepName isIdShaped isHex"],
  [
    "9faa1c2e-3b4d-4e5f-8a6b-7c8d9e0f1a2b",
    "isIdOfStepName isIdShaped isOpaqueId inText uuidInText isUuidOrHash isUuidOfAddress beginsWithUuid isHex isCoined isNoWord isDistinctive isSecretSegment isRandom",
  ],
  [
    "9faa1c2e3b4d4e5f8a6b7c8d9e0f1a2b",
    "isIdOfStepName isIdShaped isOpaqueId inText uuidInText isUuidOrHash isUuidOfAddress isHex isCoined isNoWord isDistinctive isSecretSegment isRandom",
  ],
  [
    "01ARZ3NDEKTSV4RRFFQ69G5FAV",
    "isIdOfStepName isIdShaped isOpaqueId inText isCoined isNoWord isDistinctive isSecretSegment isRandom",
  ],
  // In lowercase it may be a name; step names have treated it as an ID from the beginning.
  ["01arz3ndektsv4rrffq69g5fav", "isIdOfStepName isCoined isNoWord isDistinctive isSecretSegment isRandom"],
  // Between 16 and 20 characters, a mix is an ID only for step names.
  ["V1StGXR8Z5jdHi6B", "isIdOfStepName isCoined isNoWord isDistinctive isSecretSegment"],
  ["REDACTED-token-1", "isIdShaped isOpaqueId inText isCoined isNoWord isDistinctive isSecretSegment"],
  ["cus_4bbha5GIrPI", "isCoined isNoWord isDistinctive"],
  ["hunter2", "isNoWord"],
])("%s", (value, expected) => {
  const yes = Object.entries(QUESTIONS).filter(([, asks]) => asks(value));
  expect(yes.map(([name]) => name).join(" ")).toBe(expected);
});
