// How a page is looked at, and taken a picture of.

import type { Page } from "@playwright/test";
import { expect, hydrated } from "../support/test";

const HEIGHTS = { 390: 844, 768: 1024, 1440: 900 } as const;

const LIGHTS = {
  light: { colorScheme: "light", contrast: "no-preference", forcedColors: "none" },
  dark: { colorScheme: "dark", contrast: "no-preference", forcedColors: "none" },
  contrast: { colorScheme: "light", contrast: "more", forcedColors: "none" },
  "contrast-dark": { colorScheme: "dark", contrast: "more", forcedColors: "none" },
  forced: { colorScheme: "dark", contrast: "no-preference", forcedColors: "active" },
} as const;

type Width = keyof typeof HEIGHTS;
type Light = keyof typeof LIGHTS;

/** A width of the window, and a set of colours. */
export interface Look {
  width: Width;
  light: Light;
}

/** Each width in each light. */
export function looks(widths: Width[], lights: Light[]): Look[] {
  return widths.flatMap((width) => lights.map((light) => ({ width, light })));
}

/** Shows a page that is open in a look, from its beginning and without the focus of whoever opened it. */
export async function show(page: Page, { width, light }: Look) {
  await hydrated(page);
  await page.setViewportSize({ width, height: HEIGHTS[width] });
  await page.emulateMedia({ ...LIGHTS[light], reducedMotion: "reduce" });
  await page.mouse.move(0, 0);
  await page.evaluate(async () => {
    (document.activeElement as HTMLElement | null)?.blur();
    window.scrollTo(0, 0);
    await document.fonts.ready;
  });
}

/** Compares what one sees first of the page with the picture of that name. */
export async function picture(page: Page, name: string, look: Look) {
  await show(page, look);
  await expect(page).toHaveScreenshot(`${name}-${look.width}-${look.light}.png`);
}
