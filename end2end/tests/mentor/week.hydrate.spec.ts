// The week that mentors paint their hours on: with a mouse, a finger or the keyboard. The text field is what is sent.

import type { Locator, Page } from "@playwright/test";
import { signIn, signInAsNewMentor } from "../../support/people";
import { expect, open, test } from "../../support/test";

test("a mouse paints and erases, and what the field says is saved", async ({ page }) => {
  test.skip(test.info().project.name !== "hydrated", "a phone has no mouse");
  test.slow();
  await signIn(page, "amara.nwadike@demo.example");
  await open(page, "/hours/rules");
  await expect(field(page)).toHaveValue("Tue 10:00-13:00\nFri 14:00-16:00");
  await expect(half(page, "Tuesday 10:00")).toHaveAttribute("aria-selected", "true");
  await expect(half(page, "Tuesday 13:00")).toHaveAttribute("aria-selected", "false");

  await drag(page, half(page, "Monday 09:00"), half(page, "Tuesday 09:30"));
  await expect(field(page)).toHaveValue("Mon 09:00-10:00\nTue 09:00-13:00\nFri 14:00-16:00");
  await expect(page.getByText("Monday to Tuesday 09:00 to 10:00 added")).toBeVisible();
  await drag(page, half(page, "Tuesday 11:30"), half(page, "Tuesday 11:00"));
  await expect(field(page)).toHaveValue("Mon 09:00-10:00\nTue 09:00-11:00\nTue 12:00-13:00\nFri 14:00-16:00");
  await expect(page.getByText("Tuesday 11:00 to 12:00 removed")).toBeVisible();

  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await expect(field(page)).toHaveValue("");
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(field(page)).toHaveValue("Mon 09:00-10:00\nTue 09:00-13:00\nFri 14:00-16:00");
  await page.getByRole("button", { name: "Copy Monday to all weekdays" }).click();
  const monday = ["Mon", "Tue", "Wed", "Thu", "Fri"].map((day) => `${day} 09:00-10:00`).join("\n");
  await expect(field(page)).toHaveValue(monday);
  await half(page, "Saturday 21:30").click();
  await expect(field(page)).toHaveValue(`${monday}\nSat 21:30-22:00`);

  await save(page);
  await open(page, "/hours/rules");
  await expect(field(page)).toHaveValue(`${monday}\nSat 21:30-22:00`);
  await expect(half(page, "Saturday 21:30")).toHaveAttribute("aria-selected", "true");
});

test("a finger taps, or holds and then paints", async ({ page }) => {
  test.skip(test.info().project.name !== "phone", "only a phone is touched");
  test.slow();
  await signIn(page, "josefa.huenchupan@demo.example");
  await open(page, "/hours/rules");
  await expect(field(page)).toHaveValue("Tue 10:00-12:00\nWed 15:00-17:00");
  await half(page, "Monday 09:00").tap();
  await expect(field(page)).toHaveValue("Mon 09:00-09:30\nTue 10:00-12:00\nWed 15:00-17:00");
  await half(page, "Monday 09:00").tap();
  await expect(field(page)).toHaveValue("Tue 10:00-12:00\nWed 15:00-17:00");

  const [from, to] = [half(page, "Thursday 09:00"), half(page, "Friday 11:30")];
  await toTheMiddle(from);
  const [start, end] = [await middle(from), await middle(to)];
  const scrolled = await page.evaluate(() => window.scrollY);
  const finger = await page.context().newCDPSession(page);
  await finger.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [start] });
  await expect(from).toHaveAttribute("aria-selected", "true");
  for (const part of [0.25, 0.5, 0.75, 1]) {
    const point = { x: start.x + (end.x - start.x) * part, y: start.y + (end.y - start.y) * part };
    await finger.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: [point] });
  }
  await expect(to).toHaveAttribute("aria-selected", "true");
  await finger.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await expect(page.getByText("Thursday to Friday 09:00 to 12:00 added")).toBeVisible();
  await expect(field(page)).toHaveValue("Tue 10:00-12:00\nWed 15:00-17:00\nThu 09:00-12:00\nFri 09:00-12:00");
  expect(await page.evaluate(() => window.scrollY), "the page has stayed").toBe(scrolled);

  await save(page);
  await open(page, "/hours/rules");
  await expect(half(page, "Friday 11:30")).toHaveAttribute("aria-selected", "true");
});

test("the keyboard moves, paints and paints on", async ({ page }) => {
  test.skip(test.info().project.name !== "hydrated", "a phone has no keyboard");
  await signInAsNewMentor(page);
  const grid = page.getByRole("grid", { name: "Hours you are free" });
  await expect(grid.locator('[tabindex="0"]')).toHaveCount(1);
  await half(page, "Monday 09:00").focus();
  const press = async (keys: string, focused: string, text: string) => {
    await page.keyboard.press(keys);
    await expect(half(page, focused), keys).toBeFocused();
    await expect(field(page), keys).toHaveValue(text);
  };

  await press("Space", "Monday 09:00", "Mon 09:00-09:30");
  await press("Shift+ArrowDown", "Monday 09:30", "Mon 09:00-10:00");
  await press("Shift+ArrowDown", "Monday 10:00", "Mon 09:00-10:30");
  await press("Shift+ArrowRight", "Tuesday 10:00", "Mon 09:00-10:30\nTue 09:00-10:30");
  await expect(page.getByText("Monday to Tuesday 09:00 to 10:30 added")).toBeVisible();
  await press("Shift+ArrowLeft", "Monday 10:00", "Mon 09:00-10:30");
  await press("Enter", "Monday 10:00", "Mon 09:00-10:00");
  await press("ArrowUp", "Monday 09:30", "Mon 09:00-10:00");
  await press("End", "Sunday 09:30", "Mon 09:00-10:00");
  await press("PageDown", "Sunday 11:30", "Mon 09:00-10:00");
  await press("PageUp", "Sunday 09:30", "Mon 09:00-10:00");
  await press("Home", "Monday 09:30", "Mon 09:00-10:00");
  await press("Control+End", "Sunday 21:30", "Mon 09:00-10:00");
  await press("ArrowDown", "Sunday 21:30", "Mon 09:00-10:00");
  await press("Control+Home", "Monday 06:00", "Mon 09:00-10:00");
  await expect(grid.locator('[tabindex="0"]')).toHaveCount(1);
  // Where the week is read from right to left, the next day is on the left.
  await page.evaluate(() => (document.documentElement.dir = "rtl"));
  await press("ArrowLeft", "Tuesday 06:00", "Mon 09:00-10:00");
  await press("ArrowRight", "Monday 06:00", "Mon 09:00-10:00");
  await page.evaluate(() => (document.documentElement.dir = "ltr"));

  // One step back at a time; painting on with Shift is one.
  for (const text of ["Mon 09:00-10:30", "Mon 09:00-09:30", ""]) {
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(field(page)).toHaveValue(text);
  }
  await expect(page.getByRole("button", { name: "Undo" })).toHaveAttribute("aria-disabled", "true");

  await expect(half(page, "Monday 00:00")).toHaveCount(0);
  await page.getByRole("button", { name: "Show all hours" }).click();
  await half(page, "Monday 06:00").focus();
  await press("Control+Home", "Monday 00:00", "");
  await press("Space", "Monday 00:00", "Mon 00:00-00:30");
});

test("what is typed shows, and what the week cannot show stays as it is", async ({ page }) => {
  await signInAsNewMentor(page);
  await field(page).fill("Mon 09:00-10:15\nFri 22:00-02:00");
  await expect(page.getByText("Only the lines below can change Mon 09:00-10:15, Fri 22:00-02:00.")).toBeVisible();
  for (const words of ["Monday 10:00, partly free", "Friday 23:30, partly free", "Saturday 01:30, partly free"]) {
    await expect(page.getByRole("gridcell", { name: words })).toBeVisible();
  }
  await half(page, "Monday 12:00").press("Space");
  await expect(field(page)).toHaveValue("Mon 09:00-10:15\nMon 12:00-12:30\nFri 22:00-02:00");

  // A line that cannot be read is not lost by painting.
  await field(page).fill("Mon 9-12");
  await expect(page.getByText("The lines below cannot be read yet.")).toBeVisible();
  await half(page, "Monday 14:00").press("Space");
  await expect(field(page)).toHaveValue("Mon 9-12");

  // Ready-made hours come to what is there.
  await page.getByRole("button", { name: "Two afternoons" }).click();
  await expect(field(page)).toHaveValue("Mon 9-12");
  await field(page).fill("Mon 09:00-12:00");
  await page.getByRole("button", { name: "Two afternoons" }).click();
  await expect(field(page)).toHaveValue("Mon 09:00-12:00\nTue 14:00-17:00\nThu 14:00-17:00");
  await expect(page.getByText("9 h a week")).toBeVisible();
  await expect(half(page, "Thursday 16:30")).toHaveAttribute("aria-selected", "true");
  await expect(half(page, "Thursday 17:00")).toHaveAttribute("aria-selected", "false");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(field(page)).toHaveValue("Mon 09:00-12:00");
});

function field(page: Page): Locator {
  return page.getByLabel("Every week");
}

/** A half hour of the week, by its day and time. */
function half(page: Page, words: string): Locator {
  return page.getByRole("gridcell", { name: new RegExp(`^${words}, `) });
}

async function save(page: Page) {
  const saved = page.getByText("Founders see the new times now.");
  const touched = page.getByRole("heading", { name: /no longer fits?$/ });
  await page.getByRole("button", { name: "Save availability" }).click();
  await expect(saved.or(touched)).toBeVisible();
  // Sessions that somebody has booked meanwhile are kept.
  if (await touched.isVisible()) await page.getByRole("button", { name: "Save availability" }).click();
  await expect(saved).toBeVisible();
}

async function drag(page: Page, from: Locator, to: Locator) {
  await toTheMiddle(from);
  const [start, end] = [await middle(from), await middle(to)];
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(end.x, end.y, { steps: 5 });
  await page.mouse.up();
}

/** Clear of the bars at the top and the bottom. */
async function toTheMiddle(element: Locator) {
  await element.evaluate((element) => element.scrollIntoView({ block: "center" }));
}

async function middle(element: Locator): Promise<{ x: number; y: number }> {
  const box = await element.boundingBox();
  if (!box) throw new Error(`${element} is not there`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
