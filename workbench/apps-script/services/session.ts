import type { Served } from '../served';

export class SessionUser implements Served<GoogleAppsScript.Base.User, 'getEmail'> {
  readonly #email: string;

  constructor(email: string) {
    this.#email = email;
  }

  getEmail(): string {
    return this.#email;
  }
}

export class Session implements Served<typeof globalThis.Session, 'getEffectiveUser'> {
  readonly #effective: SessionUser;

  constructor(email: string) {
    this.#effective = new SessionUser(email);
  }

  getEffectiveUser(): SessionUser {
    return this.#effective;
  }
}
