// Two founders come to one meeting, and one of them agrees to be named to the other.

import { choose, confirmBooking, slotIdOf, slotLink, slots } from "../../support/booking";
import { joinAsMentee, joinAsMentor } from "../../support/people";
import { expect, hydrated, open, test } from "../../support/test";

test("founders who come together are named to each other once they agree", async ({ page, newPerson }) => {
  test.slow(); // three people
  const host = await newPerson();
  const mentor = await joinAsMentor(host);
  await open(host, "/hours/rules");
  await host.getByRole("spinbutton", { name: "Seats" }).fill("3");
  await host.getByRole("button", { name: "Save availability" }).click();
  await expect(host.getByText("Founders see the new times now.")).toBeVisible();

  const me = await joinAsMentee(page);
  await open(page, mentor.path);
  const slotId = await slotIdOf(slots(page).first());
  await choose(slots(page).first());
  await confirmBooking(page);
  await expect(page.getByText("Nobody else has booked yet.")).toBeVisible();

  const other = await newPerson();
  await joinAsMentee(other);
  await open(other, mentor.path);
  await choose(slotLink(other, slotId));
  await confirmBooking(other);
  await expect(other.getByText("1 other founder")).toBeVisible();
  await expect(other.getByText(me.name)).toHaveCount(0);

  await page.getByRole("button", { name: "Show my name and company" }).click();
  await expect(page.getByText("They can see your name and company.")).toBeVisible();
  await other.reload();
  await hydrated(other);
  await expect(other.getByText(me.name)).toBeVisible();
  await expect(other.getByText(me.company)).toBeVisible();

  await page.getByRole("button", { name: "Hide my name" }).click();
  await expect(page.getByText("They cannot see who you are.")).toBeVisible();
  await other.reload();
  await expect(other.getByText("1 other founder")).toBeVisible();
});
