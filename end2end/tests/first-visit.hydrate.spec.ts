// Somebody who was never here opens a link: the server does not know their zone before their browser says it.

import { timesOf, type Time } from "../support/booking";
import { joinAsMentor } from "../support/people";
import { expect, test } from "../support/test";

test.use({ timezoneId: "Asia/Kathmandu" });

test("times are those of the device, also on a page that comes in a file of its own", async ({ page, newPerson }) => {
  const mentor = await joinAsMentor(await newPerson(), "Mon-Sun 09:00-09:30");
  await page.goto(mentor.path);
  // In Lisbon it is nine, and nearly three in the afternoon in Nepal.
  await expect(page.getByText(/^Times in Asia\/Kat(h)?mandu$/).first()).toBeVisible();
  const slot = page.getByTestId("availability-slot").first();
  await expect(slot).toHaveText("14:45");
  const times: Time[] = await timesOf(page);
  await expect(slot).toHaveAttribute("href", new RegExp(times[0].slotId));
});
