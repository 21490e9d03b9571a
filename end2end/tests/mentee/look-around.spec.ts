// Keeping mentors, looking at them side by side, and looking around without a need.

import { FOUND, search } from "../../support/booking";
import { joinAsMentee } from "../../support/people";
import { expect, open, test } from "../../support/test";

const NEED = "Help with fundraising";
const [INES, KWABENA] = ["Ines Carvalho", "Kwabena Ofori-Sarpong"] as const;

test("mentors are saved, compared and found again", async ({ page }) => {
  await joinAsMentee(page);
  await search(page, NEED);
  const card = (name: string) => page.getByRole("article", { name });
  const stored = page.waitForResponse((response) => response.url().includes("/fn/save_mentor"));
  await card(INES).getByRole("button", { name: "Save", exact: true }).click();
  await stored;
  await expect(card(INES).getByRole("button", { name: /^Saved/ })).toBeVisible();

  for (const name of [INES, KWABENA]) await card(name).getByRole("checkbox", { name: "Compare" }).check();
  await page.getByRole("button", { name: "Compare Chosen" }).click();
  const table = page.getByRole("table", { name: "Mentors side by side" });
  await expect(table.getByRole("columnheader")).toHaveCount(2);
  await expect(table.getByRole("rowheader", { name: "Fits your need" })).toBeVisible();
  await expect(table.getByText("Differs").first()).toBeVisible();
  await table.getByRole("link", { name: `Leave out: ${KWABENA}` }).click();
  await expect(table.getByRole("columnheader")).toHaveCount(1);
  await expect(table.getByRole("link", { name: INES, exact: true })).toBeVisible();
  // Whoever is there already is still chosen.
  await page.getByRole("link", { name: "Add another to compare with" }).click();
  await expect(card(INES).getByRole("checkbox", { name: "Compare" })).toBeChecked();
  await card(KWABENA).getByRole("checkbox", { name: "Compare" }).check();
  await page.getByRole("button", { name: "Compare Chosen" }).click();
  await expect(table.getByRole("columnheader")).toHaveCount(2);

  await open(page, "/discover");
  await expect(page.getByRole("region", { name: "Free this week" }).getByRole("link", { name: /^Book / }).first()).toBeVisible();
  const saved = page.getByRole("region", { name: "Saved", exact: true });
  await expect(saved.getByRole("heading", { name: INES })).toBeVisible();
  await saved.getByRole("link", { name: "See all" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Saved mentors" })).toBeVisible();
  // Once more takes it back.
  await page.getByRole("button", { name: /^Saved/ }).click();
  await expect(page.getByRole("button", { name: /^Saved/ })).toHaveCount(0);

  await open(page, "/discover");
  await page.getByRole("region", { name: "By topic" }).getByRole("link").first().click();
  await expect(page).toHaveURL(/\/find\?query=/);
  await expect(page.getByRole("heading", { name: FOUND })).toBeVisible();
});
