import { dayMs, minuteMs } from '../domain/duration';
import { number, object, parsedJson } from '../domain/parsing';
import { unlessRefused } from '../google/faults';
import { personStore } from '../google/properties';

/*
 * All of a person's triggers, in all their files, have ninety minutes a day (P4-8), and once those are used up none of them
 * begins until the day is over. So they share an allowance that fills up evenly over the day: with twenty files a tick works
 * for some ten seconds each hour, all day long, instead of a minute each until noon. What is kept in stock and what a day
 * brings stay below ninety minutes together. Ticks that end in the same moment may write over each other's account, and those
 * that rest are not booked: in twenty files they take some eight minutes a day. The minutes between are for that, and for
 * whatever else the person lets run.
 */
const perDayMs = 66 * minuteMs;
const stockMs = 12 * minuteMs;

const Allowance = object({ leftMs: number, at: number });

const propertyName = 'triggerTime';

/** Milliseconds that the person's triggers may run now. */
export function triggerTimeLeft(now: number): number {
  const allowance = parsedJson(Allowance, personStore.get(propertyName));
  if (!allowance) return stockMs;
  const { leftMs, at } = allowance;
  return Math.min(stockMs, leftMs + (Math.max(0, now - at) / dayMs) * perDayMs);
}

/** Books the time of a tick; `leftMs` is what was left when it began. A store that refuses does not stop the tick. */
export function spendTriggerTime(leftMs: number, spentMs: number, now: number): void {
  const allowance = { leftMs: Math.round(leftMs - spentMs), at: now };
  unlessRefused(() => personStore.set(propertyName, JSON.stringify(allowance)), undefined);
}
