import { useCallback, useRef, useState } from 'preact/hooks';

/** State that can also be read between two drawings, as it is and not as it was drawn. */
export function useNow<T>(first: T): readonly [T, (next: T) => void, () => T] {
  const [drawn, draw] = useState<{ readonly value: T }>({ value: first });
  const now = useRef(first);
  const set = useCallback((next: T) => {
    now.current = next;
    draw({ value: next });
  }, []);
  const get = useCallback(() => now.current, []);
  return [drawn.value, set, get];
}
