// The main job: from a need to a booked session, and what follows from it for everybody else.

import { cancelSession, choose, chooseNth, confirmBooking, openDay, openFirst, openMentor, search, slotLink, slots, timesOf } from "../../support/booking";
import { linkIn, waitForMail, waitForMails } from "../../support/mailbox";
import { confirmSignIn, introduceMentee, joinAsMentee, newcomer, signIn } from "../../support/people";
import { expect, hasScripts, hydrated, ofProject, open, test } from "../../support/test";

test("a mentee books the first mentor for a need, and the time is gone until it is cancelled", async ({ page, newPerson }) => {
  test.slow(); // two people, four mails

  const me = await joinAsMentee(page);
  await search(page, "Help with fundraising");
  const mentor = await openFirst(page);
  const profile = new URL(page.url()).pathname;

  // The first time; in the other projects one further on, because all of them book this mentor at once.
  const { slotId, day } = await chooseNth(page, ofProject({ hydrated: 0, phone: 5, plain: 10 }));
  await expect(page.getByLabel("A note to prepare with")).toHaveValue("Help with fundraising");
  const sessionId = await confirmBooking(page);
  await expect(page.getByRole("main")).toContainText(mentor);
  await expect(page.getByRole("main")).toContainText("Help with fundraising");

  // Both sides have it in the mail.
  const mails = await waitForMails(page, 2, (mail) => mail.text.includes(`/sessions/${sessionId}`));
  const mine = mails.find((mail) => mail.to === me.email)!;
  const theirs = mails.find((mail) => mail.to !== me.email)!;
  expect(mine.subject).toMatch(/^Session with /);
  expect(mine.subject).toContain(mentor);
  expect(theirs.subject).toContain(me.name);
  expect(theirs.text).toContain("Help with fundraising");

  // Nobody else is offered the time: somebody new, for people of the demo may have a session just then.
  const founder = await newPerson();
  await joinAsMentee(founder);
  await open(founder, `${profile}?day=${day}`);
  await expect(slots(founder).first()).toBeVisible();
  await expect(slotLink(founder, slotId)).toHaveCount(0);
  await open(founder, `${profile}?slot=${slotId}`);
  await expect(founder.getByText("That time is no longer free")).toBeVisible();

  // Cancelled, it is open again, and both sides are told.
  await open(page, "/sessions");
  await page.getByRole("main").getByRole("link", { name: mentor }).click();
  await expect(page).toHaveURL(`/sessions/${sessionId}`);
  await hydrated(page);
  await cancelSession(page, "Found the answer myself");
  await open(founder, `${profile}?day=${day}`);
  await expect(slotLink(founder, slotId)).toHaveCount(1);
  await waitForMail(page, (mail) => mail.to === me.email && mail.subject.startsWith("Session cancelled: "));
  const told = await waitForMail(page, (mail) => mail.to === theirs.to && mail.subject.startsWith(`Session cancelled: ${me.name}`));
  expect(told.text).toContain("Found the answer myself");
});

test("who is not signed in yet keeps need and time on the way", async ({ page }) => {
  test.slow();

  const mentor = ofProject({
    hydrated: { name: "Signe Holtegaard", need: "Which customer interviews should I run to decide what to build next?" },
    phone: { name: "Mateus Figueira Prado", need: "Our retention curve does not flatten after sign-up" },
    plain: { name: "Sujata Limbu-Rai", need: "Somebody to test the design of our screens with real users" },
  });
  await openMentor(page, mentor);
  const slotId = await choose(slots(page).first());
  await page.getByRole("link", { name: "Sign in to book" }).click();

  const me = newcomer();
  await page.getByLabel("E-mail address").fill(me.email);
  await page.getByRole("button", { name: "Mail me a link" }).click();
  await expect(page.getByRole("heading", { name: "Check your inbox" })).toBeVisible();
  const mail = await waitForMail(page, (mail) => mail.to === me.email);
  await open(page, linkIn(mail));
  await confirmSignIn(page);

  await page.getByRole("link", { name: "Introduce yourself" }).click();
  await introduceMentee(page, me);
  await expect(page).toHaveURL(new RegExp(`slot=${slotId}`));
  await expect(page.getByLabel("A note to prepare with")).toHaveValue(mentor.need);
  await confirmBooking(page);
  await expect(page.getByRole("main")).toContainText(mentor.name);
});

test("of two who want one time one gets it; the other is told, and sees what is left", async ({ page, newPerson, trouble }) => {
  test.slow();
  trouble.expectStatus(409); // the refusal itself

  const mentor = ofProject({
    hydrated: { name: "Leila Farahmandi-Quist", need: "Do we need a payment licence?" },
    phone: { name: "Eleni Papastathaki", need: "Evaluation of our machine learning model" },
    plain: { name: "Oskar Lindebring", need: "How do we charge for our open-source developer tool?" },
  });
  await joinAsMentee(page);
  await openMentor(page, mentor);
  const slotId = await choose(slots(page).first());
  await expect(page.getByRole("button", { name: "Confirm Booking" })).toBeVisible();
  await page.getByLabel("A note to prepare with").fill("I typed this for ten minutes.");

  const other = await newPerson();
  await joinAsMentee(other);
  if (hasScripts()) {
    // While the form is open the time is kept; whoever comes later is told, and gets it once it is let go.
    await expect(page.getByText("Kept for you until")).toBeVisible();
    await open(other, page.url());
    await expect(other.getByText("That time is no longer free")).toBeVisible();
    await page.getByRole("link", { name: "Back to times" }).click();
    await expect(slotLink(page, slotId)).toHaveCount(1);
    await expect(async () => {
      await open(other, page.url());
      await expect(slotLink(other, slotId)).toHaveCount(1);
    }).toPass();
    await choose(slotLink(other, slotId));
    await confirmBooking(other);
    await choose(slotLink(page, slotId));
  } else {
    await open(other, page.url());
    await confirmBooking(other);
  }

  await page.getByRole("button", { name: "Confirm Booking" }).click();
  // The sheet says it until the times that are left have come; then they do.
  await expect(page.getByText("That time is no longer free")).toBeVisible();
  await expect(slots(page).first()).toBeVisible();
  await expect(slotLink(page, slotId)).toHaveCount(0);
  if (hasScripts()) {
    // What was typed is there for another time.
    await choose(slots(page).first());
    await expect(page.getByLabel("A note to prepare with")).toHaveValue("I typed this for ten minutes.");
  }
  await open(page, "/sessions");
  await expect(page.getByText("Nothing booked")).toBeVisible();
});

test("nobody can be in two places: a time that overlaps another session is not offered", async ({ page }) => {
  test.slow();

  // Neither's clocks ever change, so they share hours all year.
  const first = { name: "Dilini Weerakoon-Vass", need: "A name and a brand for our company" };
  const second = { name: "Wanjiru Kamotho", need: "A field pilot for our solar pump" };
  await joinAsMentee(page);
  await openMentor(page, second);
  const theirs = new Map((await timesOf(page)).map((time) => [time.words, time]));
  await openMentor(page, first);
  // In each project another of the times that both have, far enough apart to stay so while the list shrinks.
  const common = (await timesOf(page)).filter(({ words }) => theirs.has(words));
  const time = common[ofProject({ hydrated: 0, phone: 4, plain: 8 })];
  await openDay(page, time.day);
  await choose(slotLink(page, time.slotId));
  await confirmBooking(page);

  await openMentor(page, second);
  await openDay(page, time.day);
  await expect(slots(page).first()).toBeVisible();
  await expect(slotLink(page, theirs.get(time.words)!.slotId)).toHaveCount(0);
});

test("whoever gives time cannot take it: a mentor is told why there is no button", async ({ page }) => {
  await signIn(page, "mentor@demo.example");
  await openMentor(page, { name: "Callum Strachan-Muir", need: "A customer asks us for SOC 2" });
  await choose(slots(page).first());
  await expect(page.getByText("Only mentees book sessions")).toBeVisible();
  await expect(page.getByRole("button", { name: "Confirm Booking" })).toHaveCount(0);
});
