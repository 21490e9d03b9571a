// Whether a page fits: fingers on a phone, and a window that is narrow or zoomed.

import type { Page } from "@playwright/test";
import { expect, hydrated, ofProject } from "./test";

/** The windows that nothing may be wider than: 1280 at 200 %, and 320 (WCAG 1.4.10). */
const NARROW = [640, 320];

/** On a phone all that is tapped is large enough; elsewhere no narrow window scrolls sideways. */
export async function expectFits(page: Page, what: string) {
  await hydrated(page);
  if (ofProject({ hydrated: false, phone: true, plain: false })) {
    expect(await page.evaluate(smallTargets), `too small for a finger, ${what}`).toEqual([]);
    return;
  }
  const before = page.viewportSize()!;
  for (const width of NARROW) {
    await page.setViewportSize({ width, height: before.height });
    expect(await page.evaluate(tooWide), `too wide for ${width}, ${what}`).toEqual([]);
  }
  await page.setViewportSize(before);
}

/** What is less than 44 px high or 24 wide. A box to tick counts with its words, a link among words with its margin. */
function smallTargets(): string[] {
  const tapped = 'a[href], button, summary, select, textarea, input:not([type="hidden"])';
  return [...document.querySelectorAll<HTMLElement>(tapped)]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }))
    .map((element) => (element.matches('[type="radio"], [type="checkbox"]') ? (element.closest("label") ?? element) : element))
    .map((element) => ({ element, box: element.getBoundingClientRect() }))
    // What is clipped away is for screen readers.
    .filter(({ element, box }) => getComputedStyle(element).clipPath === "none" && (box.height < 43.5 || box.width < 24))
    .map(({ element, box }) => `${Math.round(box.width)} × ${Math.round(box.height)}: ${element.outerHTML.slice(0, 160)}`);
}

/** What makes the page scroll sideways, and what scrolls by itself without a name or out of reach of the keyboard. */
function tooWide(): string[] {
  const width = document.documentElement.clientWidth;
  const scrolls = (element: Element) => /auto|scroll/.test(getComputedStyle(element).overflowX);
  const isWithin = (element: Element | null): boolean => !!element && element !== document.body && (scrolls(element) || isWithin(element.parentElement));
  const all = [...document.body.querySelectorAll<HTMLElement>("*")].filter((element) => element.checkVisibility());
  const nameless = all.filter(
    (element) =>
      scrolls(element) &&
      element.scrollWidth > element.clientWidth + 1 &&
      !element.matches("textarea, select, input") &&
      !(element.tabIndex >= 0 && (element.hasAttribute("aria-label") || element.hasAttribute("aria-labelledby"))),
  );
  const sideways = document.documentElement.scrollWidth > width;
  const wide = all.filter((element) => sideways && element.getBoundingClientRect().right > width + 0.5 && !isWithin(element));
  const named = [...nameless, ...wide].map((element) => element.outerHTML.slice(0, 160));
  return sideways && named.length === 0 ? [`something is ${document.documentElement.scrollWidth} wide`] : named;
}

/** Turned from right to left, every box stands where its mirror image stood. Words within a line keep their own order. */
export async function expectMirrored(page: Page, what: string) {
  await hydrated(page);
  expect(await page.evaluate(unmirrored), what).toEqual([]);
}

function unmirrored(): string[] {
  const root = document.documentElement;
  const width = root.clientWidth;
  // What is drawn has no sides to turn, and a chart is read the same way everywhere.
  const boxes = [...document.body.querySelectorAll<HTMLElement>("*:not(svg *)")].filter(
    (element) => element.checkVisibility() && !["inline", "contents"].includes(getComputedStyle(element).display),
  );
  const place = () => boxes.map((element) => element.getBoundingClientRect());
  const before = place();
  root.dir = "rtl";
  const after = place();
  root.dir = "ltr";
  return boxes
    .filter((_, at) => Math.abs(after[at].left - (width - before[at].right)) > 1.5 && before[at].width > 0)
    .map((element) => element.outerHTML.slice(0, 160));
}
