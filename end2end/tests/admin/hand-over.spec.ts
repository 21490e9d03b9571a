// Staff give sessions that repeat to another mentor, as one.

import { choose, openDay, slotLink, timesOf } from "../../support/booking";
import { waitForMail } from "../../support/mailbox";
import { joinAsMentee, joinAsMentor, signIn } from "../../support/people";
import { expect, hasScripts, hydrated, open, test } from "../../support/test";

test("a series goes from one mentor to another: shown first, then with one button and a reason", async ({ page, newPerson }) => {
  test.slow(); // four people, several pages, five mails

  const [mentor, taker] = [await joinAsMentor(await newPerson(), "Mon 09:00-12:00"), await joinAsMentor(await newPerson(), "Tue 10:00-12:00")];
  const founder = await newPerson();
  const them = await joinAsMentee(founder);
  await open(founder, mentor.path);
  // From the second Monday on, so that the mornings are whole.
  const times = await timesOf(founder);
  const days = [...new Set(times.map(({ day }) => day))];
  const first = times.find(({ day }) => day === days[1])!;
  await openDay(founder, first.day);
  await choose(slotLink(founder, first.slotId));
  await founder.getByLabel("Repeat").selectOption({ label: "Every week" });
  await founder.getByLabel("Sessions", { exact: true }).fill("2");
  await founder.keyboard.press("Tab");
  if (!hasScripts()) await founder.getByRole("button", { name: "Show the times" }).click();
  await expect(founder.getByText("All 2 times are free.")).toBeVisible();
  await founder.getByRole("button", { name: "Book these sessions" }).click();
  await expect(founder.getByText("Session Booked")).toBeVisible();
  const session = new URL(founder.url()).pathname;

  // The founder moves sessions, but never to somebody else.
  const takerId = taker.path.split("/").at(-1);
  await open(founder, `${session}/move?mentor=${takerId}&scope=all`);
  await expect(founder.getByText("To another mentor:")).toHaveCount(0);

  await signIn(page, "pm@demo.example");
  await open(page, `${session}/move`);
  await page.getByRole("link", { name: "All sessions of the series" }).click();
  await expect(page.getByRole("heading", { name: "Hand it over" })).toBeVisible();
  // Whoever is named there fits; this one is known to staff.
  await open(page, `${session}/move?mentor=${takerId}&scope=all`);
  await expect(page.getByText(`To another mentor: ${taker.name} takes all sessions over.`)).toBeVisible();
  const tuesday = (await timesOf(page, takerId)).find(({ day }) => day > first.day)!;
  await page.locator(`input[type="radio"][value="${tuesday.slotId}"]`).focus();
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: "Show the new times" }).click();
  await expect(page.getByText("All 2 sessions can move.")).toBeVisible();
  await expect(page.getByRole("list", { name: "New times" }).getByRole("listitem")).toHaveCount(2);
  await hydrated(page);
  await page.getByLabel("Reason").fill("The mentor is on leave");
  await page.getByRole("button", { name: "Move these sessions" }).click();
  await expect(page.getByText("Sessions moved")).toBeVisible();
  await expect(page.getByRole("link", { name: taker.name })).toBeVisible();

  for (const [email, says] of [
    [mentor.email, `gave 2 of your sessions with ${them.name} to another mentor`],
    [taker.email, `gave you 2 sessions with ${them.name}`],
    [them.email, `gave 2 of your sessions with ${mentor.name} to ${taker.name}`],
  ]) {
    const mail = await waitForMail(page, ({ to, text }) => to === email && text.includes(says));
    expect(mail.text).toContain("Reason: The mentor is on leave");
  }
  await open(founder, session);
  await expect(founder.getByRole("link", { name: taker.name })).toBeVisible();
});
