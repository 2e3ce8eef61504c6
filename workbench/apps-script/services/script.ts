import { PlatformError } from '../errors';
import type { Served } from '../served';
import { EnumMember } from '../wire';
import { Spreadsheet } from './spreadsheet';

/** A clock trigger of one person in one spreadsheet. */
export interface ClockTrigger {
  readonly id: string;
  readonly user: string;
  readonly handler: string;
  readonly everyHours: number;
  /** Milliseconds since 1970; the same moment of each hour. Infinity: disabled. */
  nextAt: number;
  /** How much of that is delay: the time after is not late because this one is. */
  lateMs: number;
}

/** The clock triggers of one spreadsheet, and the rules for making them. */
export interface TriggerBoard {
  readonly triggers: ClockTrigger[];
  add(user: string, handler: string, everyHours: number, insideTrigger: boolean): ClockTrigger;
}

export class AuthorizationInfo
  implements Served<GoogleAppsScript.Script.AuthorizationInfo, 'getAuthorizationStatus' | 'getAuthorizationUrl'>
{
  readonly #required: boolean;

  constructor(required: boolean) {
    this.#required = required;
  }

  getAuthorizationStatus(): EnumMember {
    return new EnumMember(`AuthorizationStatus.${this.#required ? 'REQUIRED' : 'NOT_REQUIRED'}`);
  }

  /** Where the person can grant what is missing (P3-13). */
  getAuthorizationUrl(): string {
    return this.#required ? 'https://accounts.google.com/o/oauth2/auth?client_id=workbench' : '';
  }
}

export class Trigger implements Served<GoogleAppsScript.Script.Trigger, 'getHandlerFunction' | 'getUniqueId'> {
  readonly #trigger: ClockTrigger;

  constructor(trigger: ClockTrigger) {
    this.#trigger = trigger;
  }

  getHandlerFunction(): string {
    return this.#trigger.handler;
  }

  getUniqueId(): string {
    return this.#trigger.id;
  }
}

export class TriggerBuilder implements Served<GoogleAppsScript.Script.TriggerBuilder, 'timeBased'> {
  readonly #create: (everyHours: number) => Trigger;

  constructor(create: (everyHours: number) => Trigger) {
    this.#create = create;
  }

  timeBased(): ClockTriggerBuilder {
    return new ClockTriggerBuilder(this.#create);
  }
}

export class ClockTriggerBuilder
  implements Served<GoogleAppsScript.Script.ClockTriggerBuilder, 'everyHours' | 'create'>
{
  readonly #create: (everyHours: number) => Trigger;
  #hours: number | null = null;

  constructor(create: (everyHours: number) => Trigger) {
    this.#create = create;
  }

  /** Undocumented, and so refused: any number but these (P3-16). */
  everyHours(n: number): this {
    if (![1, 2, 4, 6, 8, 12].includes(n)) throw new PlatformError('Invalid argument: n');
    this.#hours = n;
    return this;
  }

  create(): Trigger {
    if (this.#hours === null) throw new PlatformError('The trigger has no schedule.');
    return this.#create(this.#hours);
  }
}

export class ScriptApp
  implements
    Served<typeof globalThis.ScriptApp, 'getAuthorizationInfo' | 'getUserTriggers' | 'newTrigger' | 'deleteTrigger'>
{
  readonly #required: boolean;
  readonly #user: string;
  readonly #board: TriggerBoard;
  readonly #insideTrigger: boolean;

  /** `required`: whether the person has yet to grant a scope of the manifest. */
  constructor(required: boolean, user: string, board: TriggerBoard, insideTrigger: boolean) {
    this.#required = required;
    this.#user = user;
    this.#board = board;
    this.#insideTrigger = insideTrigger;
  }

  getAuthorizationInfo(): AuthorizationInfo {
    return new AuthorizationInfo(this.#required);
  }

  /** The person's own, in this document: nobody sees another's (P3-9, P3-18). */
  getUserTriggers(document: unknown): Trigger[] {
    if (!(document instanceof Spreadsheet)) throw new PlatformError('Invalid argument: document');
    return this.#board.triggers.filter(({ user }) => user === this.#user).map((trigger) => new Trigger(trigger));
  }

  newTrigger(functionName: string): TriggerBuilder {
    return new TriggerBuilder(
      (everyHours) => new Trigger(this.#board.add(this.#user, String(functionName), everyHours, this.#insideTrigger)),
    );
  }

  deleteTrigger(trigger: unknown): void {
    if (!(trigger instanceof Trigger)) throw new PlatformError('Invalid argument: trigger');
    const id = trigger.getUniqueId();
    // A script only ever has its own person's (P3-9).
    const place = this.#board.triggers.findIndex((known) => known.id === id);
    if (place >= 0) this.#board.triggers.splice(place, 1);
  }
}
