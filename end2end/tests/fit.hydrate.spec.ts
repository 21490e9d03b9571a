// For everybody: what is tapped is large enough for a finger, and no page scrolls sideways in a narrow window.

import { choose, search, slots } from "../support/booking";
import { expectFits, expectMirrored } from "../support/fit";
import { joinAsMentee, newcomer, signIn, signInAsNewcomer } from "../support/people";
import { expect, open, test } from "../support/test";

test("pages that need nobody", async ({ page, trouble }) => {
  test.slow();
  trouble.expectStatus(404);
  const paths = ["/", "/find", "/find?query=Help+with+fundraising&stage=seed", "/discover", "/compare", "/sign-in", "/zone", "/dev/mailbox", "/dev/components", "/nowhere"];
  for (const path of paths) {
    await open(page, path);
    await expectFits(page, path);
  }
  await open(page, "/find?query=Help+with+fundraising");
  await page.getByText("Filters", { exact: true }).click();
  await page.getByText("Why this order?").first().click();
  await expect(page.getByLabel("Stage")).toBeVisible();
  await expect(page.getByText(/^Together \d+ %/)).toBeVisible();
  await expectFits(page, "the unfolded search");
  for (const card of [0, 1]) await page.getByRole("checkbox", { name: "Compare" }).nth(card).check();
  await expectFits(page, "the search with two chosen");
  await page.getByRole("button", { name: "Compare Chosen" }).click();
  await expect(page.getByRole("table", { name: "Mentors side by side" })).toBeVisible();
  await expectFits(page, "two side by side");
  await open(page, "/find?query=Help+with+fundraising");
  await page.getByRole("link", { name: "View Profile" }).first().click();
  await expect(slots(page).first()).toBeVisible();
  await expectFits(page, "the profile");
  await choose(slots(page).first());
  await expect(page.getByRole("link", { name: "Sign in to book" })).toBeVisible();
  await expectFits(page, "the booking sheet");
});

test("joining", async ({ page }) => {
  await signInAsNewcomer(page, newcomer().email);
  for (const path of ["/", "/welcome", "/welcome/mentee", "/welcome/mentor"]) {
    await open(page, path);
    await expectFits(page, path);
  }
});

test("a founder's saved mentors", async ({ page }) => {
  test.slow();
  await joinAsMentee(page);
  await search(page, "Help with fundraising");
  await expectFits(page, "the search of a founder");
  const stored = page.waitForResponse((response) => response.url().includes("/fn/save_mentor"));
  await page.getByRole("button", { name: "Save", exact: true }).first().click();
  await stored;
  for (const path of ["/saved", "/discover", "/sessions", "/account"]) {
    await open(page, path);
    await expectFits(page, path);
  }
});

test("a mentor's sessions and hours", async ({ page }) => {
  await signIn(page, "mentor@demo.example");
  for (const path of ["/hours", "/hours/rules", "/sessions"]) {
    await open(page, path);
    await expectFits(page, path);
  }
  await page.getByRole("region", { name: "Past and cancelled" }).getByRole("link").first().click();
  await expect(page.getByRole("link", { name: "All sessions" })).toBeVisible();
  await expectFits(page, "a session");
});

test("the programme, its people and its experiments", async ({ page }) => {
  test.slow();
  await signIn(page, "pm@demo.example");
  for (const path of ["/programme", "/programme/people", "/programme/experiments", "/programme/experiments?start=1"]) {
    await open(page, path);
    await expectFits(page, path);
  }
  await open(page, "/programme/people");
  await page.getByRole("table", { name: "Accounts" }).getByRole("link").first().click();
  await expect(page.getByLabel("Status")).toBeVisible();
  await expectFits(page, "a person");
});

test("from right to left every page is its own mirror image", async ({ page }) => {
  test.skip(test.info().project.name !== "hydrated", "the same on all");
  test.slow();
  const paths = {
    "": ["/", "/find?query=Help+with+fundraising&stage=seed", "/discover", "/sign-in", "/dev/components"],
    "mentor@demo.example": ["/sessions", "/hours", "/hours/rules", "/account"],
    "pm@demo.example": ["/programme", "/programme/people"],
  };
  for (const [email, opened] of Object.entries(paths)) {
    if (email) await signIn(page, email);
    for (const path of opened) {
      await open(page, path);
      await expectMirrored(page, path);
    }
    await page.context().clearCookies();
  }
});

for (const language of ["es", "de", "fr", "pt"]) {
  test(`longer words: ${language}`, async ({ page }) => {
    test.skip(test.info().project.name !== "hydrated", "words change how wide things are, not how high");
    test.slow();
    const paths = {
      "mentor@demo.example": ["/", "/find?query=Help+with+fundraising&stage=seed", "/discover", "/sessions", "/hours", "/hours/rules", "/welcome/mentor"],
      "pm@demo.example": ["/programme", "/programme/people", "/programme/experiments?start=1"],
    };
    for (const [email, opened] of Object.entries(paths)) {
      await page.context().clearCookies();
      await open(page, "/");
      await signIn(page, email);
      await page.context().addCookies([{ name: "language", value: language, url: new URL("/", page.url()).href }]);
      for (const path of opened) {
        await open(page, path);
        await expect(page.locator("html")).toHaveAttribute("lang", language);
        await expectFits(page, `${path} in ${language}`);
      }
    }
  });
}
