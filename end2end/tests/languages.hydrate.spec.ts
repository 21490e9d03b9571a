// For everybody: the product speaks one's language, all of it, and is changed with one press.

import type { Page } from "@playwright/test";
import { joinAsMentee, signIn } from "../support/people";
import { expect, open, test } from "../support/test";

/** What is the same in every language: names, units, and the names of languages themselves. */
const SAME = new Set(["Office Hours", "English", "Español", "Deutsch", "Français", "Português"]);

test("a visitor changes the language and stays where they are", async ({ page }) => {
  await open(page, "/find?query=Help+with+fundraising");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.getByRole("link", { name: "Deutsch" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await expect(page).toHaveURL("/find?query=Help+with+fundraising");
  await expect(page.getByRole("link", { name: "Deutsch" })).toHaveAttribute("aria-current", "true");
  await expect(page.locator("html[data-hydrated]")).toBeAttached();
  // What the browser adds is in the same language as what the server sent.
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toBeVisible();
  await expect(page.getByRole("dialog").getByText("Keyboard shortcuts")).toBeHidden();
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "English" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
});

test("a browser's own language is spoken without a choice", async ({ browser }) => {
  for (const [locale, lang] of [["fr-FR", "fr"], ["pt-BR", "pt"], ["nl-NL", "en"]]) {
    const context = await browser.newContext({ locale });
    const page = await context.newPage();
    await page.goto("/");
    await expect(page.locator("html")).toHaveAttribute("lang", lang);
    await context.close();
  }
});

test("nothing is left in English on pages for everybody", async ({ page }) => {
  test.skip(test.info().project.name !== "hydrated", "the words are the same");
  test.slow();
  page.on("response", () => {});
  await expectTranslated(page, [
    "/",
    "/find",
    "/find?query=Help+with+fundraising+before+Friday&stage=seed",
    "/discover",
    "/compare",
    "/sign-in",
    "/sign-in?sent=ana%40example.com&next=%2F",
    "/zone",
    "/saved",
    "/nowhere",
  ]);
});

test("nothing is left in English on a mentee's pages", async ({ page }) => {
  test.skip(test.info().project.name !== "hydrated", "the words are the same");
  test.slow();
  await joinAsMentee(page);
  const mentors = await page.request.get("/api/profiles");
  const { mentor_id } = (await mentors.json()).mentors[0];
  await expectTranslated(page, ["/sessions", "/welcome/mentee", "/welcome", `/mentors/${mentor_id}`]);
});

test("nothing is left in English on a mentor's pages", async ({ page }) => {
  test.skip(test.info().project.name !== "hydrated", "the words are the same");
  test.slow();
  await signIn(page, "haruka.minobe@demo.example");
  await expectTranslated(page, ["/hours", "/hours/rules", "/sessions", "/welcome/mentor"]);
});

test("nothing is left in English on the programme's pages", async ({ page }) => {
  test.skip(test.info().project.name !== "hydrated", "the words are the same");
  test.slow();
  await signIn(page, "pm@demo.example");
  await expectTranslated(page, ["/programme", "/programme/people", "/programme/experiments"]);
});

/** Opens every path in English and in German; what both say must come from people and not from us. */
async function expectTranslated(page: Page, paths: string[]) {
  const english = new Map<string, string[]>();
  for (const path of paths) {
    await open(page, path);
    english.set(path, await said(page));
  }
  await page.context().addCookies([{ name: "language", value: "de", url: page.url() }]);
  const own = await ownWords(page);
  for (const path of paths) {
    await open(page, path);
    await expect(page.locator("html")).toHaveAttribute("lang", "de");
    const german = new Set(await said(page));
    const left = english.get(path)!.filter((text) => german.has(text) && !SAME.has(text) && !own.includes(text));
    expect(left, `${path} says the same in both languages`).toEqual([]);
  }
}

/** All words that people read or hear on the page, apart from numbers and times. */
async function said(page: Page): Promise<string[]> {
  await expect(page.getByRole("status").filter({ hasText: /^(Loading|Lädt)/ })).toHaveCount(0);
  return page.evaluate(() => {
    const found = new Set<string>();
    const add = (text: string | null) => {
      const words = text?.trim().replace(/\s+/g, " ");
      if (words && /\p{L}{2}/u.test(words)) found.add(words);
    };
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const parent = texts.currentNode.parentElement;
      if (!parent?.closest("script, style, noscript, code, kbd, textarea, datalist")) add(texts.currentNode.textContent);
    }
    for (const element of document.querySelectorAll("[aria-label], [title], [placeholder], img[alt]"))
      for (const name of ["aria-label", "title", "placeholder", "alt"]) add(element.getAttribute(name));
    add(document.title);
    return [...found];
  });
}

/** What people of the demo wrote, and whatever else is theirs, in one string to look in. */
async function ownWords(page: Page): Promise<string> {
  const answers = await Promise.all(
    ["/api/profiles?page=1", "/api/profiles?page=2", "/api/profiles?page=3", "/api/auth/me", "/api/sessions"].map((path) => page.request.get(path)),
  );
  return (await Promise.all(answers.map((answer) => answer.text()))).join("\n");
}
