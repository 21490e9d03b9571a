// Ten pages in three widths and two lights. Each test is the same alone as with the others: what is written comes last.

import type { Page } from "@playwright/test";
import { choose, confirmBooking, slots } from "../support/booking";
import { signIn, signInAsNewcomer } from "../support/people";
import { expect, open, test } from "../support/test";
import { looks, picture } from "./picture";

test("pages that need nobody", async ({ page }) => {
  await open(page, "/");
  await pictures(page, "landing");
  await search(page);
  await pictures(page, "find");
  await openFirst(page);
  await pictures(page, "mentor");
});

test("the programme and its people", async ({ page }) => {
  await signIn(page, "pm@demo.example");
  await open(page, "/programme");
  await pictures(page, "programme");
  // Not those whom other tests bring along.
  await open(page, "/programme/people?name=demo.example");
  await expect(page.getByRole("table", { name: "Accounts" })).toBeVisible();
  await pictures(page, "people");
});

test("a mentor's rules", async ({ page }) => {
  await signIn(page, "mentor@demo.example");
  await open(page, "/hours/rules");
  await expect(page.getByRole("grid", { name: "Hours you are free" })).toBeVisible();
  await pictures(page, "rules");
});

test("a newcomer", async ({ page }) => {
  await signInAsNewcomer(page, "newcomer@pictures.example");
  await pictures(page, "welcome");
});

test("from the chosen time to the session", async ({ page }) => {
  await signIn(page, "mentee@demo.example");
  await search(page);
  await openFirst(page);
  await choose(slots(page).first());
  await expect(page.getByText(/^Kept for you until/)).toBeVisible();
  await pictures(page, "booking");
  await confirmBooking(page);
  await pictures(page, "session");
  await open(page, "/sessions");
  await pictures(page, "sessions");
});

/** Who fits, and in which order, is settled once all profiles can be compared by meaning. */
async function search(page: Page) {
  await expect
    .poll(
      async () => {
        const { model, mentors, mentors_indexed } = await (await page.request.get("/api/ready")).json();
        return model === "ready" && mentors > 0 && mentors_indexed >= mentors;
      },
      { message: "all mentors can be found by meaning", timeout: 60_000 },
    )
    .toBe(true);
  await open(page, "/find?query=Help+with+fundraising");
}

async function openFirst(page: Page) {
  await page.getByRole("link", { name: "View Profile" }).first().click();
  await expect(slots(page).first()).toBeVisible();
}

/** What one sees first of a page, in every look. */
async function pictures(page: Page, name: string) {
  for (const look of looks([390, 768, 1440], ["light", "dark"])) await picture(page, name, look);
}
