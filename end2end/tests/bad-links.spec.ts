// Addresses that lead nowhere: said kindly, with the right status, and with a way on.

import { signIn } from "../support/people";
import { expect, open, test } from "../support/test";

const UNKNOWN = "018f2f60-0000-7000-8000-000000000001";

for (const { path, words } of [
  { path: `/mentors/${UNKNOWN}`, words: "There is no such mentor" },
  { path: "/mentors/ines", words: "There is no such mentor" },
  { path: `/mentors/${UNKNOWN}?slot=${UNKNOWN}&query=%F0%9F`, words: "There is no such mentor" },
  { path: "/nowhere", words: "There is no such page" },
  { path: "/find/nowhere", words: "There is no such page" },
  { path: "/%F0%9F%92%A9/../%2e%2e/etc/passwd", words: "There is no such page" },
]) {
  test(`${path} is not there`, async ({ page, trouble }) => {
    trouble.expectStatus(404);
    expect(await open(page, path)).toBe(404);
    await expect(page.getByRole("alert")).toContainText(words);
    await page.getByRole("main").getByRole("link", { name: "Find a mentor" }).click();
    await expect(page).toHaveURL("/find");
    await expect(page.getByRole("link", { name: "View Profile" }).first()).toBeVisible();
  });
}

test("an unknown session is not there for anybody", async ({ page, trouble }) => {
  trouble.expectStatus(404);
  await signIn(page, "mentee@demo.example");
  for (const path of [`/sessions/${UNKNOWN}`, "/sessions/yesterday"]) {
    expect(await open(page, path), path).toBe(404);
    await expect(page.getByRole("alert")).toContainText("There is no such session");
  }
});

test("a stranger is asked to sign in before a session is spoken of", async ({ page, trouble }) => {
  trouble.expectStatus(401);
  expect(await open(page, `/sessions/${UNKNOWN}`)).toBe(401);
  await expect(page.getByRole("main").getByRole("link", { name: "Sign in" })).toBeVisible();
});

test("a file that is not there is not there, and the programs' side says so in its own words", async ({ request }) => {
  expect((await request.get("/pkg/nothing.js")).status()).toBe(404);
  for (const path of [`/api/profiles/${UNKNOWN}`, "/api/nowhere"]) {
    const response = await request.get(path);
    expect(response.status(), path).toBe(404);
    expect(response.headers()["content-type"], path).toContain("application/problem+json");
  }
});

test("an unknown mail is the list of mails", async ({ page }) => {
  expect(await open(page, "/dev/mailbox?mail=none")).toBe(200);
  await expect(page.getByRole("heading", { level: 1, name: "Mailbox" })).toBeVisible();
});
