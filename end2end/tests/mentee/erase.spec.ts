// A founder leaves for good.

import { joinAsMentee } from "../../support/people";
import { expect, hydrated, open, test } from "../../support/test";

test("an account is erased once its address is typed, and nobody is signed in any more", async ({ page, trouble }) => {
  trouble.expectStatus(401, 422);
  const me = await joinAsMentee(page);
  await open(page, "/account");
  await page.getByText("Erase my account…").click();
  await page.getByLabel("E-mail address of the account").fill("somebody@test.example");
  await page.getByRole("button", { name: "Erase my account for good" }).click();
  await expect(page.getByText("Type the e-mail address of the account")).toBeVisible();

  await hydrated(page);
  await page.getByLabel("E-mail address of the account").fill(me.email);
  await page.getByRole("button", { name: "Erase my account for good" }).click();
  await expect(page).toHaveURL("/");
  await expect(page.getByRole("link", { name: "Sign in" }).first()).toBeVisible();
  expect(await open(page, "/sessions")).toBe(401);
});
