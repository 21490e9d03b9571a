// Nobody waits for scripts: whoever clicks at once gets there too, whether or not the page has been taken over.

import { joinAsMentee } from "../../support/people";
import { expect, hasScripts, hydrated, ofProject, test } from "../../support/test";

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

test("a link that is clicked while the page is being taken over is followed", async ({ page }) => {
  test.skip(!hasScripts(), "nothing is taken over");
  let asked = () => {};
  const underWay = new Promise<void>((resolve) => (asked = resolve));
  let answer = () => {};
  const held = new Promise<void>((resolve) => (answer = resolve));
  // The page has a file of its own, which takes its time.
  await page.route(/\/pkg\/.*\.wasm$/, async (route) => {
    if (/split|chunk/.test(route.request().url())) {
      asked();
      await held;
    }
    await route.continue();
  });
  await page.goto("/discover");
  await underWay;
  await page.evaluate(() => ((window as { here?: boolean }).here = true));
  await page.getByRole("link", { name: "Find", exact: true }).filter({ visible: true }).first().click();
  await expect(page).toHaveURL("/find");
  // Not by the router: that is another document.
  expect(await page.evaluate(() => (window as { here?: boolean }).here)).toBeUndefined();
  answer();
  await hydrated(page);
});
