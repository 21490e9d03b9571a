// What Lighthouse says of the pages on which visits begin, how soon they are alive, and how long they take to
// answer a finger. Figures only; what must hold is in the tests.

import { chromium, expect, test, type Browser, type Page } from "@playwright/test";

const NEED = "/find?query=Help+with+fundraising";
/** How often each figure is taken. The middle one is told, with the least and the most. */
const RUNS = 5;
const LIGHTHOUSE_RUNS = 3;
const CHROME_PORT = 9_333;
/** As Lighthouse has it for phones: 1.6 Mbit/s down, 0.75 up, 150 ms there and back, a processor four times as slow. */
const SLOW = { latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8, offline: false };
const SLOWER_PROCESSOR = 4;

interface Spread {
  middle: number;
  least: number;
  most: number;
}

function spread(values: number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  return { middle: sorted[sorted.length >> 1], least: sorted[0], most: sorted[sorted.length - 1] };
}

function told({ middle, least, most }: Spread, digits = 0): string {
  return `${middle.toFixed(digits)} (${least.toFixed(digits)}–${most.toFixed(digits)})`;
}

/** What is read of Lighthouse's report. */
interface Audit {
  id: string;
  title: string;
  score: number | null;
  numericValue?: number;
  details?: { items?: unknown };
}
interface Report {
  audits: Record<string, Audit>;
  categories: Record<string, { score: number | null; auditRefs: { id: string }[] }>;
}

/** The elements that an audit is about. */
function places({ details }: Audit): string {
  const items = Array.isArray(details?.items) ? (details.items as { node?: { snippet?: string } }[]) : [];
  return items
    .flatMap(({ node }) => (node?.snippet ? [`\n    ${node.snippet}`] : []))
    .slice(0, 3)
    .join("");
}

async function mentorPath(page: Page): Promise<string> {
  await page.goto(NEED);
  const href = await page.getByRole("link", { name: "View Profile" }).first().getAttribute("href");
  return new URL(href ?? "", page.url()).pathname;
}

test("Lighthouse, phone", async ({ page, baseURL, launchOptions }) => {
  const { default: lighthouse } = await import("lighthouse");
  const paths = ["/", NEED, await mentorPath(page), "/discover"];
  const args = [...(launchOptions.args ?? []), `--remote-debugging-port=${CHROME_PORT}`];
  const browser: Browser = await chromium.launch({ ...launchOptions, args });
  try {
    for (const path of paths) {
      const measured = async (flags: object) => {
        const result = await lighthouse(`${baseURL}${path}`, { port: CHROME_PORT, logLevel: "error", ...flags });
        expect(result, "Lighthouse answers").toBeDefined();
        return result!.lhr;
      };
      // As it reckons from a fast visit, which is its way unless told otherwise, and from a visit that is slowed down.
      const [runs, slowed]: [Report[], Report[]] = [[], []];
      for (let run = 0; run < LIGHTHOUSE_RUNS; run += 1) {
        runs.push(await measured({}));
        slowed.push(await measured({ throttlingMethod: "devtools", onlyCategories: ["performance"] }));
      }
      const score = (id: string) => spread(runs.map((lhr) => (lhr.categories[id]?.score ?? 0) * 100)).middle.toFixed(0);
      const figure = (of: Report[], id: string, digits = 0) =>
        told(spread(of.map((lhr) => lhr.audits[id]?.numericValue ?? NaN)), digits);
      const figures = (of: Report[]) =>
        `first paint ${figure(of, "first-contentful-paint")} ms, largest ${figure(of, "largest-contentful-paint")} ms, ` +
        `blocked ${figure(of, "total-blocking-time")} ms, shift ${figure(of, "cumulative-layout-shift", 3)}`;
      console.log(
        [
          path,
          `  scores: performance ${score("performance")}, accessibility ${score("accessibility")}, ` +
            `best practices ${score("best-practices")}, SEO ${score("seo")}`,
          `  reckoned: ${figures(runs)}`,
          `  slowed down: ${figures(slowed)}`,
          ...["accessibility", "best-practices", "seo"].flatMap((category) =>
            (runs[0].categories[category]?.auditRefs ?? [])
              .map(({ id }) => runs[0].audits[id])
              .filter(({ score }) => score !== null && score < 1)
              .map((audit) => `  not met: ${audit.id}: ${audit.title}${places(audit)}`),
          ),
        ].join("\n"),
      );
    }
  } finally {
    await browser.close();
  }
});

test("until the search page is alive", async ({ browser, baseURL }) => {
  for (const slow of [false, true]) {
    const [alive, painted]: [number[], number[]] = [[], []];
    for (let run = 0; run < RUNS; run += 1) {
      // Nothing is kept from the run before.
      const context = await browser.newContext({ baseURL });
      const page = await context.newPage();
      if (slow) await slowDown(page, true);
      await page.goto(NEED, { waitUntil: "commit" });
      await page.waitForFunction(() => performance.getEntriesByName("hydrated").length > 0);
      alive.push(await page.evaluate(() => performance.getEntriesByName("hydrated")[0].startTime));
      painted.push(await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? NaN));
      await context.close();
    }
    const network = slow ? "1.6 Mbit/s, 150 ms, processor ÷ 4" : "localhost";
    console.log(`alive after ${told(spread(alive))} ms, first paint ${told(spread(painted))} ms (${network}, ${RUNS} runs)`);
  }
});

test("how long an answer to a finger or a key takes", async ({ browser, baseURL }) => {
  const worst: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const context = await browser.newContext({ baseURL });
    const page = await context.newPage();
    await page.addInitScript(() => {
      const seen: { name: string; duration: number }[] = [];
      Object.assign(window, { seen });
      const observer = new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as PerformanceEventTiming[]) {
          if (entry.interactionId) seen.push({ name: entry.name, duration: entry.duration });
        }
      });
      observer.observe({ type: "event", durationThreshold: 16, buffered: true } as PerformanceObserverInit);
    });
    await page.goto(NEED);
    await page.waitForFunction(() => performance.getEntriesByName("hydrated").length > 0);
    await slowDown(page, false);
    await page.getByText("Filters", { exact: true }).click();
    await expect(page.getByLabel("Stage")).toBeVisible();
    await page.getByText("Why this order?").first().click();
    await page.getByText("Change the order", { exact: true }).click();
    const slider = page.getByRole("slider").first();
    await slider.focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await page.locator('[type="search"][name="query"]').pressSequentially(" in Berlin");
    await page.getByRole("button", { name: "Search" }).click();
    await expect(page).toHaveURL(/Berlin/);
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("dialog")).toBeVisible();
    await page.keyboard.type("sess");
    await page.keyboard.press("Escape");
    // Two frames later what was measured of the last key is there.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    const seen = await page.evaluate(() => (window as unknown as { seen: { name: string; duration: number }[] }).seen);
    worst.push(Math.max(16, ...seen.map(({ duration }) => duration)));
    await context.close();
  }
  console.log(`slowest answer of a visit ${told(spread(worst))} ms (processor ÷ ${SLOWER_PROCESSOR}, ${RUNS} visits)`);
});

async function slowDown(page: Page, network: boolean) {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER_PROCESSOR });
  if (network) {
    await session.send("Network.enable");
    await session.send("Network.emulateNetworkConditions", SLOW);
  }
}
