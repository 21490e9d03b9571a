// For everybody: no violations that axe can see, in light and dark, and the main job by keyboard alone.

import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "../support/access";
import { choose, confirmBooking, openMentor, search, slots } from "../support/booking";
import { askForLink, joinAsMentee, newcomer, signIn, signInAsNewcomer } from "../support/people";
import { linkIn } from "../support/mailbox";
import { expect, ofProject, open, test } from "../support/test";

test.beforeEach(({ page }) => page.emulateMedia({ reducedMotion: "reduce" }));

test("pages that need nobody", async ({ page, trouble }) => {
  test.slow();
  trouble.expectStatus(404, 422);
  for (const path of ["/", "/sign-in", "/zone", "/dev/mailbox", "/nowhere"]) {
    await open(page, path);
    await expectAccessible(page, path);
  }
  await open(page, "/sign-in");
  await page.getByLabel("E-mail address").fill("ana@company");
  await page.getByRole("button", { name: "Mail me a link" }).click();
  await expect(page.getByLabel("E-mail address")).toHaveAttribute("aria-invalid", "true");
  await expectAccessible(page, "a refused form");
  await open(page, linkIn(await askForLink(page, newcomer().email)));
  await expectAccessible(page, "the page of a mailed link");
});

test("pages on which mentors are found", async ({ page }) => {
  test.slow();
  for (const path of ["/find", "/find?page=2", "/find?query=Help+with+fundraising&stage=seed", "/discover", "/compare"]) {
    await open(page, path);
    await expectAccessible(page, path);
  }
});

test("a search with its filters and numbers unfolded", async ({ page }) => {
  test.slow();
  await search(page, "Help with fundraising");
  await page.getByText("Filters", { exact: true }).click();
  await page.getByText("Why this order?").first().click();
  await expect(page.getByLabel("Stage")).toBeVisible();
  await expect(page.getByText(/^Together \d+ %/)).toBeVisible();
  await page.getByText("Change the order", { exact: true }).click();
  await expect(page.getByRole("slider")).toHaveCount(6);
  await expectAccessible(page, "the unfolded search");
});

test("joining, as founder and as mentor", async ({ page }) => {
  test.slow();
  await signInAsNewcomer(page, newcomer().email);
  for (const path of ["/", "/welcome", "/welcome/mentee", "/welcome/mentor"]) {
    await open(page, path);
    await expectAccessible(page, path);
  }
});

test("from the profile to the cancelled session", async ({ page }) => {
  test.slow();
  await joinAsMentee(page);
  await open(page, "/sessions");
  await expectAccessible(page, "no sessions");
  await openMentor(page, { name: "Aroha Tautahanga", need: "Building a community from zero" });
  await expectAccessible(page, "the profile");
  await choose(slots(page).nth(ofProject({ hydrated: 0, phone: 2, plain: 4 })));
  await expect(page.getByRole("button", { name: "Confirm Booking" })).toBeVisible();
  await expectAccessible(page, "the booking sheet");
  await confirmBooking(page);
  await expectAccessible(page, "the booked session");
  await open(page, "/sessions");
  await expectAccessible(page, "the sessions");
  await page.getByRole("main").getByRole("link", { name: "Aroha Tautahanga" }).click();
  await page.getByRole("link", { name: "Move to another time…" }).click();
  await expect(page.getByRole("button", { name: "Move session" })).toBeVisible();
  await expectAccessible(page, "the other times");
  await page.getByRole("link", { name: "Leave it as it is" }).click();
  await page.getByText("Cancel this session…").click();
  await expectAccessible(page, "the form that cancels");
  await page.getByRole("button", { name: "Cancel session" }).click();
  await expect(page.getByRole("heading", { name: "Session cancelled" })).toBeVisible();
  await expectAccessible(page, "the cancelled session");
});

test("every piece of the design system", async ({ page }) => {
  test.skip(test.info().project.name !== "hydrated", "one look at hundreds of pieces is enough");
  test.slow();
  await open(page, "/dev/components");
  await expectAccessible(page, "/dev/components");
});

test("the mentor's hours", async ({ page }) => {
  test.slow();
  await signIn(page, "haruka.minobe@demo.example");
  await open(page, "/hours");
  await expectAccessible(page, "/hours");
  await open(page, "/hours/rules");
  await expectAccessible(page, "/hours/rules");
});

test("the programme page", async ({ page }) => {
  test.slow();
  await signIn(page, "pm@demo.example");
  await open(page, "/programme");
  await expectAccessible(page, "/programme");
});

test("the main job by keyboard alone", async ({ page }) => {
  test.skip(test.info().project.name !== "hydrated", "a phone has no keyboard");
  test.slow();
  await joinAsMentee(page);
  await open(page, "/");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await tabTo(page, page.locator('[type="search"][name="query"]'));
  await page.keyboard.type("Which country should we expand to first, Korea or Japan?");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("article", { name: "Baek Seo-yun" })).toBeVisible();
  await tabTo(page, page.getByRole("article", { name: "Baek Seo-yun" }).getByRole("link", { name: "View Profile" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Baek Seo-yun" })).toBeVisible();
  await tabTo(page, slots(page).first());
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Confirm Booking" })).toBeVisible();

  // Escape closes the sheet, and one is back at the times.
  await page.keyboard.press("Escape");
  await expect(page).not.toHaveURL(/slot=/);
  await expect(page.getByRole("heading", { name: "Choose a time" })).toBeFocused();
  await tabTo(page, slots(page).first());
  await page.keyboard.press("Enter");

  await tabTo(page, page.getByRole("button", { name: "Confirm Booking" }));
  await page.keyboard.press("Enter");
  await expect(page.getByText("Session Booked")).toBeVisible();
  await tabTo(page, page.getByText("Cancel this session…"));
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("button", { name: "Cancel session" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Session cancelled" })).toBeFocused();
});

/** Presses Tab until `target` has the focus, and looks whether one can see that it has. */
async function tabTo(page: Page, target: Locator) {
  await expect(target).toBeVisible();
  for (let pressed = 0; pressed < 80; pressed++) {
    await page.keyboard.press("Tab");
    if (await target.evaluate((element) => element === document.activeElement)) {
      const seen = await target.evaluate((element) => {
        const frame = element.closest(":focus-within:not(:focus)[class*='focus-within']") ?? element;
        const style = [element, frame].map((one) => getComputedStyle(one));
        return style.some(({ outlineStyle, boxShadow }) => outlineStyle !== "none" || boxShadow !== "none");
      });
      expect(seen, "the focus can be seen").toBe(true);
      return;
    }
  }
  throw new Error(`Tab never reached ${target}`);
}
