// What counts for more or less: sliders that put the results in another order, which the address keeps.

import type { Page } from "@playwright/test";
import { names, search } from "../../support/booking";
import { expect, hasScripts, open, test } from "../../support/test";

const NEED = "Help with fundraising";

test("sliders order at once, and the address says how", async ({ page }) => {
  await search(page, NEED);
  await page.getByText("Change the order", { exact: true }).click();
  const fit = page.getByRole("slider", { name: "Fit with my need" });
  await expect(fit).toHaveValue("2");
  await fit.fill("4");
  await apply(page);
  // Without scripts each slider sends its own digit.
  await expect(page).toHaveURL(hasScripts() ? /order=422222/ : /order=4(&order=2){5}/);
  await expect(fit).toHaveValue("4");

  // Taken anew: what others book meanwhile changes who is free soon.
  await search(page, NEED);
  const usual = await names(page).allTextContents();

  // A link opens as it was sent: the server finds the same order, and the sliders stand as they were.
  await open(page, `/find?query=${encodeURIComponent(NEED)}&order=040000`);
  const soon = page.getByRole("slider", { name: "Free soon" });
  await expect(soon).toHaveValue("4");
  const leaned = await names(page).allTextContents();
  // Whether anybody changes places depends on who has time just now.
  expect([...leaned].sort()).toEqual([...usual].sort());

  await page.getByRole(hasScripts() ? "button" : "link", { name: "Reset" }).click();
  await expect(page).not.toHaveURL(/order=/);
  await expect(names(page)).toHaveText(usual);
  if (hasScripts()) {
    const told = leaned.join() === usual.join() ? "The order stays the same." : `Now first: ${usual[0]}`;
    await expect(page.getByRole("status").filter({ hasText: told })).toBeVisible();
    await expect(soon).toHaveValue("2");
  }

  await page.goBack();
  await expect(page).toHaveURL(/order=040000/);
  await expect(names(page)).toHaveText(leaned);
  await expect(soon).toHaveValue("4");
});

/** With scripts a slider orders at once; without them the button does. */
async function apply(page: Page) {
  if (!hasScripts()) await page.getByRole("button", { name: "Apply" }).click();
}
