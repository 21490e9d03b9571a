// A newcomer says who they are.

import { introduceMentee, joinAsMentee, newcomer, signInAsNewcomer } from "../../support/people";
import { expect, hasScripts, open, test } from "../../support/test";

test("a newcomer introduces themselves once and can look for help", async ({ page }) => {
  const me = await joinAsMentee(page);
  await expect(page.getByRole("heading", { name: "What do you need help with?" })).toBeVisible();
  await expect(page.getByText("Say who you are")).toHaveCount(0);

  await open(page, "/welcome/mentee");
  await expect(page.getByLabel("Your name")).toHaveValue(me.name);
  await expect(page.getByLabel("Company")).toHaveValue(me.company);
  await expect(page.getByLabel("Stage")).toHaveValue("seed");
  await expect(page.getByLabel("Industry")).toHaveValue("saas");
  await expect(page.getByLabel("What do you want to get done")).toHaveValue(/before the money is gone/);
});

test("a newcomer who does something else first is reminded, not stopped", async ({ page }) => {
  await signInAsNewcomer(page, newcomer().email);
  await open(page, "/");
  await page.getByRole("link", { name: "Introduce yourself" }).click();
  await expect(page.getByRole("heading", { name: "What brings you here?" })).toBeVisible();
});

test("an empty field is not sent", async ({ page }) => {
  await signInAsNewcomer(page, newcomer().email);
  await open(page, "/welcome/mentee");
  await page.getByLabel("Your name").fill("Robin");
  await page.getByRole("button", { name: "Save and go on" }).click();
  await expect(page.getByLabel("Company")).toBeFocused();
  await expect(page).toHaveURL("/welcome/mentee");
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
    // Blanks pass the browser's own check, so this is the server's answer.
    const text: Record<string, string> = { name: me.name, company: me.company, goals: "Talk to twenty farmers", [field]: "  " };
    await page.getByLabel("Your name").fill(text.name);
    await page.getByLabel("Company").fill(text.company);
    await page.getByLabel("Stage").selectOption("idea");
    await page.getByLabel("What do you want to get done").fill(text.goals);
    await page.getByRole("button", { name: "Save and go on" }).click();

    await expect(blank).toHaveAccessibleDescription(new RegExp(message));
    await expect(blank).toHaveAttribute("aria-invalid", "true");
    if (hasScripts()) {
      await expect(blank).toBeFocused();
      for (const [other, label] of [["name", "Your name"], ["company", "Company"], ["goals", "What do you want to get done"]]) {
        await expect(page.getByLabel(label)).toHaveValue(text[other]);
      }
      await expect(page.getByLabel("Stage")).toHaveValue("idea");
    }

    await introduceMentee(page, me);
    await expect(page).toHaveURL("/");
  });
}

test("what is no stage or industry on our list is still a profile", async ({ page }) => {
  const me = newcomer();
  await signInAsNewcomer(page, me.email);
  await open(page, "/welcome/mentee");
  await page.getByLabel("Your name").fill(me.name);
  await page.getByLabel("Company").fill(me.company);
  await page.getByLabel("What do you want to get done").fill("سؤال واحد عن التسعير — ein Satz, <b>une phrase</b> & 👩🏽‍🚀");
  await page.getByRole("button", { name: "Save and go on" }).click();
  await expect(page).toHaveURL("/");
  await open(page, "/welcome/mentee");
  await expect(page.getByLabel("What do you want to get done")).toHaveValue("سؤال واحد عن التسعير — ein Satz, <b>une phrase</b> & 👩🏽‍🚀");
});
