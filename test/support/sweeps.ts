import type { CallAbout, Fate, Interference } from '../../workbench/apps-script/interference';
import { isThorough } from './breadth';

const readsOnly = /\.(?:get|is|has|can|find|format|parse|compute|base64|sleep)/;

/**
 * Whether a sweep that ends an execution at one service call after the other stops at this one. A call that only reads
 * changes nothing: an execution that ends at it leaves what it leaves at the next call that writes. The thorough breadth
 * stops at all of them, and does not rest on that.
 */
const isStop = ({ call }: Pick<CallAbout, 'call'>): boolean => isThorough || !readsOnly.test(call);

interface Strike {
  /** Which stop is struck, from 0. */
  readonly at: number;
  readonly fate: Fate;
  /** Strikes all calls after it, too. */
  readonly lasts?: boolean;
  /** The calls that count. */
  readonly concerns?: (about: CallAbout) => boolean;
}

/** Strikes one stop of a sweep. */
export function strike({ at, fate, lasts = false, concerns = () => true }: Strike): Interference {
  let stops = -1;
  return (about) => {
    if (!concerns(about)) return 'go on';
    const stopsHere = isStop(about);
    if (stopsHere) stops += 1;
    return (stopsHere && stops === at) || (lasts && stops >= at) ? fate : 'go on';
  };
}
