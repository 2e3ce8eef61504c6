import { PlatformError } from '../errors';

/** '#rrggbb'; null is none. */
export function colour(color: unknown): string | null {
  if (color === null) return null;
  if (typeof color === 'string' && /^#[0-9a-f]{6}$/i.test(color)) return color;
  throw new PlatformError(`Not supported here: the colour ${color}.`);
}
