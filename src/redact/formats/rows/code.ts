import type { SecretFormat } from "../format.ts";

/** Code hosts and registries of packages. */
export const CODE: readonly SecretFormat[] = [
  {
    id: "github-token",
    of: "GitHub",
    class: "token",
    openings: ["ghp_", "gho_", "ghu_", "ghs_", "ghr_"],
    rest: "[A-Za-z0-9]{36,}",
    shows: true,
    sample: "ghp_{a36}",
    source:
      "https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github#githubs-token-formats",
  },
  {
    id: "github-fine-grained-token",
    of: "GitHub: fine-grained token",
    class: "token",
    openings: ["github_pat_"],
    rest: String.raw`\w{22,}`,
    shows: true,
    sample: "github_pat_{a22}_{a59}",
    source:
      "https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github#githubs-token-formats",
  },
  {
    id: "gitlab-token",
    of: "GitLab",
    class: "token",
    openings: ["glpat-", "glptt-", "gldt-", "glrt-", "glcbt-", "glsoat-"],
    rest: String.raw`[\w-]{20,}`,
    shows: true,
    sample: "glptt-{h40}",
    source: "https://docs.gitlab.com/security/tokens/#token-prefixes",
  },
  {
    id: "npm-token",
    of: "npm",
    class: "token",
    openings: ["npm_"],
    rest: "[A-Za-z0-9]{36}",
    shows: true,
    isWord: true,
    sample: "npm_{a36}",
    source: "https://docs.npmjs.com/about-access-tokens",
  },
];
