import type { SecretFormat } from "./format.ts";
import { CLOUDS } from "./rows/clouds.ts";
import { CODE } from "./rows/code.ts";
import { DOCUMENTS } from "./rows/documents.ts";
import { GENERAL } from "./rows/general.ts";
import { MESSAGES } from "./rows/messages.ts";
import { PAYMENTS } from "./rows/payments.ts";
import { SERVICES } from "./rows/services.ts";

/** The one table of secrets that are known by their looks. */
export const FORMATS: readonly SecretFormat[] = [
  ...GENERAL,
  ...CLOUDS,
  ...CODE,
  ...MESSAGES,
  ...SERVICES,
  ...PAYMENTS,
  ...DOCUMENTS,
];
