// The way from a need to a booked session.

import type { Locator, Page } from "@playwright/test";
import { expect, hydrated, open } from "./test";

/** What the results of a search are called. */
export const FOUND = /^(1 mentor fits|The \d+ mentors who fit best)$/;

/** Says what is needed on the start page. */
export async function search(page: Page, need: string) {
  await open(page, "/");
  await page.locator('[type="search"][name="query"]').fill(need);
  await page.getByRole("button", { name: "Search" }).click();
  await expect(page.getByRole("heading", { name: FOUND })).toBeVisible();
  await hydrated(page);
}

/** The names on the cards, best first. */
export function names(page: Page): Locator {
  return page.getByRole("article").getByRole("heading", { level: 3 });
}

/** Finds a certain mentor by a need and opens the profile. */
export async function openMentor(page: Page, mentor: { name: string; need: string }) {
  await search(page, mentor.need);
  await page.getByRole("article", { name: mentor.name }).getByRole("link", { name: "View Profile" }).click();
  await expect(page.getByRole("heading", { level: 1, name: mentor.name })).toBeVisible();
}

/** Opens the profile of the first mentor found, and gives the name. */
export async function openFirst(page: Page): Promise<string> {
  const card = page.getByRole("article").first();
  const name = (await card.getByRole("heading", { level: 3 }).textContent())!;
  await card.getByRole("link", { name: "View Profile" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  return name;
}

/** The times that can be chosen: the next ones first, then those of the day that the calendar is open at. */
export function slots(page: Page): Locator {
  return page.getByTestId("availability-slot");
}

/** The link of one time; the first, should it be among the next ones and those of the day. */
export function slotLink(page: Page, slotId: string): Locator {
  return page.locator(`[data-testid="availability-slot"][href*="slot=${slotId}"]`).first();
}

/** Opens the calendar of the mentor whose profile is open at a day such as `2026-12-03`. */
export async function openDay(page: Page, day: string) {
  const url = new URL(page.url());
  for (const other of ["month", "slot"]) url.searchParams.delete(other);
  url.searchParams.set("day", day);
  await open(page, url.pathname + url.search);
}

/** A time as the page has it. */
export interface Time {
  slotId: string;
  /** `2026-12-03` */
  day: string;
  /** What its link says. */
  words: string;
}

/** All open times of a mentor, of the one whose profile is open if nobody is named; earliest first, on whatever day. */
export async function timesOf(page: Page, mentorId = new URL(page.url()).pathname.split("/").at(-1)): Promise<Time[]> {
  const response = await page.request.get(`/api/availability/${mentorId}`);
  expect(response.ok(), "the server lists the times").toBe(true);
  const { slots } = (await response.json()) as { slots: { slot_id: string; starts: { date: string; long: string } }[] };
  return slots.map(({ slot_id, starts }) => ({ slotId: slot_id, day: starts.date, words: starts.long }));
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

/** Chooses the time with so many before it, on whatever day it is. */
export async function chooseNth(page: Page, before: number): Promise<Time> {
  const time = (await timesOf(page))[before];
  await openDay(page, time.day);
  await choose(slotLink(page, time.slotId));
  return time;
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
