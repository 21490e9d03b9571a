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
  for (const look of looks([768], ["light", "dark", "contrast", "contrast-dark", "forced"])) {
    await show(page, look);
    for (const group of await groups.all()) {
      const id = await group.getAttribute("aria-labelledby");
      // Hebrew is drawn by whatever font the machine has.
      const mask = [group.getByRole("article").filter({ hasText: "נועה" })];
      await expect(group).toHaveScreenshot(`components-${id}-${look.light}.png`, { mask });
    }
  }
});
