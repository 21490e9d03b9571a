// The window says where one is: on every page, there and back again, and also where nothing is.

import { chooseNth, confirmBooking, openMentor, search } from "../support/booking";
import { joinAsMentee } from "../support/people";
import { expect, hydrated, ofProject, open, test } from "../support/test";

const NEED = "Help with fundraising";

test("from a search to one mentor, back, and to another", async ({ page }) => {
  await open(page, "/");
  await expect(page).toHaveTitle("Find the right mentor · Office Hours");
  await search(page, NEED);
  await expect(page).toHaveTitle(`${NEED} · Office Hours`);
  for (const place of [0, 1]) {
    const card = page.getByRole("article").nth(place);
    const name = await card.getByRole("heading", { level: 3 }).textContent();
    await card.getByRole("link", { name: "View Profile" }).click();
    await expect(page.getByRole("heading", { level: 1, name: name! })).toBeVisible();
    await expect(page).toHaveTitle(`${name} · Office Hours`);
    await page.goBack();
    await expect(page.getByRole("article").first()).toBeVisible();
    await expect(page).toHaveTitle(`${NEED} · Office Hours`);
    await hydrated(page);
  }
});

test("from a search to the sessions and into one", async ({ page }) => {
  test.slow();
  const mentor = ofProject({
    hydrated: { name: "Kwabena Ofori-Sarpong", need: NEED },
    phone: { name: "Bettina Krähenmatt", need: "Our board meetings decide nothing and my team is unhappy" },
    plain: { name: "Signe Holtegaard", need: "Which customer interviews should I run to decide what to build next?" },
  });
  await joinAsMentee(page);
  await openMentor(page, mentor);
  await chooseNth(page, 6);
  await confirmBooking(page);
  await expect(page).toHaveTitle("Session Booked · Office Hours");

  await search(page, NEED);
  await page.getByRole("link", { name: "Sessions" }).filter({ visible: true }).click();
  await expect(page).toHaveTitle("Sessions · Office Hours");
  await page.getByRole("main").getByRole("link", { name: mentor.name }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Session" })).toBeVisible();
  await expect(page).toHaveTitle("Session · Office Hours");
});

test("what is not there, and what one may not see", async ({ page, trouble }) => {
  trouble.expectStatus(401, 404);
  await open(page, "/mentors/018f2f60-0000-7000-8000-000000000001");
  await expect(page).toHaveTitle("Not found · Office Hours");
  await open(page, "/nowhere");
  await expect(page).toHaveTitle("Not found · Office Hours");
  await open(page, "/sessions");
  await expect(page).toHaveTitle("Sign in first · Office Hours");
});
