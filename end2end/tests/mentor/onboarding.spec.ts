// A new mentor: one page, and founders can book.

import type { Page } from "@playwright/test";
import { slots } from "../../support/booking";
import { fillMentor, signInAsNewMentor } from "../../support/people";
import { expect, hydrated, open, test } from "../../support/test";

test("a new mentor fills one page, and founders find the profile with its times", async ({ page, newPerson }) => {
  test.slow();
  const me = await signInAsNewMentor(page);
  await fillMentor(page, me);
  await page.getByRole("button", { name: "Save profile and hours" }).click();

  await expect(page).toHaveURL(/\/mentors\/[0-9a-f-]{36}\?saved=1$/);
  await expect(page.getByText("Founders see it from now on.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "What founders can book" })).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: me.name })).toBeVisible();
  await expect(page.getByText("Keeps lighthouses")).toBeVisible();
  await expect(page.getByText("Lighthouse maintenance · fog horns")).toBeVisible();
  await expect(slots(page).first()).toBeVisible();

  const founder = await newPerson();
  await open(founder, new URL(page.url()).pathname);
  await expect(founder.getByRole("heading", { level: 1, name: me.name })).toBeVisible();
  await expect(slots(founder).first()).toBeVisible();
  await expect
    .poll(
      async () => {
        await open(founder, `/find?query=${encodeURIComponent(`Who knows the fog horns of ${me.company}?`)}`);
        return founder.getByRole("article", { name: me.name }).count();
      },
      { message: "the search finds the new mentor", timeout: 30_000 },
    )
    .toBe(1);
});

test("hours stay at the mentor's own time of day, whoever looks", async ({ page }) => {
  const me = await signInAsNewMentor(page);
  await fillMentor(page, me);
  await page.getByLabel("Time zone of these hours").fill("Asia/Kathmandu");
  await page.getByLabel("Every week").fill("Mon-Sun 09:00-09:30");
  await page.getByRole("button", { name: "Save profile and hours" }).click();
  await expect(slots(page).first()).toBeVisible();
  const profile = new URL(page.url()).pathname;

  await readIn(page, "Asia/Kathmandu", profile);
  await expect(page).toHaveURL(profile);
  await expect(page.getByText("Times in Asia/Kathmandu")).toBeVisible();
  await expect(slots(page).first()).toHaveText("09:00");
  await readIn(page, "UTC", profile);
  await expect(page.getByText("Times in UTC")).toBeVisible();
  await expect(slots(page).first()).toHaveText("03:15");
});

test("a pasted text fills the form, and what it says can be changed before it is saved", async ({ page }) => {
  const me = await signInAsNewMentor(page);
  await page
    .getByLabel("Paste your bio or LinkedIn text")
    .fill(`Robin Castelo\nPartner at ${me.company.split(" ")[0]} Capital | Angel investor\nLisbon, Portugal\nI help founders with pricing and fundraising. I speak German.`);
  await page.getByRole("button", { name: "Suggest from this text" }).click();
  await expect(page.getByText("Found in your text")).toBeVisible();
  await expect(page.getByLabel("Your name")).toHaveValue("Robin Castelo");
  await expect(page.getByLabel("What you do")).toHaveValue("Partner");
  await expect(page.getByLabel("Country")).toHaveValue("Portugal");
  await expect(page.getByLabel("Languages")).toHaveValue("German");
  await expect(page.getByLabel("Areas")).toHaveValue(/pricing/);

  await hydrated(page);
  await page.getByLabel("Your name").fill(me.name);
  await page.getByLabel("Headline").fill("Prices things");
  await page.getByLabel("Time zone of these hours").fill("Europe/Lisbon");
  await page.getByRole("button", { name: "Save profile and hours" }).click();
  await expect(page.getByRole("heading", { level: 1, name: me.name })).toBeVisible();
  await expect(page.getByText("Prices things")).toBeVisible();
  await expect(page.getByText("Portugal", { exact: true })).toBeVisible();
});

test("hours can be taken back and given again later", async ({ page }) => {
  test.slow();
  const me = await signInAsNewMentor(page);
  await fillMentor(page, me);
  await page.getByRole("button", { name: "Save profile and hours" }).click();
  await expect(slots(page).first()).toBeVisible();

  await page.getByRole("link", { name: "Hours", exact: true }).filter({ visible: true }).click();
  await expect(page.getByRole("heading", { name: "Your hours and profile" })).toBeVisible();
  await expect(page.getByLabel("Every week")).toHaveValue("Mon 09:00-12:00\nThu 14:00-16:00");
  await page.getByLabel("Every week").fill("");
  await page.getByRole("button", { name: "Save profile and hours" }).click();
  await expect(page.getByText("No open times")).toBeVisible();
  await expect(slots(page)).toHaveCount(0);
});

for (const { what, label, text, message } of [
  { what: "hours that cannot be read", label: "Every week", text: "Mon 9-12", message: "Write hours as Mon 09:00-12:00" },
  { what: "hours that end before they start", label: "Every week", text: "Mon 12:00-09:00", message: "ends before it starts" },
  { what: "an unknown time zone", label: "Time zone of these hours", text: "Mars/Olympus", message: "Use a name such as Europe/Berlin" },
  { what: "a weight that is none", label: "Areas", text: "fundraising: 9", message: "Use a number above 0" },
  { what: "a blank headline", label: "Headline", text: "   ", message: "Say in one line what you do" },
]) {
  test(`${what}: the message stands at the field`, async ({ page, trouble }) => {
    trouble.expectStatus(422);
    const me = await signInAsNewMentor(page);
    await fillMentor(page, me);
    const wrong = page.getByLabel(label);
    await wrong.fill(text);
    await page.getByRole("button", { name: "Save profile and hours" }).click();
    await expect(wrong).toHaveAccessibleDescription(new RegExp(message));
    await expect(wrong).toHaveAttribute("aria-invalid", "true");

    await fillMentor(page, me);
    await page.getByRole("button", { name: "Save profile and hours" }).click();
    await expect(page.getByRole("heading", { level: 1, name: me.name })).toBeVisible();
  });
}

/** Reads times in another zone, and goes on at `next`. */
async function readIn(page: Page, zone: string, next: string) {
  await open(page, `/zone?next=${next}`);
  await page.getByLabel("Time zone").fill(zone);
  await page.getByRole("button", { name: "Show times in this zone" }).click();
}
