// A newcomer says who they are.

import { expectAccessible } from "../../support/access";
import { introduceMentee, joinAsMentee, newcomer, nextStep, signInAsNewcomer } from "../../support/people";
import { expect, hasScripts, hydrated, open, test } from "../../support/test";

test("a newcomer introduces themselves once and sees who fits", async ({ page }) => {
  const me = await joinAsMentee(page);
  await expect(page.getByRole("heading", { name: "What do you need help with?" })).toBeVisible();
  await expect(page.getByLabel("What do you need help with?")).toHaveValue(/before the money is gone/);

  // Later all of it stands on one page, and what is changed leads back to the account.
  await page.getByRole("banner").getByRole("link", { name: me.name }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Your account" })).toBeVisible();
  if (hasScripts()) await expectAccessible(page, "the account");
  await page.getByRole("link", { name: "Change what mentors read about you" }).click();
  await expect(page.getByLabel("What do you want to get done")).toHaveValue(/before the money is gone/);
  await expect(page.getByLabel("Company")).toHaveValue(me.company);
  await expect(page.getByLabel("Stage")).toHaveValue("seed");
  await expect(page.getByLabel("Industry")).toHaveValue("saas");
  await hydrated(page);
  await page.getByLabel("Your name").fill(`${me.name} Jr`);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("It holds from now on.")).toBeVisible();
  await expect(page.getByRole("main")).toContainText(`${me.name} Jr`);
  await expect(page.getByRole("banner").getByRole("link", { name: `${me.name} Jr` })).toBeVisible();
});

test("a newcomer who does something else first is reminded, not stopped", async ({ page }) => {
  await signInAsNewcomer(page, newcomer().email);
  await open(page, "/");
  await page.getByRole("link", { name: "Introduce yourself" }).click();
  await expect(page.getByRole("heading", { name: "What brings you here?" })).toBeVisible();
});

test("one step at a time, with first matches; back keeps what was typed", async ({ page }) => {
  test.skip(!hasScripts(), "without a script the form is whole");
  await signInAsNewcomer(page, newcomer().email);
  await open(page, "/welcome/mentee");
  await expect(page.getByText("Step 1 of 3")).toBeVisible();
  await expect(page.getByRole("link", { name: "Skip for now" })).toHaveAttribute("href", "/find");
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.getByLabel("What do you want to get done")).toHaveAccessibleDescription(/Say in a sentence/);
  await page.getByLabel("What do you want to get done").fill("Help with fundraising for our seed round");
  await expect(page.getByText("First matches")).toBeVisible();
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.getByText("Step 2 of 3")).toBeVisible();
  await expect(page.getByLabel("What do you want to get done")).toBeHidden();
  await page.getByLabel("Company").fill("Sillage");
  await page.getByRole("button", { name: "Back" }).click();
  await expect(page.getByLabel("What do you want to get done")).toHaveValue("Help with fundraising for our seed round");
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.getByLabel("Company")).toHaveValue("Sillage");
});

for (const { field, label, message } of [
  { field: "name", label: "Your name", message: "Tell us how to address you." },
  { field: "company", label: "Company", message: "Name your company, or what you call the idea." },
  { field: "goals", label: "What do you want to get done", message: "Say in a sentence what you want to get done." },
]) {
  test(`a missing ${field} is asked for at its field, and nothing typed is lost`, async ({ page, trouble }) => {
    trouble.expectStatus(422);
    const me = newcomer();
    await signInAsNewcomer(page, me.email);
    await open(page, "/welcome/mentee");
    const blank = page.getByLabel(label);
    // Blanks pass the browser's own check.
    const text: Record<string, string> = { name: me.name, company: me.company, goals: "Talk to twenty farmers", [field]: "  " };
    await page.getByLabel("What do you want to get done").fill(text.goals);
    if (field !== "goals") {
      await nextStep(page);
      await page.getByLabel("Company").fill(text.company);
      await page.getByLabel("Stage").selectOption("idea");
    }
    if (field === "name") {
      await nextStep(page);
      await page.getByLabel("Your name").fill(text.name);
    }
    if (hasScripts() && field !== "name") {
      await nextStep(page);
    } else {
      for (const [label, words] of [["Your name", text.name], ["Company", text.company]]) {
        if (!hasScripts()) await page.getByLabel(label).fill(words);
      }
      await page.getByRole("button", { name: "Save and go on" }).click();
    }

    await expect(blank).toHaveAccessibleDescription(new RegExp(message));
    await expect(blank).toHaveAttribute("aria-invalid", "true");
    if (hasScripts()) await expect(blank).toBeFocused();

    await introduceMentee(page, me);
    await expect(page).toHaveURL(/\/find\?query=Find/);
  });
}

test("what is no stage or industry on our list is still a profile", async ({ page }) => {
  const me = newcomer();
  const goals = "سؤال واحد عن التسعير — ein Satz, <b>une phrase</b> & 👩🏽‍🚀";
  await signInAsNewcomer(page, me.email);
  await open(page, "/welcome/mentee");
  await page.getByLabel("What do you want to get done").fill(goals);
  await nextStep(page);
  await page.getByLabel("Company").fill(me.company);
  await nextStep(page);
  await page.getByLabel("Your name").fill(me.name);
  await page.getByRole("button", { name: "Save and go on" }).click();
  await expect(page).toHaveURL(/\/find\?query=/);
  await open(page, "/welcome/mentee");
  await expect(page.getByLabel("What do you want to get done")).toHaveValue(goals);
});
