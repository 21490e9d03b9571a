// A founder waits for a time that is taken, is offered it when it comes free, and books it.

import { cancelSession, choose, confirmBooking, slots } from "../../support/booking";
import { waitForMail } from "../../support/mailbox";
import { joinAsMentee, joinAsMentor } from "../../support/people";
import { expect, hydrated, open, test } from "../../support/test";

test("a taken time is waited for, offered and booked", async ({ page, newPerson }) => {
  test.slow(); // three people
  const mentor = await joinAsMentor(await newPerson(), "Thu 14:00-14:30");
  const first = await newPerson();
  await joinAsMentee(first);
  await open(first, mentor.path);
  const when = await slots(first).first().getAttribute("aria-label");
  await choose(slots(first).first());
  await confirmBooking(first);

  const me = await joinAsMentee(page);
  await open(page, mentor.path);
  await page.getByText("No time that suits? Wait for one…").click();
  await page.getByLabel("Wait for", { exact: true }).selectOption({ label: when! });
  await page.getByRole("button", { name: "Wait for a place" }).click();
  await expect(page).toHaveURL(/\/sessions/);
  const entry = page.getByTestId("waiting-entry");
  await expect(entry).toContainText(mentor.name);
  await expect(entry).toContainText("You are asked first.");

  await hydrated(first);
  await cancelSession(first);
  const mail = await waitForMail(page, (mail) => mail.to === me.email && mail.subject.startsWith(`A place with ${mentor.name}`));
  expect(mail.text).toContain("It is kept for you until");
  await open(page, "/sessions");
  await expect(entry).toContainText("Kept for you until");
  // Whoever does not wait cannot have it meanwhile.
  await open(first, mentor.path);
  await expect(slots(first).and(first.getByLabel(when!))).toHaveCount(0);

  await entry.getByRole("link", { name: "Book this place" }).click();
  await expect(page.getByRole("button", { name: "Confirm Booking" })).toBeVisible();
  await hydrated(page);
  await confirmBooking(page);
  await open(page, "/sessions");
  await expect(page.getByRole("region", { name: "Upcoming" })).toContainText(mentor.name);
  await expect(entry).toHaveCount(0);
});

test("who waits no longer is off the list", async ({ page, newPerson }) => {
  test.slow();
  const mentor = await joinAsMentor(await newPerson(), "Thu 14:00-14:30");
  await joinAsMentee(page);
  await open(page, mentor.path);
  await page.getByText("No time that suits? Wait for one…").click();
  await page.getByRole("button", { name: "Wait for a place" }).click();
  // What is open already is not what they wait for.
  const entry = page.getByTestId("waiting-entry");
  await expect(entry).toContainText("any time");
  await expect(entry).toContainText("You are asked first.");
  await hydrated(page);
  await entry.getByRole("button", { name: "Stop waiting" }).click();
  await expect(entry).toHaveCount(0);
});
