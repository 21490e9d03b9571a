// Staff book for a founder who cannot do it themselves.

import { choose, slots } from "../../support/booking";
import { waitForMail } from "../../support/mailbox";
import { joinAsMentee, joinAsMentor, signIn } from "../../support/people";
import { expect, hydrated, open, test } from "../../support/test";

test("staff choose a time and say for whom; both sides hear that it was the programme", async ({ page, newPerson, trouble }) => {
  test.slow();
  trouble.expectStatus(422);
  const mentor = await joinAsMentor(await newPerson());
  const founder = await newPerson();
  const them = await joinAsMentee(founder);

  await signIn(page, "pm@demo.example");
  await open(page, mentor.path);
  await choose(slots(page).first());
  await expect(page.getByRole("button", { name: "Confirm Booking" })).toHaveCount(0);
  await page.getByLabel("Founder").fill("nobody@test.example");
  await page.getByLabel("Reason").fill("They are travelling");
  await page.getByRole("button", { name: "Book for this founder" }).click();
  await expect(page.getByText("No mentee has this name or address.")).toBeVisible();

  await hydrated(page);
  await page.getByLabel("Founder").fill(them.email);
  await page.getByLabel("Reason").fill("They are travelling");
  await page.getByRole("button", { name: "Book for this founder" }).click();
  await expect(page.getByText("Session Booked")).toBeVisible();

  const mail = await waitForMail(page, ({ to, subject }) => to === them.email && subject.startsWith("Session with"));
  expect(mail.text).toContain(`The programme’s staff booked a session with ${mentor.name} for you.`);
  expect(mail.text).toContain("Reason: They are travelling");
  await open(founder, "/sessions");
  await expect(founder.getByText(mentor.name).first()).toBeVisible();
});
