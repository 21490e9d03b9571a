// A session on paper: who, when, where and the note, and nothing to click.

import { choose, confirmBooking, slots } from "../../support/booking";
import { joinAsMentee, joinAsMentor } from "../../support/people";
import { expect, open, test } from "../../support/test";

test("a mentor and a session are printed without bars and buttons", async ({ page, newPerson }) => {
  test.slow();
  const mentor = await joinAsMentor(await newPerson());
  const me = await joinAsMentee(page);
  await open(page, mentor.path);

  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("heading", { level: 1, name: mentor.name })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Choose a time" })).toBeHidden();
  await page.emulateMedia({ media: "screen" });

  await choose(slots(page).first());
  await page.getByLabel("A note to prepare with").fill("Bring the lens that is cracked.");
  await confirmBooking(page);

  await page.emulateMedia({ media: "print" });
  const main = page.getByRole("main");
  for (const words of [mentor.name, me.name, "On the mentor’s clock", "Online", "Bring the lens that is cracked."]) {
    await expect(main.getByText(words).first()).toBeVisible();
  }
  await expect(page.getByRole("button").filter({ visible: true })).toHaveCount(0);
  await expect(page.getByRole("navigation").filter({ visible: true })).toHaveCount(0);
  await expect(page.getByRole("banner")).toBeHidden();
  await expect(page.getByText("All sessions")).toBeHidden();
});
