// Every piece of the design system, in every light there is a set of colours for.

import { expect, open, test } from "../support/test";
import { looks, picture, show } from "./picture";

test("the components", async ({ page }) => {
  await open(page, "/dev/components");
  const groups = page.getByRole("main").locator("section[aria-labelledby]");
  await expect(groups).toHaveCount(5);
  for (const look of looks([390, 768, 1440], ["light", "dark"])) await picture(page, "components", look);
  // It would lie over what is taken a picture of.
  await page.getByRole("banner").evaluate((bar: HTMLElement) => (bar.style.position = "static"));
  // Hebrew is drawn by whatever font the machine has. Not by a mask: it is laid over where the card was before the
  // page scrolled.
  const hebrew = page.getByRole("article").filter({ hasText: "נועה" });
  await hebrew.evaluateAll((cards) => (cards as HTMLElement[]).forEach((card) => (card.style.visibility = "hidden")));
  for (const look of looks([768], ["light", "dark", "contrast", "contrast-dark", "forced"])) {
    await show(page, look);
    for (const group of await groups.all()) {
      const id = await group.getAttribute("aria-labelledby");
      await expect(group).toHaveScreenshot(`components-${id}-${look.light}.png`);
    }
  }
});
