// What calendar programs make of our invitations and feeds: they are read by libraries that are not ours.

import { choose, confirmBooking, slots } from "../../support/booking";
import { calendarsTo, readCalendar } from "../../support/calendar";
import { joinAsMentee, joinAsMentor } from "../../support/people";
import { expect, open, test } from "../../support/test";

test("an event is invited, moved and called off in both calendars, and the feed shows the same", async ({ page, newPerson }) => {
  test.slow();
  const mentor = await joinAsMentor(page);
  const founder = await newPerson();
  const them = await joinAsMentee(founder);
  await open(founder, mentor.path);
  await choose(slots(founder).first());
  const sessionId = await confirmBooking(founder);

  const session = async () => (await founder.request.get(`/api/sessions/${sessionId}`)).json();
  const change = async (data: object) => {
    const answer = await founder.request.patch(`/api/sessions/${sessionId}`, { data });
    expect(answer.ok(), await answer.text()).toBe(true);
  };
  // A message that the next one overtakes is not sent: each is waited for.
  const told = async (messages: number) => {
    for (const email of [mentor.email, them.email]) {
      await expect.poll(async () => (await calendarsTo(email)).length, { timeout: 30_000 }).toBe(messages);
    }
  };
  const booked = await session();
  await told(1);
  const { open: other } = await (await founder.request.get(`/api/sessions/${sessionId}/times`)).json();
  await change({ slot_id: other.slots[1].slot_id });
  const moved = await session();
  await told(2);

  await open(page, "/sessions");
  await page.getByText("Show them in your calendar…").click();
  await page.getByRole("button", { name: "Make an address" }).click();
  const address = await page.getByLabel("Your address").inputValue();
  const feed = readCalendar(await (await page.request.get(new URL(address).pathname)).text());
  expect(feed).toHaveLength(1);

  await change({ status: "cancelled" });
  await told(3);
  const instant = (at: string) => new Date(at).toISOString();
  const expected = [
    { method: "REQUEST", sequence: 0, status: "CONFIRMED", starts: instant(booked.starts.at), ends: instant(booked.ends.at) },
    { method: "REQUEST", sequence: 1, status: "CONFIRMED", starts: instant(moved.starts.at), ends: instant(moved.ends.at) },
    { method: "CANCEL", sequence: 2, status: "CANCELLED", starts: instant(moved.starts.at), ends: instant(moved.ends.at) },
  ];
  for (const email of [mentor.email, them.email]) {
    const events = await calendarsTo(email);
    expect(events).toMatchObject(expected);
    expect(new Set(events.map((event) => event.uid)).size, "one event from first to last").toBe(1);
    expect(new Set(events.map((event) => event.organizer)).size, "called off by whoever invited").toBe(1);
    for (const event of events) {
      expect(event.attendees).toEqual([`mailto:${mentor.email}`, `mailto:${them.email}`]);
    }
    expect(feed[0]).toMatchObject({ uid: events[0].uid, starts: events[1].starts, ends: events[1].ends });
  }
});
