// Signing in by a mailed link.

import { linkIn, waitForMail } from "../support/mailbox";
import { askForLink, confirmSignIn, joinAsMentee, newcomer, signIn, signInAsNewcomer } from "../support/people";
import { expect, open, test } from "../support/test";

test("a link works once; the second use gets a friendly answer and a way on", async ({ page, newPerson, trouble }) => {
  trouble.expectStatus(409);
  const { email } = newcomer();
  const link = linkIn(await askForLink(page, email));
  await open(page, link);
  await confirmSignIn(page);
  await expect(page).toHaveURL("/welcome");

  const other = await newPerson();
  await open(other, link);
  await other.getByRole("main").getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(other.getByRole("alert")).toContainText("This link was used already");
  await expect(other.getByRole("button", { name: "Sign out" })).toHaveCount(0);
  expect((await other.context().cookies()).filter((cookie) => cookie.name.includes("login"))).toEqual([]);
  await other.getByRole("link", { name: "Ask for another" }).click();
  await expect(other.getByLabel("E-mail address")).toBeVisible();
});

test("opening a link changes nothing: scanners may, and it still works", async ({ page, request }) => {
  const { email } = newcomer();
  const link = linkIn(await askForLink(page, email));
  for (let opened = 0; opened < 3; opened++) {
    const response = await request.get(link);
    expect(response.status()).toBe(200);
    expect(response.headers()["set-cookie"] ?? "").not.toContain("login");
  }
  expect((await request.head(link)).status()).toBeLessThan(500);
  await open(page, link);
  await expect(page.getByText(email)).toBeVisible();
  await confirmSignIn(page);
});

test("the cookie is kept from scripts and from other sites, and goes with signing out", async ({ page, trouble }) => {
  trouble.expectStatus(401);
  await signIn(page, "mentee@demo.example");
  const login = (await page.context().cookies()).find((cookie) => cookie.name === "office_hours_login");
  expect(login).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/" });
  expect(login!.expires).toBeGreaterThan(Date.now() / 1000);

  await open(page, "/");
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("link", { name: "Sign in" }).first()).toBeVisible();
  expect((await page.context().cookies()).map((cookie) => cookie.name)).not.toContain("office_hours_login");
  expect(await open(page, "/sessions")).toBe(401);

  // The old secret is worth nothing any more.
  await page.context().addCookies([login!]);
  expect(await open(page, "/sessions")).toBe(401);
});

test("a person comes back to where they were going", async ({ page, trouble }) => {
  trouble.expectStatus(401);
  expect(await open(page, "/sessions")).toBe(401);
  await page.getByRole("main").getByRole("link", { name: "Sign in" }).click();
  const { email } = newcomer();
  await page.getByLabel("E-mail address").fill(email);
  await page.getByRole("button", { name: "Mail me a link" }).click();
  await expect(page.getByRole("heading", { name: "Check your inbox" })).toBeVisible();
  await open(page, linkIn(await waitForMail(page, (mail) => mail.to === email)));
  await confirmSignIn(page);
  await expect(page).toHaveURL("/sessions");
});

test("nobody is led to another site", async ({ page }) => {
  for (const next of ["//evil.example/", "https://evil.example/", "/\\evil.example"]) {
    const { email } = newcomer();
    await open(page, `/sign-in?next=${encodeURIComponent(next)}`);
    await page.getByLabel("E-mail address").fill(email);
    await page.getByRole("button", { name: "Mail me a link" }).click();
    await expect(page.getByRole("heading", { name: "Check your inbox" })).toBeVisible();
    const link = linkIn(await waitForMail(page, (mail) => mail.to === email));
    expect(link).not.toContain("evil");
    // Nor when the link itself was tampered with.
    await open(page, link.replace(/next=[^&]*/, `next=${encodeURIComponent(next)}`));
    await confirmSignIn(page);
    expect(new URL(page.url()).hostname).toBe("127.0.0.1");
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(page.getByRole("link", { name: "Sign in" }).first()).toBeVisible();
  }
});

test("what is no address gets a message at its field", async ({ page, trouble }) => {
  trouble.expectStatus(422);
  await open(page, "/sign-in");
  const field = page.getByLabel("E-mail address");
  await field.fill("ana@company"); // enough for the browser, not for a mail
  await page.getByRole("button", { name: "Mail me a link" }).click();
  await expect(field).toHaveAccessibleDescription(/Enter an e-mail address such as/);
  await expect(field).toHaveAttribute("aria-invalid", "true");
});

test("asking again and again is slowed down in kind words", async ({ page, trouble }) => {
  test.slow();
  trouble.expectStatus(429);
  const { email } = newcomer();
  for (let asked = 1; asked <= 6; asked++) {
    await open(page, "/sign-in");
    await page.getByLabel("E-mail address").fill(email);
    await page.getByRole("button", { name: "Mail me a link" }).click();
    if (asked <= 5) await expect(page.getByRole("heading", { name: "Check your inbox" })).toBeVisible();
  }
  await expect(page.getByRole("alert")).toContainText("A little slower, please");
});

test("a development server offers its demo accounts", async ({ page }) => {
  await open(page, "/sign-in");
  const accounts = page.getByRole("region", { name: "Demo accounts" }).getByRole("button");
  await expect(accounts).toHaveCount(4);
  await accounts.filter({ hasText: "Ada Lindqvist" }).click();
  await expect(page.getByRole("heading", { name: "Check your inbox" })).toBeVisible();
  await expect(page.getByText("admin@demo.example")).toBeVisible();
});

test("two people in one browser: the second sign-in replaces the first", async ({ page }) => {
  test.slow();
  await joinAsMentee(page);
  await expect(page.getByText("Say who you are")).toHaveCount(0);
  await signInAsNewcomer(page, newcomer().email);
  await open(page, "/");
  await expect(page.getByText("Say who you are")).toBeVisible();
});
