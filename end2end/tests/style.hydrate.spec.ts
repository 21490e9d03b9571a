// What pages look like comes with the first page, and from then on from a file that the browser keeps.

import type { Page } from "@playwright/test";
import { expect, open, test } from "../support/test";

test("the style is in the first page and in a file later, and is the same", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  const sheets = () => asked.filter((path) => path.endsWith(".css"));
  await open(page, "/");
  expect(sheets()).toEqual([]);
  const first = await look(page);
  expect(first.rules).toBeGreaterThan(20);

  // By now the browser has said in which zone it is.
  await open(page, "/");
  expect(sheets()).toHaveLength(1);
  expect(await look(page)).toEqual(first);
});

/** How many rules there are, and what they make of the page. */
async function look(page: Page) {
  const button = page.getByRole("button", { name: "Search" }).first();
  return {
    rules: await page.locator("head").evaluate(() => document.styleSheets[0].cssRules.length),
    button: await button.evaluate((element) => getComputedStyle(element).backgroundColor),
    page: await page.locator("body").evaluate((element) => getComputedStyle(element).backgroundColor),
  };
}
