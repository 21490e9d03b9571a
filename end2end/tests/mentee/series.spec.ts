// Sessions that repeat: shown before they are booked or moved, booked and moved with one button, called off together.

import { choose, openDay, slotLink, slots, timesOf } from "../../support/booking";
import { waitForMail } from "../../support/mailbox";
import { joinAsMentee, joinAsMentor } from "../../support/people";
import { expect, hasScripts, hydrated, open, test } from "../../support/test";

test("a mentee books a time for every week, and calls off what is left of it", async ({ page, newPerson }) => {
  test.slow(); // two people, several pages, four mails

  const mentor = await joinAsMentor(await newPerson(), "Mon 09:00-12:00");
  const me = await joinAsMentee(page);
  await open(page, mentor.path);
  await choose(slots(page).nth(1));
  await page.getByLabel("Repeat").selectOption({ label: "Every week" });
  await page.getByLabel("Sessions", { exact: true }).fill("6");
  await page.keyboard.press("Tab");
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

test("what was chosen to repeat can be booked once after all", async ({ page, newPerson }) => {
  const mentor = await joinAsMentor(await newPerson(), "Mon 09:00-12:00");
  await joinAsMentee(page);
  await open(page, mentor.path);
  await choose(slots(page).nth(1));
  await page.getByLabel("Repeat").selectOption({ label: "Every two weeks" });
  if (!hasScripts()) await page.getByRole("button", { name: "Show the times" }).click();
  await expect(page.getByRole("button", { name: "Book these sessions" })).toBeVisible();
  await page.getByLabel("Repeat").selectOption({ label: "Does not repeat" });
  if (!hasScripts()) await page.getByRole("button", { name: "Show the times" }).click();
  await expect(page.getByRole("button", { name: "Confirm Booking" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Book these sessions" })).toHaveCount(0);
});

test("a mentee moves a session and all later ones", async ({ page, newPerson }) => {
  test.slow(); // two people, several pages, four mails

  const mentor = await joinAsMentor(await newPerson(), "Mon 09:00-12:00");
  const me = await joinAsMentee(page);
  await open(page, mentor.path);
  const times = await timesOf(page);
  const days = [...new Set(times.map(({ day }) => day))];
  const ofDay = (index: number) => times.filter(({ day }) => day === days[index]);
  // From the second Monday on, so that the mornings are whole.
  const first = ofDay(1)[0];
  await openDay(page, first.day);
  await choose(slotLink(page, first.slotId));
  await page.getByLabel("Repeat").selectOption({ label: "Every week" });
  await page.getByLabel("Sessions", { exact: true }).fill("3");
  await page.keyboard.press("Tab");
  if (!hasScripts()) await page.getByRole("button", { name: "Show the times" }).click();
  await expect(page.getByText("All 3 times are free.")).toBeVisible();
  await page.getByRole("button", { name: "Book these sessions" }).click();
  await expect(page.getByText("Session Booked")).toBeVisible();
  await hydrated(page);

  // The second one half an hour later, by keyboard.
  const series = page.getByRole("list", { name: "All sessions of the series" });
  await series.getByRole("link").first().click();
  await expect(page.getByText("2 of 3, every week")).toBeVisible();
  await page.getByRole("link", { name: "Move to another time…" }).click();
  await expect(page.getByRole("heading", { name: "Move session" })).toBeVisible();
  await hydrated(page);
  await page.getByRole("link", { name: "This and all later ones" }).click();
  const show = page.getByRole("button", { name: "Show the new times" });
  await expect(show).toBeVisible();
  await hydrated(page);
  const time = page.locator(`input[type="radio"][value="${ofDay(2)[1].slotId}"]`);
  await time.focus();
  await page.keyboard.press("Space");
  await expect(time).toBeChecked();
  await show.click();

  // All of them are shown before anything is moved.
  await expect(page.getByText("All 2 sessions can move.")).toBeVisible();
  await expect(page.getByRole("list", { name: "New times" }).getByRole("listitem")).toHaveCount(2);
  await hydrated(page);
  await page.getByLabel("Reason").fill("The train comes later");
  await page.getByRole("button", { name: "Move these sessions" }).click();
  await expect(page.getByText("Sessions moved")).toBeVisible();
  const starts = (index: number) => series.getByRole("listitem").nth(index).locator("time");
  await expect(starts(0)).toHaveAttribute("title", first.words);
  await expect(starts(1)).toHaveAttribute("title", ofDay(2)[1].words);
  await expect(starts(2)).toHaveAttribute("title", ofDay(3)[1].words);
  for (const email of [me.email, mentor.email]) {
    const mail = await waitForMail(page, ({ to, text }) => to === email && text.includes("moved 2 sessions"));
    expect(mail.text).toContain("The train comes later");
  }
});
