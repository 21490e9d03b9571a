// For everybody: the product speaks one's language, all of it, and is changed with one press.

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Page } from "@playwright/test";
import { MENTOR, joinAsMentee, signIn } from "../support/people";
import { expect, open, test } from "../support/test";

/** The language that is compared with English: one that shares few words with it. */
const OTHER = "fr";

/** What is the same in both: names, the names of languages themselves, and words that are. */
const texts: Record<string, unknown> = JSON.parse(readFileSync(resolve(__dirname, `../../languages/${OTHER}.json`), "utf8"));
const SAME = new Set(["Office Hours", "Joon Park", "Ada Lindqvist", "English", "Español", "Deutsch", "Français", "Português", ...Object.keys(texts).filter((text) => texts[text] === text)]);

/** What the tests look for. */
const NEED = "Help with fundraising before Friday";

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

test("nothing is left in English on pages for everybody", async ({ page, trouble }) => {
  test.skip(test.info().project.name !== "hydrated", "the words are the same");
  test.slow();
  trouble.expectStatus(401, 404);
  await expectTranslated(page, [
    "/",
    "/find",
    `/find?query=${encodeURIComponent(NEED)}&stage=seed`,
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
  await expectTranslated(page, ["/sessions", "/account", "/welcome/mentee", "/welcome", `/mentors/${mentor_id}`]);
});

test("nothing is left in English on a mentor's pages", async ({ page }) => {
  test.skip(test.info().project.name !== "hydrated", "the words are the same");
  test.slow();
  await signIn(page, "haruka.minobe@demo.example");
  await expectTranslated(page, ["/hours", "/hours/rules", "/sessions", "/account", "/welcome/mentor"]);
});

test("nothing is left in English on the programme's pages", async ({ page }) => {
  test.skip(test.info().project.name !== "hydrated", "the words are the same");
  test.slow();
  await signIn(page, "pm@demo.example");
  await expectTranslated(page, ["/programme", "/programme/people", "/programme/experiments"]);
});

/** Opens every path in English and in another language; what both say must come from people and not from us. */
async function expectTranslated(page: Page, paths: string[]) {
  const english = new Map<string, string[]>();
  for (const path of paths) {
    await open(page, path);
    english.set(path, await said(page));
  }
  await page.context().addCookies([{ name: "language", value: OTHER, url: new URL("/", page.url()).href }]);
  for (const path of paths) {
    await open(page, path);
    await expect(page.locator("html")).toHaveAttribute("lang", OTHER);
    const other = new Set(await said(page));
    const left = english.get(path)!.filter((text) => other.has(text) && !isOwn(text));
    expect.soft(left, `${path} says the same in both languages`).toEqual([]);
  }
}

/** Whether every part of a text is somebody's own words, or the same in both languages. */
function isOwn(text: string): boolean {
  const parts = text.split(" · ").map((part) => part.replace(/…$/, "").trim());
  const isInitials = (part: string) => /^\p{Lu}{2}$/u.test(part);
  return parts.every((part) => SAME.has(part) || isInitials(part) || isWritten(part) || isCounted(part));
}

/** Somebody's words, a name, an address, or several of these in a row. */
function isWritten(text: string): boolean {
  // Tests that run meanwhile have people and experiments of their own; their keys are words joined by hyphens.
  const isKey = (part: string) => part.includes("@") || /^\w+(-\w+)+$/.test(part);
  const known = (part: string) => OWN.includes(part.toLowerCase()) || part === NEED || isKey(part) || part.startsWith("Robin ");
  return known(text) || text.split(", ").every(known);
}

/** "26 mentors", where the other language has the same word. */
function isCounted(text: string): boolean {
  const [key] = [text.replace(/^[\d.,]+/, "{count}")];
  const forms = Object.values(texts).filter((forms) => Array.isArray(forms)).flat() as string[];
  return forms.includes(key);
}

/** All words that people read or hear on the page, apart from numbers and times. */
async function said(page: Page): Promise<string[]> {
  await expect(page.locator("[aria-busy=true], .animate-skeleton")).toHaveCount(0);
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

/** What people of the demo and of the tests wrote and are called, and the names of topics, in one string to look in. */
const OWN = ["server/src/demo/mentors.jsonl", "server/src/demo/mentees.jsonl", "src/matching/topics.txt"]
  .map((path) => readFileSync(resolve(__dirname, "../..", path), "utf8"))
  .concat(Object.values(MENTOR))
  .join("\n")
  .replaceAll('\\"', '"')
  .replaceAll("\\n", " ")
  .toLowerCase();
