// The programme page: what happens, to whom, and how much of the offered time is used.

import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { cancelSession, choose, confirmBooking, openMentor, slots } from "../../support/booking";
import { joinAsMentee, signIn } from "../../support/people";
import { expect, hydrated, ofProject, open, test } from "../../support/test";

test("staff see a session the moment it is booked, filter it, and take it along as CSV", async ({ page, newPerson }) => {
  test.slow();
  const mentor = ofProject({
    hydrated: { name: "Josefa Huenchupán Soto", need: "Grants and impact measurement" },
    phone: { name: "Sofía Belmonte Arce", need: "Liquidity of our marketplace" },
    plain: { name: "Marcus Thibodeau-Oyelaran", need: "A founders' agreement and contracts" },
  });
  const founder = await newPerson();
  const them = await joinAsMentee(founder);
  await openMentor(founder, mentor);
  await choose(slots(founder).first());
  const sessionId = await confirmBooking(founder);

  await signIn(page, "pm@demo.example");
  await open(page, "/");
  await page.getByRole("link", { name: "Programme" }).filter({ visible: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Programme" })).toBeVisible();
  await hydrated(page);
  for (const figure of ["Time used", "Sessions", "Upcoming", "Cancelled", "Active mentors"]) {
    await expect(page.getByRole("region", { name: "Figures" }).getByText(figure, { exact: true })).toBeVisible();
  }
  await filter(page, { name: mentor.name });
  await expect(page).toHaveURL(/name=/);
  await hydrated(page);
  const usage = mentors(page).getByRole("row").filter({ hasText: mentor.name });
  await expect(usage).toContainText("%");
  await expect(usage.getByRole("cell").nth(2)).not.toHaveText("0");

  await filter(page, { name: them.name });
  await expect(page).toHaveURL(/name=Robin/);
  const rows = sessions(page).getByRole("row").filter({ has: page.getByRole("cell") });
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText(mentor.name);
  await expect(rows).toContainText(`${them.name}, ${them.company}`);
  await expect(rows).toContainText("Booked");

  const [header, ...lines] = await csv(page, "Sessions");
  expect(header).toBe("session_id,starts_at,ends_at,status,mentor,mentee,company");
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(new RegExp(`^${sessionId},\\d{4}-.*Z,\\d{4}-.*Z,booked,${mentor.name},${them.name},${them.company}$`));

  await filter(page, { status: "cancelled" });
  await expect(page.getByText("No sessions")).toBeVisible();

  await cancelSession(founder);
  await page.reload();
  await hydrated(page);
  await expect(rows).toContainText("Cancelled");
  await page.getByRole("link", { name: "Show all" }).click();
  await expect(page).toHaveURL("/programme");
  await expect(rows).not.toHaveCount(0);
  await expect(page.getByLabel("Name contains")).toHaveValue("");
  await expect(page.getByLabel("Status")).toHaveValue("");
});

test("staff leaf through the sessions, and a filter begins with the first page", async ({ page }) => {
  await signIn(page, "pm@demo.example");
  await open(page, "/programme");
  const list = page.getByRole("region", { name: "Sessions" });
  const pages = list.getByRole("navigation", { name: "Pages of sessions" });
  const links = list.getByRole("cell").getByRole("link");
  await expect(links).toHaveCount(20);
  const first = await links.first().getAttribute("href");
  await pages.getByRole("link", { name: "Next" }).click();
  await expect(page).toHaveURL("/programme?page=2#sessions");
  await expect(pages.getByText(/^Page 2 of \d+$/)).toBeVisible();
  await expect(links.first()).not.toHaveAttribute("href", first!);
  await expect(list.getByRole("heading")).toBeInViewport();
  // The mentors stay where they are.
  await expect(page.getByRole("region", { name: "Use of mentors' time" }).getByText(/^Page 1 of \d+$/)).toBeVisible();
  await hydrated(page);
  await filter(page, { name: "Ines" });
  await expect(page).toHaveURL(/name=Ines/);
  await expect(page).not.toHaveURL(/page=/);
  await expect(pages.getByText(/^Page [2-9]/)).toHaveCount(0);
  // A page past the last is the last.
  await open(page, "/programme?page=999");
  await expect(pages.getByText(/^Page (\d+) of \1$/)).toBeVisible();
});

test("staff open the session behind a row, and the mentors' CSV has everybody", async ({ page }) => {
  await signIn(page, "admin@demo.example");
  await open(page, "/programme");
  const [header, ...lines] = await csv(page, "Use of mentors' time");
  expect(header).toBe("mentor_id,name,active,offered,used,utilisation");
  expect(lines.length).toBeGreaterThanOrEqual(26);
  expect(lines.join("\n")).toContain("Ines Carvalho,true,");
  await filter(page, { name: "Ines Carvalho" });
  await mentors(page).getByRole("link", { name: "Ines Carvalho" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Ines Carvalho" })).toBeVisible();
});

test("days are taken as typed, and a range that ends before it begins is said to", async ({ page, trouble }) => {
  trouble.expectStatus(422);
  await signIn(page, "pm@demo.example");
  await open(page, "/programme?from=2020-01-01&to=2020-01-31");
  await expect(page.getByText("No sessions")).toBeVisible();
  await expect(page.getByText("1 Jan 2020 to 31 Jan 2020")).toBeVisible();

  expect(await open(page, "/programme?from=2026-12-31&to=2026-01-01")).toBe(422);
  await expect(page.getByText("Give a last day that is not before the first")).toBeVisible();
  // It can be corrected where it stands.
  await page.getByLabel("To", { exact: true }).fill("2027-01-31");
  await page.getByRole("button", { name: "Filter" }).click();
  await expect(page.getByText("31 Dec 2026 to 31 Jan 2027")).toBeVisible();
  expect(await open(page, "/programme?from=yesterday")).toBe(422);
});

for (const { who, email } of [
  { who: "a mentee", email: "mentee@demo.example" },
  { who: "a mentor", email: "mentor@demo.example" },
]) {
  test(`${who} is refused, on the page and at the export`, async ({ page, trouble }) => {
    trouble.expectStatus(403);
    await signIn(page, email);
    await expect(page.getByRole("link", { name: "Programme" })).toHaveCount(0);
    expect(await open(page, "/programme")).toBe(403);
    await expect(page.getByRole("alert")).toContainText("This is for the programme’s staff.");
    for (const kind of ["sessions", "mentors"]) {
      expect((await page.request.get(`/api/admin/export?kind=${kind}`)).status()).toBe(403);
    }
  });
}

test("a stranger is asked to sign in, and comes back to the page", async ({ page, trouble }) => {
  trouble.expectStatus(401);
  expect(await open(page, "/programme")).toBe(401);
  await expect(page.getByRole("main").getByRole("link", { name: "Sign in" })).toHaveAttribute("href", "/sign-in?next=/programme");
  expect((await page.request.get("/api/admin/export?kind=sessions")).status()).toBe(401);
});

function sessions(page: Page) {
  return page.getByRole("table", { name: /^Sessions/ });
}

function mentors(page: Page) {
  return page.getByRole("table", { name: /^Mentors/ });
}

async function filter(page: Page, by: { name?: string; status?: string }) {
  if (by.name !== undefined) await page.getByLabel("Name contains").fill(by.name);
  if (by.status !== undefined) await page.getByLabel("Status").selectOption(by.status);
  await page.getByRole("button", { name: "Filter" }).click();
}

/** Downloads the CSV of a section and gives its lines. */
async function csv(page: Page, section: string): Promise<string[]> {
  const download = page.waitForEvent("download");
  await page.getByRole("region", { name: section }).getByRole("link", { name: "Download CSV" }).click();
  const text = await readFile(await (await download).path(), "utf8");
  return text.trim().split(/\r?\n/);
}
