// The times on a mentor's page: the next ones, a month at once, and a day by its address.

import type { Locator, Page } from "@playwright/test";
import { slots, timesOf } from "../../support/booking";
import { fillMentor, signInAsNewMentor } from "../../support/people";
import { expect, hydrated, open, test } from "../../support/test";

test("a month shows which days have times, and the address keeps month and day", async ({ page }) => {
  test.slow();
  const profile = await offerWeekdays(page);
  const times = await timesOf(page);
  await expect(page.getByRole("region", { name: "Next times" }).getByRole("link")).toHaveCount(5);
  await expect(page.locator("#day-times")).toHaveText(said(times, times[0].day));

  await page.getByRole("link", { name: /^Next month/ }).click();
  await expect(page).toHaveURL(/\?month=\d{4}-\d{2}$/);
  const month = new URL(page.url()).searchParams.get("month")!;
  const days = [...new Set(times.map(({ day }) => day).filter((day) => day.startsWith(month)))];
  await expect(page.getByRole("link", { name: /, \d+ free times?$/ })).toHaveCount(days.length);
  await expect(page.locator("#day-times")).toHaveText(said(times, days[0]));

  await page.getByRole("link", { name: said(times, days[1]) }).click();
  await expect(page).toHaveURL(`${profile}?day=${days[1]}`);
  await expect(page.getByRole("heading", { name: said(times, days[1]) })).toBeVisible();
  const listed = page.getByRole("region", { name: said(times, days[1]) }).getByRole("link");
  await expect(listed).toHaveCount(times.filter(({ day }) => day === days[1]).length);

  await page.goBack();
  await expect(page).toHaveURL(`${profile}?month=${month}`);
  await expect(page.locator("#day-times")).toHaveText(said(times, days[0]));

  // Whoever closes the sheet is back at the day of the time.
  await open(page, `${profile}?day=${days[1]}`);
  await listed.first().click();
  await expect(page).toHaveURL(/slot=/);
  await page.getByRole("link", { name: "Back to times" }).click();
  await expect(page).toHaveURL(`${profile}?day=${days[1]}`);
  await expect(page.getByRole("heading", { name: said(times, days[1]) })).toBeVisible();
});

test("strange months and days show the times nearest to them", async ({ page }) => {
  test.slow();
  const profile = await offerWeekdays(page);
  const times = await timesOf(page);
  const [first, last] = [times[0].day, times.at(-1)!.day];
  for (const search of ["month=2001-01", "month=soon&day=%F0%9F", "day=2199-12-31", "day=2026-02-30"]) {
    expect(await open(page, `${profile}?${search}`), search).toBe(200);
    await expect(page.locator("#day-times"), search).toHaveText(said(times, first));
  }
  await open(page, `${profile}?month=2150-01`);
  await expect(dayOf(page, last)).toBeVisible();
});

test("one stop for the Tab key, then arrows, Home, End and the page keys", async ({ page }) => {
  test.skip(test.info().project.name !== "hydrated", "a phone has no keyboard");
  test.slow();
  const profile = await offerWeekdays(page);
  const times = await timesOf(page);
  const [first] = times.map(({ day }) => day);
  const press = async (key: string, day: string) => {
    await page.keyboard.press(key);
    await expect(dayOf(page, day), key).toBeFocused();
  };

  await expect(page.getByRole("grid").locator('a[tabindex="0"]')).toHaveCount(1);
  await dayOf(page, first).focus();
  await press("ArrowRight", plus(first, 1));
  await press("ArrowLeft", first);
  // Where the calendar is read from right to left, the next day is on the left.
  await page.evaluate(() => (document.documentElement.dir = "rtl"));
  await press("ArrowLeft", plus(first, 1));
  await press("ArrowRight", first);
  await page.evaluate(() => (document.documentElement.dir = "ltr"));
  await press("ArrowDown", plus(first, 7));
  await press("ArrowDown", plus(first, 14));
  await press("ArrowUp", plus(first, 7));
  const monday = mondayOf(plus(first, 7));
  await press("Home", monday);
  await press("End", plus(monday, 6));

  // A day without times can be read, and leads nowhere.
  await expect(dayOf(page, plus(monday, 6))).toHaveAccessibleName(/^Sunday .+, no free times$/);
  await expect(dayOf(page, plus(monday, 6))).toHaveAttribute("aria-disabled", "true");
  const before = page.url();
  await page.keyboard.press("Enter");
  expect(page.url()).toBe(before);

  await press("Home", monday);
  const later = months(monday, 1);
  await press("PageDown", later);
  await expect(page.getByRole("grid").locator('a[tabindex="0"]')).toHaveCount(1);
  const back = months(later, -1);
  await press("PageUp", back);
  await press("ArrowDown", plus(back, 7));
  await press("ArrowDown", plus(back, 14));
  const chosen = mondayOf(plus(back, 14));
  await press("Home", chosen);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`${profile}?day=${chosen}`);
  await expect(page.getByRole("heading", { name: said(times, chosen) })).toBeVisible();
  await expect(dayOf(page, chosen)).toBeFocused();
  await expect(page.getByRole("gridcell", { selected: true })).toHaveText(String(dateOf(chosen).getUTCDate()));
});

/** A new mentor with four times on each weekday of the next eight weeks; their profile is open. Gives its path. */
async function offerWeekdays(page: Page): Promise<string> {
  const me = await signInAsNewMentor(page);
  await fillMentor(page, me, "Mon-Fri 09:00-11:00");
  await page.getByRole("button", { name: "Save profile and hours" }).click();
  await expect(page).toHaveURL(/\/mentors\/[0-9a-f-]{36}\?saved=1$/);
  const profile = new URL(page.url()).pathname;
  await open(page, "/hours/rules");
  await page.getByLabel("Booked ahead at most").selectOption({ label: "8 weeks" });
  await page.getByRole("button", { name: "Save availability" }).click();
  await expect(page.getByText("Founders see the new times now.")).toBeVisible();
  await open(page, profile);
  await expect(slots(page).first()).toBeVisible();
  await hydrated(page);
  return profile;
}

/** The day in the calendar. */
function dayOf(page: Page, day: string): Locator {
  return page.locator(`#day-${day}`);
}

/** What the calendar says of a day. */
function said(times: { day: string }[], day: string): string {
  const parts = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" });
  const words = parts.formatToParts(dateOf(day)).filter(({ type }) => type !== "literal").map(({ value }) => value);
  const count = times.filter((time) => time.day === day).length;
  return `${words.join(" ")}, ${count} free time${count === 1 ? "" : "s"}`;
}

function dateOf(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

function plus(day: string, days: number): string {
  const date = dateOf(day);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

function mondayOf(day: string): string {
  return plus(day, -((dateOf(day).getUTCDay() + 6) % 7));
}

/** The same day some months later, or the last of a shorter month. */
function months(day: string, count: number): string {
  const date = dateOf(day);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + count + 1, 0));
  last.setUTCDate(Math.min(date.getUTCDate(), last.getUTCDate()));
  return last.toISOString().slice(0, 10);
}
