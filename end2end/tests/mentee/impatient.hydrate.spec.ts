// Nobody waits for scripts: whoever clicks at once gets there too, whether or not the page has been taken over.

import { joinAsMentee } from "../../support/people";
import { expect, hydrated, ofProject, test } from "../../support/test";

test("the main job works at the speed of the links", async ({ page }) => {
  test.slow();
  await joinAsMentee(page);
  await page.goto("/");
  await page.locator('[type="search"][name="query"]').fill("Our board meetings decide nothing and my team is unhappy");
  await page.getByRole("button", { name: "Search" }).click();
  await page
    .getByRole("article", { name: "Bettina Krähenmatt" })
    .getByRole("link", { name: "View Profile" })
    .click();
  await page.getByTestId("availability-slot").nth(ofProject({ hydrated: 0, phone: 3, plain: 6 })).click();
  await page.getByRole("button", { name: "Confirm Booking" }).click();
  await expect(page.getByText("Session Booked")).toBeVisible();
  await hydrated(page);
});
