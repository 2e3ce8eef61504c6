import { useRef, useState } from 'preact/hooks';
import type { Overview, ReportPlace } from '../contract/sidebar-api';
import { readServer } from './server';

/** How many reports one request for places names: each takes the server three calls to Google. */
const eachTime = 20;

type Places = Readonly<Record<string, ReportPlace>>;

/**
 * The server's last answer, and the same with the places of reports that it leaves out: as they were before, or asked for in the
 * background. `show` takes an answer; `again`: places are asked for also where they are remembered.
 */
export function useOverview() {
  const [overview, setOverview] = useState<Overview | null>(null);
  const [places, setPlaces] = useState<Places>({});
  const remembered = useRef<Places>({});
  const turns = useRef(0);
  const add = (more: Places) => {
    remembered.current = { ...remembered.current, ...more };
    setPlaces(remembered.current);
  };
  const ask = async (ids: readonly string[]) => {
    turns.current += 1;
    const turn = turns.current;
    for (let from = 0; from < ids.length; from += eachTime) {
      const answer = await readServer('places', { ids: ids.slice(from, from + eachTime) }).catch(() => null);
      // A later answer asks for what is missing then.
      if (answer === null || turn !== turns.current) return;
      add(answer);
    }
  };
  const latest = useRef<Overview | null>(null);
  const keep = (answer: Overview) => {
    latest.current = answer;
    setOverview(answer);
  };
  const show = (answer: Overview, again: boolean) => {
    keep(answer);
    const { reports } = answer;
    const located = reports.filter(({ isLocated }) => isLocated);
    add(Object.fromEntries(located.map(({ id, place, cells, madeSheet }) => [id, { place, cells, madeSheet }])));
    const open = reports.filter(({ id, isLocated }) => !isLocated && (again || !remembered.current[id]));
    void ask(open.map(({ id }) => id));
  };
  return {
    overview,
    located: overview && withPlaces(overview, places),
    /** Whether no answer has come since this one. */
    isLatest: (answer: Overview | null) => latest.current === answer,
    show,
    addLearned: ({ labels, owners, partnerCount }: Overview) => {
      if (latest.current) keep({ ...latest.current, labels, owners, partnerCount });
    },
  };
}

const withPlaces = (overview: Overview, places: Places): Overview => ({
  ...overview,
  reports: overview.reports.map((report) => {
    const place = report.isLocated ? undefined : places[report.id];
    return place ? { ...report, ...place, isLocated: true } : report;
  }),
});
