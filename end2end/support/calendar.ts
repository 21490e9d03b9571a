// The calendar parts of mails and the feed, read by a reader that is not ours.

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import ICAL from "ical.js";
import PostalMime from "postal-mime";
import { expect } from "./test";

/** What a calendar program understands of one event. */
export interface CalendarEvent {
  method: string;
  uid: string;
  sequence: number;
  status: string;
  starts: string;
  ends: string;
  organizer: string;
  attendees: string[];
}

/** The events of a calendar, with its zones taken from itself alone. */
export function readCalendar(text: string): CalendarEvent[] {
  const calendar = new ICAL.Component(ICAL.parse(text));
  ICAL.TimezoneService.reset();
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  const method = String(calendar.getFirstPropertyValue("method") ?? "");
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    const instant = (time: ICAL.Time) => {
      const zone = time.zone;
      expect(zone, "every zone that is named is in the file").not.toBe(ICAL.Timezone.localTimezone);
      return time.toJSDate().toISOString();
    };
    return {
      method,
      uid: event.uid,
      sequence: event.sequence,
      status: String(component.getFirstPropertyValue("status") ?? ""),
      starts: instant(event.startDate),
      ends: instant(event.endDate),
      organizer: String(component.getFirstPropertyValue("organizer") ?? ""),
      attendees: component.getAllProperties("attendee").map((attendee) => String(attendee.getFirstValue())),
    };
  });
}

/** The calendar part of each mail to the address, in the order in which the event changed. */
export async function calendarsTo(email: string): Promise<CalendarEvent[]> {
  const folder = join(process.env.E2E_DATA_DIR ?? "", "mail");
  const events: CalendarEvent[] = [];
  for (const name of await readdir(folder)) {
    if (!name.endsWith(".eml")) continue;
    const mail = await PostalMime.parse(await readFile(join(folder, name)));
    if (!mail.to?.some((to) => to.address === email)) continue;
    for (const part of mail.attachments.filter((part) => part.mimeType === "text/calendar")) {
      const text = typeof part.content === "string" ? part.content : new TextDecoder().decode(part.content);
      const [event] = readCalendar(text);
      expect(part.method, "the part says the method of its text").toBe(event.method);
      events.push(event);
    }
  }
  return events.sort((one, other) => one.sequence - other.sequence);
}
