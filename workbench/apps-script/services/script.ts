import type { Served } from '../served';
import { EnumMember } from '../wire';

export class AuthorizationInfo implements Served<GoogleAppsScript.Script.AuthorizationInfo, 'getAuthorizationStatus'> {
  readonly #required: boolean;

  constructor(required: boolean) {
    this.#required = required;
  }

  getAuthorizationStatus(): EnumMember {
    return new EnumMember(`AuthorizationStatus.${this.#required ? 'REQUIRED' : 'NOT_REQUIRED'}`);
  }
}

export class ScriptApp implements Served<typeof globalThis.ScriptApp, 'getAuthorizationInfo'> {
  readonly #required: boolean;

  /** `required`: whether the person has yet to grant a scope of the manifest. */
  constructor(required: boolean) {
    this.#required = required;
  }

  getAuthorizationInfo(): AuthorizationInfo {
    return new AuthorizationInfo(this.#required);
  }
}
