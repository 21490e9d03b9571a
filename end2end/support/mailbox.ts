// The development mailbox.

import type { Page } from "@playwright/test";
import { expect } from "./test";

/** A mail as the mailbox page gets it. */
export interface Mail {
  key: string;
  to: string;
  subject: string;
  text: string;
}

/** Mails have to be there within this time; the programme promises it. */
const PROMISED = 30_000;

/** Waits for `count` mails that `fits` accepts and gives them, latest first. */
export async function waitForMails(page: Page, count: number, fits: (mail: Mail) => boolean): Promise<Mail[]> {
  let found: Mail[] = [];
  await expect
    .poll(
      async () => {
        found = (await list(page)).filter(fits);
        return found.length;
      },
      { message: `${count} mail(s) in the mailbox`, timeout: PROMISED },
    )
    .toBe(count);
  return found;
}

/** Waits for the one mail that `fits` accepts. */
export async function waitForMail(page: Page, fits: (mail: Mail) => boolean): Promise<Mail> {
  const [mail] = await waitForMails(page, 1, fits);
  return mail;
}

/** Opens a mail in the mailbox page. */
export async function openMail(page: Page, mail: Mail) {
  await page.locator(`a[href*="mail=${mail.key}"]`).click();
  await expect(page.getByRole("heading", { name: mail.subject })).toBeVisible();
}

/** The link on a line of its own. */
export function linkIn(mail: Mail): string {
  const link = mail.text.split("\n").find((line) => /^https?:\/\//.test(line.trim()));
  if (!link) throw new Error(`no link in “${mail.subject}”:\n${mail.text}`);
  return link.trim();
}

async function list(page: Page): Promise<Mail[]> {
  const response = await page.request.get("/fn/list_mailbox");
  expect(response.ok(), "the mailbox answers").toBe(true);
  return response.json();
}
