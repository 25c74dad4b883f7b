import type { SecretFormat } from "./format.ts";
import { AZURE } from "./rows/azure.ts";
import { CLOUDS } from "./rows/clouds.ts";
import { CODE } from "./rows/code.ts";
import { DATABASES } from "./rows/databases.ts";
import { DOCUMENTS } from "./rows/documents.ts";
import { FLAGS } from "./rows/flags.ts";
import { GENERAL } from "./rows/general.ts";
import { IDENTITY } from "./rows/identity.ts";
import { KEY_MATERIAL } from "./rows/key-material.ts";
import { MESSAGES } from "./rows/messages.ts";
import { MODELS } from "./rows/models.ts";
import { OFFICES } from "./rows/offices.ts";
import { OPERATIONS } from "./rows/operations.ts";
import { PAYMENTS } from "./rows/payments.ts";
import { SERVICES } from "./rows/services.ts";
import { WEBHOOKS } from "./rows/webhooks.ts";

/** The table of all secrets that are recognized by their form. */
export const FORMATS: readonly SecretFormat[] = [
  ...GENERAL,
  ...CLOUDS,
  ...CODE,
  ...MESSAGES,
  ...SERVICES,
  ...AZURE,
  ...IDENTITY,
  ...MODELS,
  ...OPERATIONS,
  ...WEBHOOKS,
  ...DATABASES,
  ...FLAGS,
  ...KEY_MATERIAL,
  ...OFFICES,
  ...PAYMENTS,
  ...DOCUMENTS,
];
