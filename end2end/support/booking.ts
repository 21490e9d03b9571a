// The way from a need to a booked session.

import type { Locator, Page } from "@playwright/test";
import { expect, hydrated, open } from "./test";

/** Says what is needed on the start page. */
export async function search(page: Page, need: string) {
  await open(page, "/");
  await page.locator('[name="query"]').fill(need);
  await page.getByRole("button", { name: "Search" }).click();
  await expect(page.getByRole("heading", { name: /mentors? fits?$/ })).toBeVisible();
  await hydrated(page);
}

/** Finds a certain mentor by a need and opens the profile. */
export async function openMentor(page: Page, mentor: { name: string; need: string }) {
  await search(page, mentor.need);
  await page.getByRole("article", { name: mentor.name }).getByRole("link", { name: "View Profile" }).click();
  await expect(page.getByRole("heading", { level: 1, name: mentor.name })).toBeVisible();
}

/** The times that can be chosen. */
export function slots(page: Page): Locator {
  return page.getByTestId("availability-slot");
}

/** The link of one time, wherever on the page it stands, open or folded away. */
export function slotLink(page: Page, slotId: string): Locator {
  return page.locator(`[data-testid="availability-slot"][href*="slot=${slotId}"]`);
}

/** What the link of a time says. */
export async function slotIdOf(slot: Locator): Promise<string> {
  const href = await slot.getAttribute("href");
  const id = new URL(href ?? "", "http://any").searchParams.get("slot");
  if (!id) throw new Error(`no slot in ${href}`);
  return id;
}

/** Chooses a time; the sheet opens. Gives the slot's id. */
export async function choose(slot: Locator): Promise<string> {
  const id = await slotIdOf(slot);
  await slot.click();
  await expect(slot.page()).toHaveURL(new RegExp(`slot=${id}`));
  return id;
}

/** Confirms the chosen time. Gives the session's id. */
export async function confirmBooking(page: Page): Promise<string> {
  await page.getByRole("button", { name: "Confirm Booking" }).click();
  await expect(page.getByText("Session Booked")).toBeVisible();
  await hydrated(page);
  return new URL(page.url()).pathname.split("/").at(-1) ?? "";
}

/** Calls the open session off. */
export async function cancelSession(page: Page, reason = "") {
  await page.getByText("Cancel this session…").click();
  await page.getByLabel("Reason").fill(reason);
  await page.getByRole("button", { name: "Cancel session" }).click();
  await expect(page.getByRole("heading", { name: "Session cancelled" })).toBeVisible();
}
