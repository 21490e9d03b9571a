// What axe finds on a page, in either light.

import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, hydrated } from "./test";

/** Nothing that axe knows to be wrong, in either light. */
export async function expectAccessible(page: Page, what: string) {
  await hydrated(page);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    // What is about to be replaced is pale until then, on a busy machine for as long as a look takes. Buttons that rest
    // say so, and may for good: the design system shows some.
    await expect(page.locator("[aria-busy=true]:not([aria-disabled=true])")).toHaveCount(0);
    await expect.poll(() => page.evaluate(finishMotion), "colours have arrived").toBe(0);
    const { violations } = await new AxeBuilder({ page }).analyze();
    const found = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}\n${node.failureSummary}`));
    expect(found, `${what}, ${colorScheme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
}

/** Brings every colour to where it is going, without waiting for a busy machine to draw; gives how many were on their way. */
function finishMotion(): number {
  const running = document.getAnimations();
  running.forEach((one) => one.finish());
  return running.length;
}
