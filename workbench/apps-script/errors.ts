/** What one of Google's services throws at a script: its message is what the script sees, under the name Exception (P5-3). */
export class PlatformError extends Error {}

export function noPermission(call: string, scope?: string): PlatformError {
  const required = scope ? ` Required permissions: ${scope}` : '';
  return new PlatformError(`You do not have permission to call ${call}.${required}`);
}
