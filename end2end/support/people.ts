// People and how they come in: always through the pages that a person uses.

import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { linkIn, openMail, waitForMail, type Mail } from "./mailbox";
import { expect, hasScripts, hydrated, open, test } from "./test";

/** An address and a name that nobody had before. */
export function newcomer(role: "mentee" | "mentor" = "mentee") {
  const mark = `${test.info().project.name}-${randomUUID().slice(0, 8)}`;
  return { email: `${role}-${mark}@test.example`, name: `Robin ${mark}`, company: `Attic ${mark}` };
}

export type Newcomer = ReturnType<typeof newcomer>;

/** Asks for a sign-in link and gives the mail that brings it. */
export async function askForLink(page: Page, email: string, next?: string): Promise<Mail> {
  await open(page, next ? `/sign-in?next=${encodeURIComponent(next)}` : "/sign-in");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByRole("button", { name: "Mail me a link" }).click();
  await expect(page.getByRole("heading", { name: "Check your inbox" })).toBeVisible();
  await expect(page.getByText(email)).toBeVisible();
  const wanted = next ? encodeURIComponent(next) : "";
  return waitForMail(page, ({ to, subject, text }) => to === email && subject.includes("sign-in link") && text.includes(wanted));
}

/** Presses the button of the page that a mailed link opens. */
export async function confirmSignIn(page: Page) {
  await expect(page.getByRole("heading", { name: "Sign in to Office Hours" })).toBeVisible();
  await hydrated(page);
  await page.getByRole("main").getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("button", { name: "Sign out" })).toBeVisible();
}

/** Signs in as somebody who is known already, by the mailbox page and the link in the mail. */
export async function signIn(page: Page, email: string) {
  // Tests may sign in as the same person at the same time: the mark tells their mails apart.
  await followLink(page, await askForLink(page, email, `/?via=${randomUUID()}`));
}

/** Signs in with an address that nobody had before; the newcomer is asked who they are. */
export async function signInAsNewcomer(page: Page, email: string) {
  await followLink(page, await askForLink(page, email));
  await expect(page).toHaveURL("/welcome");
}

async function followLink(page: Page, mail: Mail) {
  await page.getByRole("link", { name: "Open the mailbox" }).click();
  await openMail(page, mail);
  await page.getByRole("link", { name: linkIn(mail) }).click();
  await confirmSignIn(page);
}

/** A new mentee, signed in and introduced, before the first results. */
export async function joinAsMentee(page: Page): Promise<Newcomer> {
  const me = newcomer();
  await signInAsNewcomer(page, me.email);
  await page.getByRole("link", { name: "I am building something" }).click();
  await introduceMentee(page, me);
  await expect(page).toHaveURL(/\/find\?query=Find/);
  return me;
}

/** Fills the mentee's form and sends it. */
export async function introduceMentee(page: Page, me: Newcomer) {
  await expect(page.getByRole("heading", { name: "About you" })).toBeVisible();
  await toFirstStep(page);
  await page.getByLabel("What do you want to get done").fill("Find out whether anybody wants this before the money is gone.");
  await nextStep(page);
  await page.getByLabel("Company").fill(me.company);
  await page.getByLabel("Stage").selectOption("seed");
  await page.getByLabel("Industry").selectOption("saas");
  await nextStep(page);
  await page.getByLabel("Your name").fill(me.name);
  await page.getByRole("button", { name: "Save and go on" }).click();
}

/** Goes back to the first step of the mentee's form, wherever a refusal has led. */
async function toFirstStep(page: Page) {
  if (!hasScripts()) return;
  await expect(page.getByText(/^Step \d of 3$/)).toBeVisible();
  const back = page.getByRole("button", { name: "Back" });
  for (let step = Number((await page.getByText(/^Step \d of 3$/).innerText())[5]); step > 1; step--) {
    await back.click();
    await expect(page.getByText(`Step ${step - 1} of 3`)).toBeVisible();
  }
}

/** Goes on to the next step; without scripts the form is whole. */
export async function nextStep(page: Page) {
  if (hasScripts()) await page.getByRole("button", { name: "Next" }).click();
}

/** A newcomer who gives time, signed in, before the mentor's form. */
export async function signInAsNewMentor(page: Page): Promise<Newcomer> {
  const me = newcomer("mentor");
  await signInAsNewcomer(page, me.email);
  await page.getByRole("link", { name: "I give time" }).click();
  await expect(page.getByRole("heading", { name: "About you and your hours" })).toBeVisible();
  await hydrated(page);
  return me;
}

/** What new mentors write of themselves. */
export const MENTOR = { headline: "Keeps lighthouses", areas: "lighthouse maintenance / fog horns: 2.5, remote work" };

/** Fills the mentor's form. */
export async function fillMentor(page: Page, me: Newcomer, weeklyHours = "Mon 09:00-12:00\nThu 14:00-16:00") {
  await page.getByLabel("Your name").fill(me.name);
  await page.getByLabel("Headline").fill(MENTOR.headline);
  await page.getByLabel("In your own words").fill(`Twenty years of lamps, lenses and fog horns at ${me.company}. Ask me about salt.`);
  await page.getByLabel("Areas").fill(MENTOR.areas);
  await page.getByLabel("Industry you know best").selectOption("deep tech");
  await page.getByLabel("Stage you know best").selectOption("seed");
  await page.getByLabel("Time zone of these hours").fill("Europe/Lisbon");
  await page.getByLabel("Every week").fill(weeklyHours);
}

/** A new mentor, signed in, introduced and with hours, on the own profile; gives its path. */
export async function joinAsMentor(page: Page, weeklyHours?: string): Promise<Newcomer & { path: string }> {
  const me = await signInAsNewMentor(page);
  await fillMentor(page, me, weeklyHours);
  await page.getByRole("button", { name: "Save profile and hours" }).click();
  await expect(page.getByRole("heading", { level: 1, name: me.name })).toBeVisible();
  return { ...me, path: new URL(page.url()).pathname };
}
