// A mentor gives themself a photo: chosen, moved until the right part of it is in the circle, and taken away again.

import type { Page } from "@playwright/test";
import { expectAccessible } from "../../support/access";
import { expectFits } from "../../support/fit";
import { joinAsMentor } from "../../support/people";
import { sizeOfJpeg, twoHalves, type Colour } from "../../support/picture";
import { expect, hasScripts, hydrated, open, test } from "../../support/test";

const RED: Colour = [200, 30, 30];
const BLUE: Colour = [30, 30, 200];
const landscape = () => ({ name: "me.png", mimeType: "image/png", buffer: twoHalves(900, 300, RED, BLUE) });

/** The address of the picture on the open profile. */
async function photo(page: Page): Promise<string> {
  const picture = page.locator("article header img");
  await expect(picture).toHaveAttribute("src", /^\/photos\/[0-9a-f]{64}\.jpg$/);
  return (await picture.getAttribute("src"))!;
}

/** The colours of both halves of a picture, each of its middle. */
function halves(page: Page, src: string): Promise<number[][]> {
  return page.evaluate(async (src) => {
    const bitmap = await createImageBitmap(await (await fetch(src)).blob());
    const context = new OffscreenCanvas(512, 512).getContext("2d")!;
    context.drawImage(bitmap, 0, 0);
    return [128, 384].map((x) => [...context.getImageData(x, 256, 1, 1).data].slice(0, 3));
  }, src);
}

function expectNear(found: number[][], expected: Colour[]) {
  const apart = found.flatMap((colour, half) => colour.map((part, at) => Math.abs(part - expected[half][at])));
  expect(Math.max(...apart), `${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`).toBeLessThan(16);
}

async function save(page: Page, me: { path: string }) {
  await page.getByRole("button", { name: "Save photo" }).click();
  await expect(page).toHaveURL(`${me.path}?photo=saved`);
  await expect(page.getByText("Photo saved")).toBeVisible();
  await hydrated(page);
}

test("a mentor gives themself a photo, founders see it, and it is taken away", async ({ page, newPerson }) => {
  test.slow();
  const me = await joinAsMentor(page);
  await open(page, me.path);
  await page.getByText("Add a photo…").click();
  await page.getByLabel("Picture").setInputFiles(landscape());
  const across = page.getByLabel("From left to right");
  if (hasScripts()) {
    await expect(page.getByText("what is in the circle is shown")).toBeVisible();
    await expectFits(page, "the place where a photo is cut");
    await expectAccessible(page, "the place where a photo is cut");
    // All of its height is shown: there is room to the sides only.
    await expect(page.getByLabel("From top to bottom")).toBeDisabled();
    await across.focus();
    await page.keyboard.press("End");
    await expect(across).toHaveAttribute("aria-valuetext", "100 %");
    await page.getByLabel("Zoom").focus();
    await page.keyboard.press("End");
    await expect(page.getByLabel("Zoom")).toHaveAttribute("aria-valuetext", "149 %");
    await expect(page.getByLabel("From top to bottom")).toBeEnabled();
  } else {
    await expect(across).toHaveCount(0);
  }
  await save(page, me);

  const founder = await newPerson();
  await open(founder, me.path);
  const src = await photo(founder);
  const answer = await founder.request.get(src);
  expect([answer.status(), answer.headers()["content-type"]]).toEqual([200, "image/jpeg"]);
  expect(sizeOfJpeg(await answer.body())).toEqual([512, 512]);
  if (hasScripts()) expectNear(await halves(page, src), [BLUE, BLUE]);
  await expect(founder.getByText("Change the photo…")).toHaveCount(0);

  await page.getByText("Change the photo…").click();
  await page.getByRole("button", { name: "Remove photo" }).click();
  await expect(page.getByText("Photo removed")).toBeVisible();
  await expect(page.locator("article header img")).toHaveCount(0);
  await expect(page.getByText("Add a photo…")).toBeVisible();
});

test("a picture is moved by hand; without scripts its middle is kept", async ({ page }) => {
  test.slow();
  const me = await joinAsMentor(page);
  await open(page, me.path);
  await page.getByText("Add a photo…").click();
  await page.getByLabel("Picture").setInputFiles(landscape());
  if (hasScripts()) {
    const canvas = page.getByRole("img", { name: "The part that is shown" });
    await canvas.scrollIntoViewIfNeeded();
    const box = (await canvas.boundingBox())!;
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    // It is three times as wide as the square, which is in its middle: as far as the square is wide, and it is at the edge.
    for (let half = 0; half < 2; half++) {
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x + box.width / 4, y);
      await page.mouse.move(x + box.width / 2, y);
      await page.mouse.up();
    }
    await expect(page.getByLabel("From left to right")).toHaveAttribute("aria-valuetext", "0 %");
  }
  await save(page, me);
  const src = await photo(page);
  expect(sizeOfJpeg(await (await page.request.get(src)).body())).toEqual([512, 512]);
  if (hasScripts()) expectNear(await halves(page, src), [RED, RED]);
});

test("what cannot be a photo is said at the file", async ({ page, trouble }) => {
  test.slow();
  trouble.expectStatus(422);
  const me = await joinAsMentor(page);
  await open(page, me.path);
  await page.getByText("Add a photo…").click();
  const file = page.getByLabel("Picture");
  for (const { chosen, said } of [
    { chosen: { name: "me.gif", mimeType: "image/gif", buffer: Buffer.from("GIF89a") }, said: "Choose a JPEG, PNG or WebP picture." },
    { chosen: { ...landscape(), buffer: twoHalves(300, 150, RED, BLUE) }, said: "this has 300 by 150." },
    { chosen: { ...landscape(), buffer: Buffer.alloc(5 * 1024 * 1024 + 1) }, said: "Use a file of 5 MB at most." },
  ]) {
    await file.setInputFiles(chosen);
    // With scripts it is said at once, and nothing is sent.
    if (!hasScripts()) await page.getByRole("button", { name: "Save photo" }).click();
    await expect(file).toHaveAccessibleDescription(new RegExp(said));
    await expect(file).toHaveAttribute("aria-invalid", "true");
    if (hasScripts()) await page.getByRole("button", { name: "Save photo" }).click();
    await expect(page).toHaveURL(me.path);
  }
  await file.setInputFiles(landscape());
  if (hasScripts()) await expect(file).not.toHaveAttribute("aria-invalid");
  await save(page, me);
  await photo(page);
});
