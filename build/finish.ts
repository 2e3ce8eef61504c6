/** Ends a command with what its work came to: exit code 0, or 1 and the reason on standard error. */
export function finish(work: Promise<unknown>): void {
  work.catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
}
