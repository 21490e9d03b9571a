// Staff give roles, take somebody's account out of use, decide what becomes of their sessions, and bring it back.

import { choose, confirmBooking, slots } from "../../support/booking";
import { askForLink, confirmSignIn, joinAsMentee, joinAsMentor, newcomer, signIn } from "../../support/people";
import { linkIn } from "../../support/mailbox";
import { expect, hasScripts, hydrated, open, test } from "../../support/test";

test("a mentor who leaves is found nowhere, once it is said what becomes of their sessions", async ({ page, newPerson, trouble }) => {
  test.slow();
  trouble.expectStatus(401, 404, 409);
  const giver = await newPerson();
  const mentor = await joinAsMentor(giver);
  const founder = await newPerson();
  const them = await joinAsMentee(founder);
  await open(founder, mentor.path);
  await choose(slots(founder).first());
  const sessionId = await confirmBooking(founder);

  await signIn(page, "pm@demo.example");
  await open(page, mentor.path);
  await page.getByRole("link", { name: "Account of this mentor" }).click();
  await expect(page.getByRole("heading", { level: 1, name: mentor.name })).toBeVisible();
  await hydrated(page);
  await expect(page.getByRole("region", { name: "Sessions to come" })).toContainText(them.name);
  await page.getByLabel("Status").selectOption("inactive");
  await page.getByLabel("Reason", { exact: true }).fill("Has moved away");
  await page.getByRole("button", { name: "Save status" }).click();
  await expect(page.getByRole("alert")).toContainText("Say whether that is kept or cancelled");

  await hydrated(page);
  if (hasScripts()) {
    await expect(page.getByLabel("Status")).toHaveValue("inactive");
    await expect(page.getByLabel("Reason", { exact: true })).toHaveValue("Has moved away");
  } else {
    await page.getByLabel("Status").selectOption("inactive");
    await page.getByLabel("Reason", { exact: true }).fill("Has moved away");
  }
  await page.getByLabel("Cancel them all").check();
  await page.getByRole("button", { name: "Save status" }).click();
  await expect(page.getByText("It holds from now on.")).toBeVisible();
  await expect(page.getByRole("region", { name: "Sessions to come" })).toContainText("None.");

  await open(founder, `/sessions/${sessionId}`);
  await expect(founder.getByRole("heading", { name: "Session cancelled" })).toBeVisible();
  await expect(founder.getByText("Has moved away")).toBeVisible();
  expect(await open(founder, mentor.path)).toBe(404);
  expect(await open(giver, "/sessions")).toBe(401);

  await open(page, `/programme/people?name=${encodeURIComponent(mentor.email)}`);
  await page.getByRole("link", { name: mentor.name }).click();
  await expect(page.getByText("Has left").first()).toBeVisible();
  await hydrated(page);
  await page.getByLabel("Status").selectOption("active");
  await page.getByLabel("Reason", { exact: true }).fill("Is back");
  await page.getByRole("button", { name: "Save status" }).click();
  await expect(page.getByText("It holds from now on.")).toBeVisible();
  expect(await open(founder, mentor.path)).toBe(200);
});

test("an administrator makes somebody a programme manager, and takes it back", async ({ page, newPerson, trouble }) => {
  trouble.expectStatus(403);
  const { email } = newcomer();
  await signIn(page, "admin@demo.example");
  await open(page, "/programme/people");
  await page.getByText("Add a person…").click();
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Role").selectOption("pm");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.getByText("It holds from now on.")).toBeVisible();
  await expect(page.getByLabel("Role")).toHaveValue("pm");

  const them = await newPerson();
  const link = linkIn(await askForLink(them, email));
  await open(them, link);
  await confirmSignIn(them);
  await expect(them).toHaveURL("/programme");

  await hydrated(page);
  await page.getByLabel("Role").selectOption("mentee");
  await page.getByRole("button", { name: "Save role" }).click();
  await expect(page.getByRole("main").getByRole("definition").getByText("Founder", { exact: true })).toBeVisible();
  expect(await open(them, "/programme")).toBe(403);
});
