/** Milliseconds since 1970. */
export const now = (): number => Date.now();

export const sleep = (ms: number): void => Utilities.sleep(ms);
