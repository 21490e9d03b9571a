// The `test` of all specs: any trouble on any page fails it, and more people can be called in.

import { test as base, expect, type Page, type TestInfo } from "@playwright/test";
import { Trouble } from "./trouble";

interface People {
  /** Fails the test when a page logged an error, threw, or asked for something that failed. */
  trouble: Trouble;
  /** Somebody else: a browser of their own, with their own cookies. */
  newPerson: () => Promise<Page>;
}

export const test = base.extend<People>({
  trouble: [
    async ({ javaScriptEnabled }, use) => {
      const trouble = new Trouble(javaScriptEnabled !== false);
      await use(trouble);
      expect(trouble.list(), "what pages complained about").toEqual([]);
    },
    { auto: true },
  ],

  context: async ({ context, trouble }, use) => {
    trouble.watch(context);
    await context.addInitScript(markHydration);
    await use(context);
  },

  newPerson: async ({ browser, trouble }, use) => {
    const contexts: Awaited<ReturnType<typeof browser.newContext>>[] = [];
    await use(async () => {
      const context = await browser.newContext();
      trouble.watch(context);
      await context.addInitScript(markHydration);
      contexts.push(context);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },
});

export { expect };

/** Whether pages run scripts in this project. */
export function hasScripts(): boolean {
  return test.info().project.use.javaScriptEnabled !== false;
}

/** Waits until the browser has taken the page over; without scripts there is nothing to wait for. */
export async function hydrated(page: Page) {
  if (hasScripts()) await expect(page.locator("html[data-hydrated]")).toBeAttached({ timeout: 15_000 });
}

/** Opens a path and waits until it answers to everything. Gives the HTTP status. */
export async function open(page: Page, path: string): Promise<number> {
  const response = await page.goto(path);
  await hydrated(page);
  return response?.status() ?? 0;
}

export type Project = "hydrated" | "phone" | "plain";

/** What belongs to the running project: projects share one server and must not meet at one mentor. */
export function ofProject<T>(choices: Record<Project, T>, info: TestInfo = test.info()): T {
  return choices[info.project.name as Project];
}

/** Runs in the page, before its own scripts: the app marks when it has taken the page over. */
function markHydration() {
  new PerformanceObserver((marks) => {
    if (marks.getEntriesByName("hydrated").length === 0) return;
    // Two frames later what waited for the hydration has run too.
    requestAnimationFrame(() => requestAnimationFrame(() => (document.documentElement.dataset.hydrated = "")));
  }).observe({ type: "mark", buffered: true });
}
