import { defineConfig } from "@playwright/test";

export default defineConfig({
  testMatch: "*.spec.ts",
  use: {
    launchOptions: {
      // A browser that is here already; without it, the one that `npx playwright install` has downloaded.
      ...(process.env["CHROME_PATH"] !== undefined && { executablePath: process.env["CHROME_PATH"] }),
      args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
    },
  },
});
