import type { SecretFormat } from "../format.ts";

/** Payments, models and other services. */
export const SERVICES: readonly SecretFormat[] = [
  {
    id: "stripe-key",
    of: "Stripe",
    class: "key",
    openings: ["sk_live_", "sk_test_", "rk_live_", "rk_test_"],
    rest: "[A-Za-z0-9]{16,}",
    shows: true,
    sample: "sk_live_{a24}",
    source: "https://docs.stripe.com/keys",
  },
  {
    id: "anthropic-key",
    of: "Anthropic",
    class: "key",
    openings: ["sk-ant-"],
    rest: String.raw`[\w-]{20,}`,
    sample: "sk-ant-api03-{w93}AA",
    source: "https://docs.anthropic.com/en/api/overview#authentication",
  },
  {
    id: "openai-key",
    of: "OpenAI",
    class: "key",
    openings: ["sk-"],
    rest: String.raw`(?!ant-)(?:proj-|svcacct-)?[\w-]{32,}`,
    isWord: true,
    sample: "sk-proj-{w48}T3BlbkFJ{w48}",
    source: "https://platform.openai.com/docs/api-reference/authentication",
  },
];
