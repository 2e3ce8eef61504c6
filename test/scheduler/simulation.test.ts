import { threeWeeks } from './spans';

// Thirty reports of two people, with outages, lapses, take-overs, another time zone and whatever else a scenario draws.
test.each([
  ['America/New_York', 11],
  ['Europe/Berlin', 14],
  ['Pacific/Auckland', 13],
] as const)(
  'through three weeks around the first change of the clocks in %s each report is refreshed once per due time, and every failure told',
  async (timeZone, seed) => {
    const findings = await threeWeeks(timeZone, 'first', seed);
    expect(findings.violations).toEqual([]);
    expect(findings.counted('ticks')).toBeGreaterThan(400);
    expect(findings.counted('refreshed by the schedule, once each')).toBeGreaterThan(200);
    expect(findings.counted('of these within twelve hours of a change of the clocks')).toBeGreaterThan(5);
    expect(findings.counted('reports paused after five failures')).toBeGreaterThan(0);
    expect(findings.counted('mails that reports fail or work again')).toBeGreaterThan(0);
    expect(findings.counted('alerts that could not be sent, and were recorded')).toBeGreaterThan(0);
  },
);
