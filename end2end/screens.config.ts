// Screenshots for people to look at, not a test:
//   SCREENS_DIR=/tmp/screens npx playwright test --config screens.config.ts
// Every main page at 390 and 1280 px, light and dark. Needs a build, as the tests do.

import { defineConfig, type PlaywrightTestConfig } from "@playwright/test";
import base from "./playwright.config";

const [desktop, phone] = ["hydrated", "phone"].map((name) => base.projects!.find((project) => project.name === name)!);

function looks(width: number, { use }: NonNullable<PlaywrightTestConfig["projects"]>[number]) {
  return (["light", "dark"] as const).map((colorScheme) => ({ name: `${width}-${colorScheme}`, use: { ...use, colorScheme } }));
}

export default defineConfig({
  ...base,
  testDir: "screens",
  fullyParallel: false,
  workers: 1,
  projects: [...looks(1280, desktop), ...looks(390, phone)],
});
