// Finding mentors: the address says what is asked, and strange addresses get sensible answers.

import type { Page } from "@playwright/test";
import { FOUND, names, openMentor, search } from "../../support/booking";
import { expect, hasScripts, hydrated, open, test } from "../../support/test";

const NEED = "Help with fundraising";

test("a need finds mentors with reasons in their own words", async ({ page }) => {
  await search(page, NEED);
  await expect(page).toHaveURL(/\/find\?query=Help(\+|%20)with(\+|%20)fundraising/);
  const first = page.getByRole("article").first();
  await expect(first.getByRole("list", { name: "Why" }).getByRole("listitem").first()).toBeVisible();
  await expect(first.locator("mark").first()).toBeVisible();
  await expect(first.getByRole("link", { name: /^Book / }).first()).toBeVisible();
  await expect(page.getByRole("article", { name: "Ines Carvalho" })).toBeVisible();
  await expect(page.locator('[type="search"][name="query"]')).toHaveValue(NEED);
});

test("why somebody stands where they stand can be looked up", async ({ page }) => {
  await search(page, NEED);
  const first = page.getByRole("article").first();
  await first.getByText("Why this order?").click();
  // By element, because Playwright looks for no text within `noscript`.
  await expect(first.locator("dt", { hasText: "Same words" })).toBeVisible();
  await expect(first.locator("p", { hasText: /^Together \d+ %/ })).toBeVisible();
});

test("a free time on a card leads straight to its sheet", async ({ page }) => {
  await search(page, NEED);
  await page.getByRole("article").first().getByRole("link", { name: /^Book / }).first().click();
  await expect(page).toHaveURL(/\/mentors\/.+slot=/);
  await expect(page.getByRole("link", { name: "Sign in to book" })).toBeVisible();
});

test("filters stand in the address, survive a reload and can be taken away one by one", async ({ page }) => {
  await search(page, NEED);
  await page.getByText("Filters", { exact: true }).click();
  await page.getByLabel("Stage").selectOption("series b+");
  await sendFilters(page, /stage=series(\+|%20)b%2B/);
  await expect(names(page)).toContainText(["Bettina Krähenmatt"]);
  await expect(page.getByRole("article", { name: "Ines Carvalho" })).toHaveCount(0);

  await page.reload();
  await hydrated(page);
  await expect(page.getByRole("article", { name: "Bettina Krähenmatt" })).toBeVisible();
  await expect(page.getByRole("list", { name: "Filters in use" })).toContainText("Series B+");

  await page.getByRole("link", { name: "Remove filter: Series B+" }).click();
  await expect(page).not.toHaveURL(/stage=s/);
  await expect(page.getByRole("article", { name: "Ines Carvalho" })).toBeVisible();
  // The control says what is asked, also when it comes later.
  await page.getByText("Filters", { exact: true }).click();
  await expect(page.getByLabel("Stage")).toHaveValue("");
});

test("filters add up: language and days", async ({ page }) => {
  await open(page, `/find?query=${encodeURIComponent(NEED)}&language=es&within=14`);
  await expect(page.getByRole("list", { name: "Filters in use" })).toContainText("Spanish");
  await expect(page.getByRole("article", { name: "Josefa Huenchupán Soto" })).toBeVisible();
  await expect(page.getByRole("article", { name: "Kwabena Ofori-Sarpong" })).toHaveCount(0);

  // They hold for the next words as well, though nobody has unfolded them.
  await page.locator('[type="search"][name="query"]').fill("A customer asks us for SOC 2");
  await page.getByRole("button", { name: "Search" }).click();
  await expect(page).toHaveURL(/SOC.*language=es.*within=14/);
  await expect(page.getByRole("list", { name: "Filters in use" })).toContainText("Spanish");
});

test("an area can be asked for in words", async ({ page }) => {
  await open(page, `/find?query=${encodeURIComponent(NEED)}&expertise=Impact`);
  await expect(page.getByRole("article", { name: "Josefa Huenchupán Soto" })).toBeVisible();
  await expect(page.getByRole("article", { name: "Ines Carvalho" })).toHaveCount(0);
});

test("when nobody fits the filters the page says why and offers the way on", async ({ page }) => {
  await open(page, `/find?query=${encodeURIComponent(NEED)}&industry=hr&stage=growth`);
  await expect(page.getByText("No mentor fits yet")).toBeVisible();
  await page.getByRole("link", { name: "Search without filters" }).click();
  await expect(page.getByRole("article", { name: "Ines Carvalho" })).toBeVisible();
});

test("what was understood is shown and can be left out part by part", async ({ page }) => {
  await search(page, "Help with fundraising from somebody who speaks Spanish, after 17:00");
  const understood = page.getByRole("list", { name: "Understood" });
  await expect(understood).toContainText("Speaks Spanish");
  await expect(understood).toContainText("After 17:00");
  // Every time on every card is one that was asked for.
  for (const time of await page.getByRole("article").getByRole("link", { name: /^Book / }).all()) {
    const [hour] = /\d\d(?=:\d\d$)/.exec((await time.getAttribute("aria-label")) ?? "") ?? [];
    expect(Number(hour)).toBeGreaterThanOrEqual(17);
  }
  await page.getByRole("link", { name: "Leave out: After 17:00" }).click();
  await expect(page).toHaveURL(/without=window/);
  await expect(page.getByText("After 17:00", { exact: true })).toHaveCount(0);
  await expect(understood).toContainText("Speaks Spanish");
  await page.getByRole("link", { name: "Leave out: Speaks Spanish" }).click();
  await expect(page.getByText("Speaks Spanish", { exact: true })).toHaveCount(0);
  await page.getByRole("link", { name: "Take all into account" }).click();
  await expect(understood).toContainText("After 17:00");
});

test("slips are mended, and the page says what was searched for", async ({ page }) => {
  await search(page, "fundrasing for a climat startup");
  await expect(page.getByText("Searched for")).toContainText("fundraising");
  await expect(page.getByRole("article").first()).toBeVisible();
});

test("a time at which nobody is free is said, and the way on is at hand", async ({ page }) => {
  await open(page, `/find?query=${encodeURIComponent("Help with fundraising after 23:50")}`);
  await expect(page.getByText("Nobody who fits is free then.")).toBeVisible();
  await page.getByRole("link", { name: /^Leave out: After 23:50/ }).click();
  await expect(page.getByRole("article", { name: "Ines Carvalho" })).toBeVisible();
});

test("a choice says how many it would leave", async ({ page }) => {
  await search(page, NEED);
  test.skip(!hasScripts(), "counts come with the scripts");
  await page.getByText("Filters", { exact: true }).click();
  await expect(page.getByLabel("Industry").getByRole("option", { name: /\(\d+\)$/ }).first()).toBeAttached();
  await page.getByLabel("Time of day").selectOption("evening");
  await sendFilters(page, /hours=evening/);
  await expect(page.getByRole("list", { name: "Filters in use" })).toContainText("Free in the evening");
});

test("back leads to the search before, with its words and its answer", async ({ page }) => {
  await search(page, NEED);
  await page.locator('[type="search"][name="query"]').fill("A customer asks us for SOC 2");
  await page.getByRole("button", { name: "Search" }).click();
  await expect(page.getByRole("article").first()).toHaveAccessibleName("Callum Strachan-Muir");
  await page.getByRole("article").first().getByRole("link", { name: "View Profile" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Callum Strachan-Muir" })).toBeVisible();

  await page.goBack();
  await expect(page.getByRole("article").first()).toHaveAccessibleName("Callum Strachan-Muir");
  await page.goBack();
  await expect(page.getByRole("article", { name: "Ines Carvalho" })).toBeVisible();
  await expect(page.locator('[type="search"][name="query"]')).toHaveValue(NEED);
  await page.goForward();
  await expect(page.getByRole("article").first()).toHaveAccessibleName("Callum Strachan-Muir");
  await hydrated(page);
});

test("an empty need is not sent, a blank one shows everybody", async ({ page }) => {
  await open(page, "/");
  await page.getByRole("button", { name: "Search" }).click();
  await expect(page).toHaveURL("/");
  await expect(page.locator('[type="search"][name="query"]')).toBeFocused();

  await page.locator('[type="search"][name="query"]').fill("   ");
  await page.getByRole("button", { name: "Search" }).click();
  await expect(page.getByRole("heading", { name: /^\d+ mentors$/ })).toBeVisible();
});

test("a need that is too long is refused in words, with the status of a refusal", async ({ page, trouble }) => {
  trouble.expectStatus(422);
  expect(await open(page, `/find?query=${"fundraising ".repeat(200)}`)).toBe(422);
  await expect(page.getByRole("alert")).toContainText("Keep it to 2000 characters");
});

test("markup in a need stays text", async ({ page }) => {
  const need = `"><script>document.title='taken'</script> & 50% <b>off</b> fundraising`;
  await search(page, need);
  await expect(page.locator('[type="search"][name="query"]')).toHaveValue(need);
  await expect(page).not.toHaveTitle("taken");
});

test("needs in any script are answered", async ({ page }) => {
  for (const need of ["Ayuda para levantar una ronda semilla", "資金調達を手伝ってほしい", "🚀🚀🚀", "%", "'; DROP TABLE mentors; --", "null\0and\u0007bell", "two\r\nlines"]) {
    expect(await open(page, `/find?query=${encodeURIComponent(need)}`), need).toBe(200);
    await expect(page.getByRole("heading", { name: FOUND }).or(page.getByText("No mentor fits yet")), need).toBeVisible();
  }
});

for (const filters of ["stage=unicorn", "industry=%00", "language=xx", "within=-3", "within=99999999999", "expertise=,,,", "stage=%F0%9F"]) {
  test(`the unknown value ${filters} narrows to nothing or not at all, and breaks nothing`, async ({ page, trouble }) => {
    trouble.expectStatus(422);
    expect(await open(page, `/find?query=${encodeURIComponent(NEED)}&${filters}`)).toBeLessThan(500);
    await expect(page.getByRole("main")).toContainText(/mentors? fits|mentors who fit best|No mentor fits yet|One thing to correct/);
    await page.locator('[type="search"][name="query"]').fill("A customer asks us for SOC 2");
    await page.getByRole("button", { name: "Search" }).click();
    await expect(page).toHaveURL(/SOC/);
    await expect(page.getByRole("main")).toContainText(/mentors? fits|mentors who fit best|No mentor fits yet|One thing to correct/);
  });
}

test("a filter that does nothing is not shown as if it did", async ({ page }) => {
  await open(page, `/find?query=${encodeURIComponent(NEED)}&within=soon`);
  await expect(page.getByRole("article").first()).toBeVisible();
  await expect(page.getByText("Free within soon days")).toHaveCount(0);
});

test("all mentors can be leafed through", async ({ page }) => {
  await open(page, "/");
  await page.getByRole("link", { name: "See all mentors" }).click();
  await expect(page.getByText(/^Page 1 of \d+$/)).toBeVisible();
  await expect(page.getByRole("link", { name: "View Profile" })).toHaveCount(20);
  await page.getByRole("link", { name: "Next" }).click();
  await expect(page).toHaveURL("/find?page=2");
  await expect(page.getByText(/^Page 2 of \d+$/)).toBeVisible();
  await page.getByRole("link", { name: "Previous" }).click();
  await expect(page.getByText(/^Page 1 of \d+$/)).toBeVisible();

  await open(page, "/find?page=9999");
  await expect(page.getByText("No mentors here")).toBeVisible();
});

test("a profile is read without signing in, bio whole and in its language", async ({ page }) => {
  await openMentor(page, { name: "Annegret Moosbrucker", need: "Contract manufacturer for our first hardware series" });
  await expect(page.getByText("Zwischen dem Prototyp auf dem Schreibtisch")).toBeVisible();
  await expect(page.getByText("Hardware manufacturing · design for manufacturing")).toBeVisible();
  await expect(page.getByText("German, English")).toBeVisible();
});

/** With scripts a choice asks at once; without them the button does. */
async function sendFilters(page: Page, expected: RegExp) {
  if (!hasScripts()) await page.getByRole("button", { name: "Search" }).click();
  await expect(page).toHaveURL(expected);
}
