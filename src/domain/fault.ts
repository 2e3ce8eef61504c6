import { Moment } from './moment';
import { array, object, type Parsed, string } from './parsing';

/** A fault of the add-on as it is kept: what helps to find it, and nothing that anybody typed, named or earned. */
export const Fault = object({
  /** Where it came to light and a checksum of the rest, such as "cell-1k3f": the same in every build that has the fault. */
  code: string,
  at: Moment,
  /** The class of the error, such as TypeError; of what is no error, its type. */
  kind: string,
  /** The functions of the add-on that were under way, the innermost first: "standings (1:5120)", with line and column of Code.js. */
  stack: array(string),
});
export type Fault = Parsed<typeof Fault>;

/** Where a fault comes to light. `aside`: in work that may fail without harm. */
export type FaultPlace = 'cell' | 'sidebar' | 'menu' | 'report' | 'schedule' | 'aside';

const mostFrames = 12;
const mostFrameSigns = 80;

/**
 * Describes a fault without its message, which may hold a name, a key or a figure. `at` in milliseconds since 1970. Names of
 * functions and classes are the source's own, since the build keeps them.
 */
export function faultOf(place: FaultPlace, error: unknown, at: number): Fault {
  const kind = error instanceof Error ? error.constructor.name : typeof error;
  const stack = error instanceof Error ? framesOf(error) : [];
  const names = stack.map((frame) => frame.replace(/ .*/, ''));
  return { code: `${place}-${checksum([kind, ...names].join())}`, at, kind, stack };
}

/** V8's lines for functions of Code.js. They follow the message, which may imitate them: whatever stands before its end is left out. */
function framesOf({ message, stack = '' }: Error): string[] {
  const start = stack.indexOf(message);
  if (start < 0) return [];
  const lines = stack.slice(start + message.length).split('\n');
  return lines
    .flatMap((line) => {
      const [, name = 'anonymous', place] =
        /^ +at (?:(?:new )?([\w$.<>]+) (?:\[as [\w$.]+\] )?\()?Code(?:\.gs|\.js)?:(\d+:\d+)\)?$/.exec(line) ?? [];
      return place === undefined ? [] : `${name.slice(-mostFrameSigns)} (${place})`;
    })
    .slice(0, mostFrames);
}

/** Four signs of 0-9 and a-z. */
function checksum(text: string): string {
  let sum = 0;
  for (let index = 0; index < text.length; index += 1) sum = (sum * 31 + text.charCodeAt(index)) >>> 0;
  return sum.toString(36).padStart(4, '0').slice(-4);
}
