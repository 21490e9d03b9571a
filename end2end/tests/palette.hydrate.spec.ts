// The palette and the keyboard shortcuts: where to, whom, and back to where one was.

import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "../support/access";
import { FOUND } from "../support/booking";
import { joinAsMentee, signIn } from "../support/people";
import { expect, open, test } from "../support/test";

test.beforeEach(({ page }) => page.emulateMedia({ reducedMotion: "reduce" }));

test("the button opens it, and what is typed is searched for", async ({ page }) => {
  await open(page, "/");
  await searchLink(page).click();
  await expect(field(page)).toBeFocused();
  await field(page).fill("Help with R&D");
  await expect(options(page)).toHaveText([/^Find mentors for “Help with R&D”/]);
  await expect(page.getByText("No page and no mentor is called that.")).toBeVisible();
  await options(page).first().click();
  await expect(palette(page)).toBeHidden();
  await expect(page).toHaveURL("/find?query=Help+with+R%26D");
  await expect(page.getByRole("heading", { name: FOUND })).toBeVisible();
});

test("it closes by its button and beside it", async ({ page }) => {
  await open(page, "/find");
  await searchLink(page).click();
  await palette(page).getByRole("button", { name: "Close" }).click();
  await expect(palette(page)).toHaveCount(0);
  await searchLink(page).click();
  await expect(palette(page)).toBeVisible();
  await page.mouse.click(5, 5);
  await expect(palette(page)).toHaveCount(0);
  await expect(page).toHaveURL("/find");
});

test("a mentor is found by name, and axe finds nothing wrong", async ({ page }) => {
  await open(page, "/");
  await searchLink(page).click();
  await expectAccessible(page, "what can be done");
  await field(page).fill("seo baek");
  const mentor = page.getByRole("option", { name: /Baek Seo-yun/ });
  await expect(mentor).toBeVisible();
  await expect(options(page)).toHaveCount(2);
  await expectAccessible(page, "what was found");
  await mentor.click();
  await expect(page.getByRole("heading", { level: 1, name: "Baek Seo-yun" })).toBeVisible();
});

test("an answer that comes too late is dropped, and a failed one is said", async ({ page, trouble }) => {
  trouble.expectStatus(503);
  await open(page, "/");
  await searchLink(page).click();
  let answer = () => {};
  const held = new Promise<void>((resolve) => (answer = resolve));
  await page.route(/list_named_mentors\?name=baek&?$/, async (route) => {
    await held;
    await route.continue();
  });
  const failure = await failureLike(page, "/fn/list_named_mentors?name=nobody", "Not now.");
  await page.route(/list_named_mentors\?name=zzz&?$/, (route) => route.fulfill({ status: 503, body: failure }));
  await field(page).fill("baek");
  await expect(page.getByText("Looking for mentors of that name…")).toBeVisible();
  await field(page).fill("zzz");
  await expect(page.getByText("Mentors could not be looked up by name. Not now.")).toBeVisible();
  const late = page.waitForResponse(/list_named_mentors\?name=baek&?$/);
  answer();
  await (await late).finished();
  await expect(options(page)).toHaveText([/^Find mentors for “zzz”/]);
  await expect(page.getByText("Mentors could not be looked up by name. Not now.")).toBeVisible();
});

test("without its file the button leads to the search page", async ({ browser }) => {
  // Nobody watches this browser: that the file does not come is logged as an error.
  const context = await browser.newContext();
  const page = await context.newPage();
  let asked = 0;
  await page.route(/\/pkg\/split_palette\b.*\.wasm$/, (route) => {
    asked += 1;
    return route.abort();
  });
  await page.goto("/sign-in");
  await page.waitForFunction(() => performance.getEntriesByName("hydrated").length > 0);
  await searchLink(page).click();
  await expect(page).toHaveURL("/find");
  await expect(palette(page)).toHaveCount(0);
  expect(asked).toBeGreaterThan(0);
  await context.close();
});

test.describe("by keyboard", () => {
  test.beforeEach(() => test.skip(test.info().project.name !== "hydrated", "a phone has no keyboard"));

  test("Ctrl-K opens it, arrows choose, Enter goes there", async ({ page }) => {
    await open(page, "/");
    await page.keyboard.press("Control+k");
    await expect(field(page)).toBeFocused();
    await expectMarked(page, "Find");
    await page.keyboard.press("ArrowDown");
    await expectMarked(page, "Discover");
    await page.keyboard.press("End");
    await expectMarked(page, "Sign in");
    await page.keyboard.press("ArrowDown");
    await expectMarked(page, "Find");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Home");
    await expectMarked(page, "Find");
    await page.keyboard.type("time z");
    await expectMarked(page, "Find mentors for “time z”");
    await page.keyboard.press("ArrowDown");
    await expectMarked(page, /^Switch time zone/);
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL("/zone?next=/");
    await expect(palette(page)).toHaveCount(0);
    await expect(page.getByRole("main")).toBeFocused();
  });

  test("Escape gives the focus back", async ({ page }) => {
    await open(page, "/find");
    const need = page.locator("#need");
    await need.focus();
    await page.keyboard.press("Control+k");
    await expect(field(page)).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(palette(page)).toHaveCount(0);
    await expect(need).toBeFocused();
    await searchLink(page).focus();
    await page.keyboard.press("Enter");
    await expect(field(page)).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(searchLink(page)).toBeFocused();
  });

  test("single keys open it, and lead to places that are there", async ({ page, trouble }) => {
    // The sessions ask strangers to sign in.
    trouble.expectStatus(401);
    await open(page, "/");
    await elsewhere(page);
    await page.keyboard.press("/");
    await expect(field(page)).toBeFocused();
    await expect(field(page)).toHaveValue("");
    await page.keyboard.type("gf?/");
    await expect(field(page)).toHaveValue("gf?/");
    await page.keyboard.press("Escape");
    await go(page, "p");
    await go(page, "h");
    await expect(page).toHaveURL("/");
    await go(page, "f");
    await expect(page).toHaveURL("/find");
    await go(page, "d");
    await expect(page).toHaveURL("/discover");
    await go(page, "s");
    await expect(page).toHaveURL("/sessions");
  });

  test("single keys rest in fields and with other keys held down", async ({ page }) => {
    await open(page, "/find");
    const need = page.locator("#need");
    await need.focus();
    await page.keyboard.type("gs/?");
    await expect(need).toHaveValue("gs/?");
    await expect(page).toHaveURL("/find");
    await elsewhere(page);
    await page.keyboard.press("Alt+/");
    await page.keyboard.press("g");
    await page.keyboard.press("Alt+s");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(page).toHaveURL("/find");
  });

  test("? lists all shortcuts, and single keys can be switched off", async ({ page }) => {
    await open(page, "/find");
    await elsewhere(page);
    await page.keyboard.press("?");
    await expect(sheet(page)).toBeVisible();
    await expect(sheet(page).getByText("Go to Sessions")).toBeVisible();
    await expect(sheet(page).getByText("Go to Programme")).toHaveCount(0);
    await expectAccessible(page, "the sheet of shortcuts");
    const single = page.getByRole("checkbox", { name: "Shortcuts of a single key" });
    await expect(single).toBeChecked();
    await single.uncheck();
    await page.keyboard.press("Escape");
    await expect(sheet(page)).toHaveCount(0);

    await open(page, "/find");
    await elsewhere(page);
    await page.keyboard.press("?");
    await page.keyboard.press("/");
    await go(page, "s");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(page).toHaveURL("/find");

    // The way back is in the palette, which still opens.
    await searchLink(page).focus();
    await page.keyboard.press("Control+k");
    await expect(field(page)).toBeFocused();
    await page.keyboard.type("keys");
    await expectMarked(page, "Find mentors for “keys”");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(sheet(page)).toBeVisible();
    await expect(palette(page)).toHaveCount(0);
    await expect(single).not.toBeChecked();
    await single.check();
    await page.keyboard.press("Escape");
    await expect(searchLink(page)).toBeFocused();
    // The focus is back before the sheet has gone, and until then no other one opens.
    await expect(sheet(page)).toHaveCount(0);
    await page.keyboard.press("?");
    await expect(sheet(page)).toBeVisible();
  });

  test("signing out is sent as a form", async ({ page }) => {
    test.slow();
    await joinAsMentee(page);
    await open(page, "/find");
    await page.keyboard.press("Control+k");
    await expect(field(page)).toBeFocused();
    await page.keyboard.type("log out");
    await page.keyboard.press("ArrowDown");
    await expectMarked(page, "Sign out");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("banner").getByRole("link", { name: "Sign in" })).toBeVisible();
  });

  test("staff go to the programme", async ({ page }) => {
    test.slow();
    await signIn(page, "pm@demo.example");
    await open(page, "/find");
    await elsewhere(page);
    await go(page, "p");
    await expect(page).toHaveURL("/programme");
  });
});

function searchLink(page: Page): Locator {
  return page.getByRole("banner").getByRole("link", { name: "Search" });
}

function palette(page: Page): Locator {
  return page.getByRole("dialog", { name: "Search and go" });
}

function sheet(page: Page): Locator {
  return page.getByRole("dialog", { name: "Keyboard shortcuts" });
}

function field(page: Page): Locator {
  return palette(page).getByRole("combobox");
}

function options(page: Page): Locator {
  return palette(page).getByRole("option");
}

/** Puts the focus where nothing is typed into. */
async function elsewhere(page: Page) {
  await searchLink(page).focus();
}

/** "g", then this letter. */
async function go(page: Page, letter: string) {
  await page.keyboard.press("g");
  await page.keyboard.press(letter);
}

/** The mark is on this option, for the eye and for the screen reader. */
async function expectMarked(page: Page, name: string | RegExp) {
  const marked = palette(page).getByRole("option", { selected: true });
  await expect(marked).toHaveCount(1);
  await expect(marked).toHaveText(name);
  const id = await marked.getAttribute("id");
  await expect(field(page)).toHaveAttribute("aria-activedescendant", id ?? "");
}

/** What a server function answers when something is down, in the version of what `path` answers. */
async function failureLike(page: Page, path: string, message: string): Promise<Buffer> {
  const version = (await (await page.request.get(path)).body()).subarray(0, 4);
  // The seventh kind of failure, and its message behind its length.
  return Buffer.concat([version, Buffer.from([6, message.length]), Buffer.from(message)]);
}
