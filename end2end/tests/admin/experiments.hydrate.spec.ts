// Staff compare the ranking in use with another one: with scripts, and what is refused without.

import type { Browser, Page } from "@playwright/test";
import { expectAccessible } from "../../support/access";
import { signIn } from "../../support/people";
import { expect, open, test } from "../../support/test";

test("staff start an experiment, look at what it has shown, and end it", async ({ page, browser, trouble }) => {
  test.skip(test.info().project.name !== "hydrated", "one experiment runs at a time, and projects share a server");
  test.slow();
  trouble.expectStatus(422);
  await page.emulateMedia({ reducedMotion: "reduce" });
  await signIn(page, "pm@demo.example");
  try {
    await startReadAndEnd(page, browser);
  } finally {
    await endAll(page);
  }
});

async function startReadAndEnd(page: Page, browser: Browser) {
  await open(page, "/programme");
  await page.getByRole("link", { name: "Ranking experiments" }).click();
  await expect(page.getByText("No experiment yet")).toBeVisible();
  await expectAccessible(page, "no experiments");

  await page.getByRole("link", { name: "Start an experiment" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Start an experiment" })).toBeVisible();
  await page.getByLabel("Name", { exact: true }).fill("Active mentors");
  await page.getByLabel("Name of the other arm").fill("active");
  // So little that no other test finds another order.
  await page.getByLabel("Active lately").fill("0,0301");
  await page.getByRole("button", { name: "Start experiment" }).click();
  await expect(page.getByText("Use lower-case letters, digits and dashes, as in more-words.")).toBeVisible();
  await expect(page.getByLabel("Active lately")).toHaveValue("0,0301");
  await expectAccessible(page, "the refused form");

  await page.getByLabel("Name", { exact: true }).fill("active-mentors");
  await page.getByRole("button", { name: "Start experiment" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "active-mentors, version 1" })).toBeVisible();
  await expect(page.getByText("“Active lately” counts more: 0.0301 instead of 0.03")).toBeVisible();
  // Founders of other tests may have searched already.
  await expect(page.getByRole("region", { name: "What it has shown" })).toContainText(/Nobody has taken part yet|Their searches/);

  const storageState = await page.context().storageState();
  const plain = await browser.newContext({ javaScriptEnabled: false, storageState });
  const form = await plain.newPage();
  await form.goto("/programme/experiments?start=1");
  await form.getByLabel("Name", { exact: true }).fill("more-words");
  await form.getByLabel("Name of the other arm").fill("words");
  await form.getByLabel("Same words").fill("0.3");
  await form.getByLabel("Each founder sees both, mixed into one list").check();
  await form.getByRole("button", { name: "Start experiment" }).click();
  await expect(form.getByRole("alert")).toContainText("Another experiment runs. End it first.");
  await expect(form.getByLabel("Name", { exact: true })).toHaveValue("more-words");
  await expect(form.getByLabel("Same words")).toHaveValue("0.3");
  await expect(form.getByLabel("Each founder sees both, mixed into one list")).toBeChecked();
  await plain.close();

  await page.getByRole("link", { name: "All experiments" }).click();
  await expect(page.getByRole("heading", { name: "Running: active-mentors, version 1" })).toBeVisible();
  await expectAccessible(page, "a running experiment");
  await page.getByRole("link", { name: "What it has shown, and how to end it" }).click();
  await page.getByText("End this experiment…").click();
  await expectAccessible(page, "the report and the form that ends it");
  await page.getByRole("button", { name: "End experiment" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Everybody sees the ranking in use again." })).toBeVisible();
  await expect(page.getByRole("button", { name: "End experiment" })).toHaveCount(0);

  await page.getByRole("link", { name: "All experiments" }).click();
  await expect(page.getByText("No experiment is running")).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: "active-mentors" })).toContainText("control, active");
  await expectAccessible(page, "ended experiments");
}

/** One that a failure leaves running would take the founders of other tests into its arms. */
async function endAll(page: Page) {
  const answer = await page.request.get("/api/admin/experiments");
  const experiments = (await answer.json()) as { id: string; ended_at: string | null }[];
  for (const { id, ended_at } of experiments) {
    if (!ended_at) await page.request.post(`/api/admin/experiments/${id}/end`, { data: {} });
  }
}
