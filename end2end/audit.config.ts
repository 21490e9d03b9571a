// How fast the pages are for a phone on a slow network, printed and never judged: `make audit`.

import { defineConfig } from "@playwright/test";
import base from "./playwright.config";

const phone = base.projects!.find(({ name }) => name === "phone")!;

export default defineConfig({
  ...base,
  testDir: "audit",
  fullyParallel: false,
  workers: 1,
  timeout: 15 * 60_000,
  reporter: [["list"]],
  use: { ...base.use, trace: "off", screenshot: "off" },
  projects: [phone],
});
