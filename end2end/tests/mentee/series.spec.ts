// Sessions that repeat: shown before they are booked, booked with one button, called off together.

import { choose, openMentor, slots } from "../../support/booking";
import { waitForMail } from "../../support/mailbox";
import { joinAsMentee } from "../../support/people";
import { expect, hasScripts, hydrated, ofProject, test } from "../../support/test";

test("a mentee books a time for every week, and calls off what is left of it", async ({ page }) => {
  test.slow(); // several pages, four mails

  const me = await joinAsMentee(page);
  await openMentor(page, { name: "Sofía Belmonte Arce", need: "Liquidity of our marketplace" });
  await choose(slots(page).nth(ofProject({ hydrated: 1, phone: 2, plain: 3 })));
  await page.getByLabel("Sessions", { exact: true }).fill("6");
  await page.getByLabel("Repeat").selectOption({ label: "Every week" });
  if (!hasScripts()) await page.getByRole("button", { name: "Show the times" }).click();

  // The mentor is booked four weeks ahead at most: what is beyond comes first, with the reason.
  await expect(page.getByText(/of 6 times cannot be booked/)).toBeVisible();
  const conflict = page.getByTestId("series-conflict").first();
  await expect(conflict).toContainText("further ahead than can be booked");
  const free = await page.getByTestId("series-free").getByRole("listitem").count();
  expect(free).toBeGreaterThan(2);
  await expect(page.getByRole("button", { name: "Confirm Booking" })).toHaveCount(0);

  // By keyboard.
  await conflict.getByLabel("End the series before it").focus();
  await page.keyboard.press("Space");
  await expect(conflict.getByLabel("End the series before it")).toBeChecked();
  await page.getByLabel("A note to prepare with").fill("Our matching rate, week by week");
  await page.getByRole("button", { name: "Book these sessions" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("Session Booked")).toBeVisible();
  await hydrated(page);
  await expect(page.getByText(`1 of ${free}, every week`)).toBeVisible();
  const mail = await waitForMail(page, (mail) => mail.to === me.email && mail.subject.startsWith("Sessions with "));
  expect(mail.text).toContain(`${free} sessions`);
  expect(mail.text).toContain("Our matching rate, week by week");

  // From one to the next, and what comes then is called off.
  const series = page.getByRole("list", { name: "All sessions of the series" });
  await series.getByRole("link").first().click();
  await expect(page.getByText(`2 of ${free}, every week`)).toBeVisible();
  await hydrated(page);
  await page.getByText("Cancel this session…").click();
  await page.getByLabel("This and all later ones").check();
  await page.getByLabel("Reason").fill("We have what we need");
  await page.getByRole("button", { name: "Cancel session" }).click();
  await expect(page.getByRole("heading", { name: "Session cancelled" })).toBeVisible();
  await expect(series.getByRole("listitem").first()).toContainText("Booked");
  for (let later = 1; later < free; later++) await expect(series.getByRole("listitem").nth(later)).toContainText("Cancelled");
  const told = await waitForMail(page, (mail) => mail.to === me.email && mail.subject.startsWith("Sessions cancelled: "));
  expect(told.text).toContain("We have what we need");
});

test("what was chosen to repeat can be booked once after all", async ({ page }) => {
  await joinAsMentee(page);
  await openMentor(page, { name: "Sofía Belmonte Arce", need: "Liquidity of our marketplace" });
  await choose(slots(page).nth(4));
  await page.getByLabel("Repeat").selectOption({ label: "Every two weeks" });
  if (!hasScripts()) await page.getByRole("button", { name: "Show the times" }).click();
  await expect(page.getByRole("button", { name: "Book these sessions" })).toBeVisible();
  await page.getByLabel("Repeat").selectOption({ label: "Does not repeat" });
  if (!hasScripts()) await page.getByRole("button", { name: "Show the times" }).click();
  await expect(page.getByRole("button", { name: "Confirm Booking" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Book these sessions" })).toHaveCount(0);
});
