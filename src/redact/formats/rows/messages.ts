import type { SecretFormat } from "../format.ts";

/** Chat, mail, telephone. */
export const MESSAGES: readonly SecretFormat[] = [
  {
    id: "slack-token",
    of: "Slack",
    class: "token",
    openings: ["xoxa-", "xoxb-", "xoxe-", "xoxo-", "xoxp-", "xoxr-", "xoxs-"],
    rest: String.raw`[\w-]{10,}`,
    sample: "xoxb-{d12}-{d12}-{a24}",
    source: "https://docs.slack.dev/authentication/tokens/",
  },
  {
    id: "slack-webhook",
    of: "Slack: address of a webhook",
    class: "secret",
    openings: ["hooks.slack.com"],
    between: String.raw`\\*\/services\\*\/`,
    rest: String.raw`[A-Z0-9]+\\*\/[A-Z0-9]+\\*\/\w{16,}`,
    isPlace: true,
    isWord: true,
    sample: "https://hooks.slack.com/services/T{u10}/B{u10}/{a24}",
    source: "https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks/",
  },
  {
    id: "sendgrid-key",
    of: "SendGrid",
    class: "key",
    openings: ["SG."],
    rest: String.raw`[\w-]{20,24}\.[\w-]{39,50}`,
    shows: true,
    sample: "SG.{w22}.{w43}",
    source: "https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys",
  },
  {
    id: "twilio-key",
    of: "Twilio",
    class: "key",
    openings: Array.from("0123456789abcdef", (digit) => `SK${digit}`),
    rest: String.raw`[0-9a-f]{31}\b`,
    sample: "SK{h32}",
    source: "https://www.twilio.com/docs/glossary/what-is-a-sid",
  },
  {
    id: "telegram-token",
    of: "Telegram",
    class: "token",
    // The bot's number is public.
    openings: [":AA"],
    before: String.raw`(?<!\d)\d{8,10}`,
    rest: String.raw`[\w-]{33}`,
    sample: "{d9}:AA{w33}",
    source: "https://core.telegram.org/bots/api#authorizing-your-bot",
  },
];
