// What a first visit costs, as sent: the page, its style, its scripts. The font and the answers that follow from
// the time zone of the device, which the server learns now, are not counted.

import { expect, hydrated, test } from "../support/test";

/** What it has come down to. The aim is 250,000; nothing may lead further away from it. */
const BUDGET = 292_000;

test("the first load of the search page stays within its budget", async ({ page, context }) => {
  const network = await context.newCDPSession(page);
  await network.send("Network.enable");
  const sent = new Map<string, { url: string; bytes: number }>();
  network.on("Network.responseReceived", ({ requestId, response }) => sent.set(requestId, { url: response.url, bytes: 0 }));
  network.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const one = sent.get(requestId);
    if (one) one.bytes = encodedDataLength;
  });

  await page.goto("/find?query=Help+with+fundraising", { waitUntil: "networkidle" });
  await hydrated(page);

  const files = [...sent.values()].filter(({ url }) => /\/pkg\/|\/find\?/.test(url));
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const told = files.map(({ url, bytes }) => `${bytes} ${new URL(url).pathname}`).join("\n");
  test.info().annotations.push({ type: "first load", description: `${total} bytes\n${told}` });
  expect(files.some(({ url, bytes }) => url.endsWith(".wasm") && bytes > 10_000), told).toBe(true);
  expect(total, told).toBeLessThanOrEqual(BUDGET);
});
