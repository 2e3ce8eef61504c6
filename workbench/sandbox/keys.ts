import { Random } from '../random';
import { Problem } from './problem';

export interface SandboxKeys {
  /** May read. */
  full: string;
  /** Exists, without the Read permission. */
  unauthorizedToRead: string;
  /** Belongs to an account without the module. */
  moduleOff: string;
}

/** The account's API keys. What Journeybee's keys look like is not documented; these are long and random-looking. */
export class KeyRing {
  readonly keys: SandboxKeys;
  private readonly revoked = new Set<string>();

  constructor(seed: number) {
    const random = new Random(seed, 'keys');
    this.keys = { full: random.token(48), unauthorizedToRead: random.token(48), moduleOff: random.token(48) };
  }

  revoke(key: string): void {
    this.revoked.add(key);
  }

  /** The key that an Authorization header carries, known or not. */
  static keyIn(authorization: string | undefined): string | null {
    return /^(?:bearer|api-key) +(\S+)$/i.exec(authorization ?? '')?.[1] ?? null;
  }

  authenticate(authorization: string | undefined): string {
    const key = KeyRing.keyIn(authorization);
    if (key === null || !Object.values(this.keys).includes(key) || this.revoked.has(key)) {
      throw new Problem('unauthorized');
    }
    return key;
  }

  authorize(key: string, requirePermission: boolean): void {
    if (key === this.keys.moduleOff) throw new Problem('module_disabled');
    if (key === this.keys.unauthorizedToRead && requirePermission) throw new Problem('forbidden');
  }
}
