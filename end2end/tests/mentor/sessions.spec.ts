// A mentor sees who is coming, and can call it off.

import { cancelSession, choose, confirmBooking, openMentor, slotLink, slots } from "../../support/booking";
import { waitForMail, waitForMails } from "../../support/mailbox";
import { joinAsMentee, signIn } from "../../support/people";
import { expect, hasScripts, hydrated, ofProject, open, test } from "../../support/test";

test("a mentor sees the booked session with its note and cancels it; the founder is told", async ({ page, newPerson }) => {
  test.slow();
  const mentor = ofProject({
    hydrated: { email: "priyanka.bhide@demo.example", name: "Priyanka Bhide-Kulkarni", need: "How should we price our software?" },
    phone: { email: "lech.drozdowicz@demo.example", name: "Lech Drozdowicz", need: "Close our first enterprise deals" },
    plain: { email: "fatoumata.diabire@demo.example", name: "Fatoumata Diabiré", need: "How do we sell our product to schools?" },
  });
  const founder = await newPerson();
  const them = await joinAsMentee(founder);
  await openMentor(founder, mentor);
  const profile = new URL(founder.url()).pathname;
  const slotId = await choose(slots(founder).first());
  await founder.getByLabel("A note to prepare with").fill("Read https://attic.example/plan first.\nThen we talk.");
  const sessionId = await confirmBooking(founder);

  await signIn(page, mentor.email);
  await open(page, "/sessions");
  await page.getByRole("main").getByRole("link", { name: them.name }).click();
  await expect(page).toHaveURL(`/sessions/${sessionId}`);
  await expect(page.getByRole("main")).toContainText(`${them.name}, ${them.company}`);
  await expect(page.getByRole("paragraph").filter({ hasText: "Read https://attic.example/plan first." })).toBeVisible();
  await hydrated(page);
  await cancelSession(page, "I am ill, sorry.");

  await open(page, "/sessions");
  await expect(page.getByRole("region", { name: "Past and cancelled" })).toContainText(them.name);
  await open(founder, "/sessions");
  await expect(founder.getByText("Nothing booked")).toBeVisible();
  await open(founder, profile);
  await expect(slotLink(founder, slotId)).toHaveCount(1);
  const mail = await waitForMail(founder, (mail) => mail.to === them.email && mail.subject.startsWith("Session cancelled: "));
  expect(mail.subject).toContain(mentor.name);
  expect(mail.text).toContain("I am ill, sorry.");
  expect(mail.text).toContain(profile);
});

test("what is cancelled cannot be cancelled again, and other people's sessions are not there", async ({ page, newPerson, trouble }) => {
  test.slow();
  trouble.expectStatus(404, 409);
  const mentor = ofProject({
    hydrated: { name: "Nino Kvelidze", need: "Our Postgres database falls over when traffic grows" },
    phone: { name: "Mathilde Aurigny", need: "Is our app a medical device?" },
    plain: { name: "Dolores Whitehorse-Amsel", need: "Go-to-market: which first channel and ideal customer?" },
  });
  const me = await joinAsMentee(page);
  await openMentor(page, mentor);
  await choose(slots(page).first());
  const sessionId = await confirmBooking(page);

  const stranger = await newPerson();
  await signIn(stranger, "rosalind.achterkamp@demo.example");
  expect(await open(stranger, `/sessions/${sessionId}`)).toBe(404);
  await expect(stranger.getByText("There is no such session")).toBeVisible();

  // The same page twice: cancelled in one, the other says so.
  const second = await page.context().newPage();
  await open(second, `/sessions/${sessionId}`);
  await second.getByText("Cancel this session…").click();
  await cancelSession(page);
  // A plain form is led back to its page; a script hears the refusal itself.
  const answer = second.waitForResponse((response) => response.url().endsWith("/fn/take_step"));
  await second.getByRole("button", { name: "Cancel session" }).click();
  expect((await answer).status()).toBe(hasScripts() ? 409 : 302);
  await expect(second.getByRole("heading", { name: "Session cancelled" })).toBeVisible();
  await expect(second.getByText("Cancel this session…")).toHaveCount(0);
  await waitForMails(page, 1, (mail) => mail.to === me.email && mail.subject.startsWith("Session cancelled: "));
});
