// A mentor changes the profile where it stands.

import { joinAsMentor } from "../../support/people";
import { expect, open, test } from "../../support/test";

test("a field becomes an input in place, saves by itself and can be taken back", async ({ page, newPerson }) => {
  test.slow();
  const me = await joinAsMentor(page);
  await open(page, me.path);
  const founder = await newPerson();
  await open(founder, me.path);
  await expect(founder.getByText("Keeps lighthouses")).toBeVisible();
  await expect(founder.getByRole("button", { name: "Edit headline" })).toHaveCount(0);

  const pencil = page.getByRole("button", { name: "Edit headline" });
  await pencil.focus();
  await page.keyboard.press("Enter");
  const field = page.getByLabel("Headline", { exact: true });
  await expect(field).toBeFocused();
  await expect(field).toHaveValue("Keeps lighthouses");
  await expect(pencil).toBeHidden();
  await field.fill("Something else");
  await field.press("Escape");
  await expect(field).toHaveCount(0);
  await expect(page.getByText("Keeps lighthouses")).toBeVisible();
  await expect(pencil).toBeFocused();

  await pencil.click();
  await field.fill("   ");
  await field.press("Enter");
  await expect(field).toHaveAccessibleDescription("Say in one line what you do.");
  await field.fill("Lights lighthouses");
  await field.press("Enter");
  await expect(page.getByText("Lights lighthouses")).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "Saved" })).toBeVisible();
  await open(founder, me.path);
  await expect(founder.getByText("Lights lighthouses")).toBeVisible();

  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Taken back")).toBeVisible();
  await open(founder, me.path);
  await expect(founder.getByText("Keeps lighthouses")).toBeVisible();

  // Leaving the field saves it, in a bio the keys for a new line do not.
  await page.getByRole("button", { name: "Edit bio" }).click();
  const bio = page.getByLabel("In your own words");
  await bio.fill("One line");
  await bio.press("End");
  await bio.press("Enter");
  await bio.pressSequentially("and another.");
  await page.getByRole("heading", { level: 1 }).click();
  await expect(page.getByRole("status").filter({ hasText: "Saved" })).toBeVisible();
  await expect(page.getByText("and another.")).toBeVisible();
});

test("what another tab has written meanwhile is shown beside one's own words", async ({ page, trouble }) => {
  test.slow();
  trouble.expectStatus(409);
  const me = await joinAsMentor(page);
  await open(page, me.path);
  const other = await page.context().newPage();
  await open(other, me.path);
  const change = async (tab: typeof page, words: string) => {
    await tab.getByRole("button", { name: "Edit headline" }).click();
    await tab.getByLabel("Headline", { exact: true }).fill(words);
    await tab.getByLabel("Headline", { exact: true }).press("Enter");
  };
  await change(other, "From the other tab");
  await expect(other.getByRole("status").filter({ hasText: "Saved" })).toBeVisible();

  await change(page, "From this tab");
  await expect(page.getByText("Changed meanwhile")).toBeVisible();
  await expect(page.getByText("From the other tab")).toHaveCount(2);
  await expect(page.getByText("From this tab")).toBeVisible();
  await page.getByRole("button", { name: "Keep Mine" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Saved" })).toBeVisible();
  await open(other, me.path);
  await expect(other.getByText("From this tab")).toBeVisible();
});
