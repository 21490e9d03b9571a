// Without a connection the app says so, and goes on when there is one again.

import type { Page } from "@playwright/test";
import { expect, hydrated, open, test } from "../support/test";

test("a page that cannot be fetched, and then can", async ({ page, context, trouble }) => {
  trouble.expectOffline();
  await openWithWorker(page, "/");

  await context.setOffline(true);
  await page.goto("/find");
  const told = page.getByRole("heading", { level: 1, name: "No connection" });
  await expect(told).toBeVisible();
  await expect(page.getByText("Nothing was lost")).toBeVisible();
  await expect(page).toHaveURL("/find");

  // Too early.
  await page.getByRole("link", { name: "Try again" }).click();
  await expect(told).toBeVisible();

  await context.setOffline(false);
  await page.getByRole("link", { name: "Try again" }).click();
  await expect(page.getByRole("link", { name: "View Profile" }).first()).toBeVisible();
  await expect(page).toHaveURL("/find");
  await hydrated(page);
});

test("it is said in the language that is read", async ({ page, context, trouble }) => {
  trouble.expectOffline();
  await openWithWorker(page, "/");
  await context.addCookies([{ name: "language", value: "fr", url: new URL("/", page.url()).href }]);
  await context.setOffline(true);
  await page.goto("/find");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(["Pas de connexion"]);
  await expect(page).toHaveTitle("Pas de connexion · Office Hours");
  await expect(page.locator("html")).toHaveAttribute("lang", "fr");
  await expect(page.getByText("Nothing was lost")).toBeHidden();
});

test("nothing of anybody is kept", async ({ page }) => {
  await openWithWorker(page, "/");
  // Now the worker is asked for all there is.
  await open(page, "/find?query=Help+with+fundraising");
  await page.getByRole("link", { name: "View Profile" }).first().click();
  await expect(page.getByRole("heading", { name: "Choose a time" })).toBeVisible();
  await expect.poll(() => keptPaths(page)).toContainEqual(expect.stringMatching(/^\/pkg\/.*\.wasm$/));

  const kept = await keptPaths(page);
  expect(kept).toContain("/offline");
  expect(kept.filter((path) => path !== "/offline" && !/^\/(pkg|fonts)\//.test(path))).toEqual([]);
});

/** Opens a path and waits until the worker answers for the next page. */
async function openWithWorker(page: Page, path: string) {
  await open(page, path);
  const state = () => page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state);
  await expect.poll(state, "the worker is at work").toBe("activated");
}

/** The paths of everything in every cache. */
async function keptPaths(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const opened = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
    const requests = await Promise.all(opened.map((cache) => cache.keys()));
    return requests.flat().map(({ url }) => new URL(url).pathname);
  });
}
