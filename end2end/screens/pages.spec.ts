// One walk through the product, with a picture of every page.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { cancelSession, choose, confirmBooking, search, slots } from "../support/booking";
import { linkIn, openMail, waitForMail } from "../support/mailbox";
import { askForLink, introduceMentee, joinAsMentee, joinAsMentor, newcomer, signIn, signInAsNewcomer } from "../support/people";
import { expect, hydrated, open, test } from "../support/test";

const folder = process.env.SCREENS_DIR ?? "";

test.beforeAll(() => {
  if (!folder) throw new Error("Say in SCREENS_DIR where the pictures go.");
  mkdirSync(folder, { recursive: true });
});

test("a founder", async ({ page, trouble }) => {
  test.setTimeout(180_000);
  trouble.expectStatus(401, 404, 422);
  await shoot(page, "/", "01-landing");
  await shoot(page, "/find", "02-all-mentors");
  await search(page, "Help with fundraising");
  await picture(page, "03-matches");
  await page.getByText("Filters", { exact: true }).click();
  await page.getByText("Why this order?").first().click();
  await page.getByText("Change the order", { exact: true }).click();
  await expect(page.getByRole("slider")).toHaveCount(6);
  await picture(page, "04-matches-unfolded");
  for (const box of (await page.getByRole("checkbox", { name: "Compare" }).all()).slice(0, 3)) await box.check();
  await page.getByRole("button", { name: "Compare Chosen" }).click();
  await expect(page.getByRole("table", { name: "Mentors side by side" })).toBeVisible();
  await picture(page, "04-side-by-side");
  await shoot(page, "/discover", "04-discover");
  await shoot(page, "/find?query=Help+with+fundraising&industry=hr&stage=growth", "05-no-match");
  await search(page, "Help with fundraising");
  await page.getByRole("link", { name: "View Profile" }).first().click();
  await expect(slots(page).first()).toBeVisible();
  await picture(page, "06-profile");
  await choose(slots(page).first());
  await picture(page, "07-sheet-stranger");
  await shoot(page, "/sign-in", "08-sign-in");
  await page.getByLabel("E-mail address").fill("ana@company");
  await page.getByRole("button", { name: "Mail me a link" }).click();
  await expect(page.getByLabel("E-mail address")).toHaveAttribute("aria-invalid", "true");
  await picture(page, "09-sign-in-refused");
  await shoot(page, "/sessions", "10-sessions-stranger");
  await shoot(page, "/nowhere", "11-not-found");

  const me = { ...newcomer(), name: "Noa Lindqvist", company: "Kelp & Kiln" };
  const mail = await askForLink(page, me.email);
  await picture(page, "12-link-sent");
  await page.getByRole("link", { name: "Open the mailbox" }).click();
  await picture(page, "13-mailbox");
  await openMail(page, mail);
  await picture(page, "14-mail");
  await open(page, linkIn(mail));
  await picture(page, "15-confirm");
  await page.getByRole("main").getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL("/welcome");
  await picture(page, "16-welcome");
  await shoot(page, "/", "17-landing-newcomer");
  await shoot(page, "/welcome/mentee", "18-about-you");
  await introduceMentee(page, me);
  await expect(page).toHaveURL(/\/find\?query=/);
  await shoot(page, "/sessions", "19-sessions-empty");

  await search(page, "Help with fundraising");
  await page.getByRole("link", { name: "View Profile" }).first().click();
  await choose(slots(page).first());
  await expect(page.getByRole("button", { name: "Confirm Booking" })).toBeVisible();
  await picture(page, "20-sheet");
  const sessionId = await confirmBooking(page);
  await picture(page, "21-booked");
  await shoot(page, "/sessions", "22-sessions");
  await open(page, "/dev/mailbox");
  await openMail(page, await waitForMail(page, (mail) => mail.to === me.email && mail.text.includes(sessionId)));
  await picture(page, "23-booked-mail");
  await open(page, `/sessions/${sessionId}`);
  await page.getByText("Cancel this session…").click();
  await picture(page, "24-cancel");
  await page.getByText("Cancel this session…").click();
  await cancelSession(page, "Found the answer");
  await picture(page, "25-cancelled");
  await shoot(page, "/zone", "26-zone");
});

test("a mentor and the staff", async ({ page, trouble }) => {
  test.setTimeout(180_000);
  trouble.expectStatus(403);
  await signInAsNewcomer(page, newcomer("mentor").email);
  await shoot(page, "/welcome/mentor", "30-new-mentor");
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("link", { name: "Sign in" }).first()).toBeVisible();
  await signIn(page, "mentor@demo.example");
  await shoot(page, "/", "31-landing-mentor");
  await shoot(page, "/hours", "32-hours");
  await shoot(page, "/hours/rules", "32-rules");
  await shoot(page, "/sessions", "33-sessions-mentor");
  await shoot(page, "/programme", "34-programme-refused");
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("link", { name: "Sign in" }).first()).toBeVisible();
  await signIn(page, "pm@demo.example");
  await shoot(page, "/programme", "35-programme");
  await shoot(page, "/programme?status=no_show", "36-programme-nothing");
});

test("sessions that repeat, and who leaves", async ({ page, newPerson, trouble }) => {
  test.setTimeout(240_000);
  trouble.expectStatus(409, 422);
  const mentor = await joinAsMentor(await newPerson(), "Mon 09:00-12:00");
  const me = await joinAsMentee(page);
  await open(page, mentor.path);
  await choose(slots(page).first());
  await page.getByLabel("Repeat").selectOption({ label: "Every week" });
  await page.getByLabel("Sessions", { exact: true }).fill("6");
  await page.keyboard.press("Tab");
  await expect(page.getByTestId("series-free")).toBeVisible();
  await picture(page, "40-series");
  const stop = page.getByLabel("End the series before it").first();
  if (await stop.count()) await stop.check();
  await page.getByRole("button", { name: "Book these sessions" }).click();
  await expect(page.getByText("Session Booked")).toBeVisible();
  await picture(page, "41-series-booked");
  await page.getByText("Cancel this session…").click();
  await picture(page, "42-cancel-series");
  await page.getByRole("link", { name: "Move to another time…" }).click();
  await expect(page.getByRole("heading", { name: "Move session" })).toBeVisible();
  await picture(page, "43-move");
  await page.getByRole("link", { name: "All sessions of the series" }).click();
  await expect(page.getByRole("button", { name: "Show the new times" })).toBeVisible();
  await page.getByRole("radio").last().focus();
  await page.keyboard.press("Space");
  await picture(page, "44-move-series");
  await page.getByRole("button", { name: "Show the new times" }).click();
  await expect(page.getByRole("link", { name: "Choose another time" })).toBeVisible();
  await picture(page, "45-move-series-shown");
  await open(page, "/account");
  await page.getByText("Erase my account…").click();
  await picture(page, "46-erase");

  const staff = await newPerson();
  await signIn(staff, "pm@demo.example");
  await shoot(staff, "/programme/people", "47-people");
  await shoot(staff, "/programme/people?name=nobody+at+all", "48-people-nobody");
  await open(staff, mentor.path);
  await picture(staff, "49-mentor-for-staff");
  await choose(slots(staff).first());
  await expect(staff.getByLabel("Founder")).toBeVisible();
  await picture(staff, "50-in-place");
  await open(staff, `/programme/people?name=${encodeURIComponent(me.email)}`);
  await staff.getByRole("main").getByRole("link").first().click();
  await expect(staff.getByLabel("Status")).toBeVisible();
  await hydrated(staff);
  await staff.getByLabel("Status").selectOption("inactive");
  await staff.getByLabel("Reason", { exact: true }).fill("Has moved away");
  await staff.getByRole("button", { name: "Save status" }).click();
  await expect(staff.getByRole("alert")).toBeVisible();
  await picture(staff, "51-person-undecided");
  await shoot(staff, "/programme/experiments", "52-experiments");
  await shoot(staff, "/programme/experiments?start=1", "53-experiment-form");
});

test("the palette, the shortcuts, and no connection", async ({ page }) => {
  await open(page, "/");
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("combobox").fill("se");
  await expect(page.getByRole("option", { name: /Baek/ })).toBeVisible();
  await picture(page, "60-palette");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await page.getByRole("banner").getByRole("link").first().focus();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toBeVisible();
  await picture(page, "61-shortcuts");
  await page.goto("/offline");
  await page.screenshot({ path: join(folder, `62-offline-${test.info().project.name}.png`) });
});

/** Opens a page and takes its picture. */
async function shoot(page: Page, path: string, name: string) {
  await open(page, path);
  await picture(page, name);
}

/** Takes a picture of the whole page, once nothing moves. */
async function picture(page: Page, name: string) {
  await hydrated(page);
  const path = join(folder, `${name}-${test.info().project.name}.png`);
  await page.screenshot({ path, fullPage: true, animations: "disabled" });
}
