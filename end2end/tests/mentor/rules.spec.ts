// A mentor says when and how to be met, and answers requests; a founder moves a session.

import { cancelSession, choose, slots } from "../../support/booking";
import { waitForMail } from "../../support/mailbox";
import { joinAsMentee, joinAsMentor } from "../../support/people";
import { expect, hydrated, open, test } from "../../support/test";

test("before hours change it is said what becomes of each session", async ({ page, newPerson }) => {
  test.slow();
  const mentor = await joinAsMentor(page);
  const founder = await newPerson();
  const them = await joinAsMentee(founder);
  await open(founder, mentor.path);
  await choose(slots(founder).first());
  await founder.getByRole("button", { name: "Confirm Booking" }).click();
  await expect(founder.getByRole("heading", { name: "Session Booked" })).toBeVisible();

  await open(page, "/hours/rules");
  await page.getByLabel("Every week").fill("Sat 20:00-22:00");
  await page.getByLabel("Where").fill("Room 7");
  await page.getByRole("button", { name: "Save availability" }).click();
  await expect(page.getByRole("heading", { name: "1 booked session no longer fits" })).toBeVisible();
  await hydrated(page);
  const session = page.getByRole("group", { name: new RegExp(`with ${them.name}$`) });
  await expect(session.getByLabel("Keep it")).toBeChecked();
  await expect(page.getByLabel("Every week")).toHaveValue("Sat 20:00-22:00");
  await expect(page.getByLabel("Where")).toHaveValue("Room 7");
  await session.getByLabel("Offer new times").check();
  await page.getByRole("button", { name: "Save availability" }).click();
  await expect(page.getByText("Founders see the new times now.")).toBeVisible();
  await expect(page.getByLabel("Every week")).toHaveValue("Sat 20:00-22:00");
  await waitForMail(page, (mail) => mail.to === them.email && mail.subject.startsWith("Another time? "));
});

test("a mentor lets founders ask first, accepts, and the founder moves the session", async ({ page, newPerson, trouble }) => {
  test.slow();
  trouble.expectStatus(409, 422);
  const mentor = await joinAsMentor(page);
  await open(page, "/hours/rules");
  await page.getByLabel("Lasts").selectOption({ label: "45 minutes" });
  await page.getByLabel("Booking").selectOption({ label: "You accept each request" });
  await page.getByLabel("Time off").fill("2030-12-24 until new year");
  await page.getByRole("button", { name: "Save availability" }).click();
  await expect(page.getByText("“2030-12-24 until new year” is no day.")).toBeVisible();
  await open(page, "/hours/rules");
  await page.getByLabel("Lasts").selectOption({ label: "45 minutes" });
  await page.getByLabel("Can begin every").selectOption({ label: "45 minutes" });
  await page.getByLabel("Booking").selectOption({ label: "You accept each request" });
  await page.getByLabel("Time off").fill("2030-12-24 to 2031-01-02");
  await page.getByRole("button", { name: "Save availability" }).click();
  await expect(page.getByText("Founders see the new times now.")).toBeVisible();
  await expect(page.getByLabel("Time off")).toHaveValue("2030-12-24 to 2031-01-02");

  const founder = await newPerson();
  const them = await joinAsMentee(founder);
  await open(founder, mentor.path);
  await choose(slots(founder).first());
  await founder.getByRole("button", { name: "Confirm Booking" }).click();
  await expect(founder.getByRole("heading", { name: "Request sent" })).toBeVisible();

  await waitForMail(page, (mail) => mail.to === mentor.email && mail.subject.startsWith("Session requested: "));
  await open(page, "/sessions");
  await page.getByRole("main").getByRole("link", { name: them.name }).click();
  await hydrated(page);
  await page.getByRole("button", { name: "Accept request" }).click();
  await expect(page.getByRole("button", { name: "Accept request" })).toHaveCount(0);
  await expect(page.getByText("Booked", { exact: true })).toBeVisible();
  await page.getByText("Change the agenda…").click();
  await page.getByLabel("What it is about").fill("Bring the numbers of the last three months.");
  await page.getByRole("button", { name: "Save agenda" }).click();
  await expect(page.getByText("Agenda saved")).toBeVisible();

  await open(founder, new URL(page.url()).pathname);
  await expect(founder.getByText("Bring the numbers of the last three months.").first()).toBeVisible();
  await expect(founder.getByText(`Last changed by ${mentor.name}`)).toBeVisible();
  await founder.getByRole("link", { name: "Move to another time…" }).click();
  await hydrated(founder);
  await founder.locator('label[for^="slot-"]').nth(2).click();
  await founder.getByRole("button", { name: "Move session" }).click();
  await expect(founder.getByText("Session moved")).toBeVisible();
  // Where the mentor accepts each request, another time is one more of them.
  await expect(founder.getByText("Waiting for the mentor")).toBeVisible();
  await hydrated(founder);
  await cancelSession(founder);
  await waitForMail(page, (mail) => mail.to === mentor.email && mail.subject.startsWith("Session cancelled: "));
});
