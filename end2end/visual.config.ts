// Pictures of the pages, compared with those in visual/pictures:
//   .make/visual.sh [name]          compares (a part of `make test`)
//   make visual-update              takes them anew, after a change that is meant
//
// The server's clock stands still and its chance repeats itself, so that the demo programme is the same on every
// day. The font is the app's own; what letters of it look like depends on the version of Chromium and, but for the
// switches below, on the font settings of the machine.

import { resolve } from "node:path";
import { defineConfig } from "@playwright/test";
import base from "./playwright.config";

const desktop = base.projects!.find((project) => project.name === "hydrated")!;
const server = base.webServer as Extract<typeof base.webServer, { command: string }>;
const launch = base.use!.launchOptions!;

export default defineConfig({
  ...base,
  testDir: "visual",
  outputDir: "../target/end2end/visual",
  snapshotPathTemplate: "visual/pictures/{arg}{ext}",
  // One after the other: what one person books shows on the pages of the next.
  fullyParallel: false,
  workers: 1,
  timeout: 90_000,
  expect: {
    timeout: 10_000,
    toHaveScreenshot: {
      // How much lighter, darker or otherwise coloured a pixel may be, from 0 to 1. A grey that is off by n of 255
      // counts n × 0.0038: 0.015 lets rounding by up to 3 pass and takes 4 for a change. A token whose lightness moves
      // by 0.02 in OKLCH is off by 5 or more. Edges that are only smoothed otherwise are not counted at all.
      threshold: 0.015,
      // A stray pixel is none of our business, a hairline is: the shortest that is drawn in a token's colour is longer.
      maxDiffPixels: 40,
      animations: "disabled",
      caret: "hide",
    },
  },
  use: {
    ...base.use,
    launchOptions: {
      ...launch,
      // Letters as the outlines have them: no hints, no colours of a screen's stripes, one profile.
      args: [...launch.args!, "--font-render-hinting=none", "--disable-lcd-text", "--force-color-profile=srgb"],
    },
  },
  projects: [{ name: "visual", use: { ...desktop.use, contextOptions: { reducedMotion: "reduce" } } }],
  webServer: {
    ...server,
    env: {
      ...server.env,
      // A fresh database of this instant: PostgreSQL of another test would hold other people.
      DATABASE_URL: `sqlite://${resolve(process.env.E2E_DATA_DIR!)}/pictures.sqlite?mode=rwc`,
      STAND_STILL_AT: "2026-11-02T08:30:00Z",
      KEEP_ANSWERS: "off",
    },
  },
});
