import { defineConfig } from "@playwright/test";

export default defineConfig({
  testMatch: "*.spec.ts",
  use: {
    launchOptions: {
      // An installed browser; otherwise the one that `npx playwright install` downloaded.
      ...(process.env["CHROME_PATH"] !== undefined && { executablePath: process.env["CHROME_PATH"] }),
      args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
    },
  },
});
