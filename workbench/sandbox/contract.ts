import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Ajv2020, { type ErrorObject, type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';

const FILE = 'openapi/journeybee.yaml';

/** What kind of text the query string has to hold for a parameter. */
export type ParameterKind = 'text' | 'integer' | 'list';

export interface ParameterRule {
  name: string;
  kind: ParameterKind;
  /** The first complaint, as Journeybee words them (location/field: reason), or null. */
  complaint(value: unknown): string | null;
}

export interface Operation {
  parameters: readonly ParameterRule[];
  /** The statuses that are described. */
  statuses: readonly number[];
  /** What an answer violates, or null. */
  violation(answer: { status: number; headers: Record<string, string>; body: unknown }): string | null;
}

let read: Contract | undefined;

/** openapi/journeybee.yaml, as something requests and answers can be held against. */
export class Contract {
  private readonly operations = new Map<string, Operation | null>();
  private readonly ajv = new Ajv2020({ allErrors: false, strict: true, allowUnionTypes: true });

  private constructor(readonly document: unknown) {
    addFormats(this.ajv);
    this.ajv.addVocabulary(['x-unknown']);
    // Schemas are reached by their place in the file, so ajv takes the whole file for one; these are no assertions of it.
    this.ajv.addVocabulary(['openapi', 'info', 'servers', 'security', 'paths', 'components']);
    this.ajv.addSchema(asRecord(document), FILE);
  }

  /** Read and compiled once for all sandboxes of a process: it takes longer than everything else about starting one. */
  static read(): Contract {
    read ??= new Contract(parse(readFileSync(join(projectRoot(), FILE), 'utf8')));
    return read;
  }

  /** Null where the file describes no such call. */
  operation(method: string, path: string): Operation | null {
    const pointer = `${pointerTo('paths', path)}/${method.toLowerCase()}`;
    const known = this.operations.get(pointer) ?? this.compile(pointer);
    this.operations.set(pointer, known);
    return known;
  }

  private compile(pointer: string): Operation | null {
    if (valueAt(this.document, pointer) === undefined) return null;
    const answers = this.childrenOf(`${pointer}/responses`).map(([status, at]) => this.answerRule(Number(status), at));
    return {
      parameters: this.childrenOf(`${pointer}/parameters`).map(([, at]) => this.parameterRule(at)),
      statuses: answers.map(({ status }) => status),
      violation: (answer) => {
        const rule = answers.find(({ status }) => status === answer.status);
        return rule ? rule.violation(answer) : `status ${answer.status} is not described`;
      },
    };
  }

  /** A schema of the file by its place in it, as in `/components/schemas/Leaderboard`. */
  validator(pointer: string): ValidateFunction {
    return this.ajv.compile({ $ref: `${FILE}#${pointer}` });
  }

  private parameterRule(pointer: string): ParameterRule {
    const name = String(valueAt(this.document, `${pointer}/name`));
    const validate = this.validator(`${pointer}/schema`);
    const type = valueAt(this.document, `${this.follow(`${pointer}/schema`)}/type`);
    return {
      name,
      kind: type === 'array' ? 'list' : type === 'integer' ? 'integer' : 'text',
      complaint: (value) => (validate(value) ? null : `querystring/${name}${firstError(validate)}`),
    };
  }

  private answerRule(status: number, pointer: string) {
    const headers = this.childrenOf(`${pointer}/headers`).map(([name, at]) => ({
      name,
      required: valueAt(this.document, `${at}/required`) === true,
      validate: this.validator(`${at}/schema`),
    }));
    const validateBody = this.validator(`${pointer}/content/${escapePointer('application/json')}/schema`);
    return {
      status,
      violation(answer: { headers: Record<string, string>; body: unknown }): string | null {
        for (const { name, required, validate } of headers) {
          const value = answer.headers[name];
          if (value === undefined ? required : !validate(value)) return `${status} header ${name}: ${value}`;
        }
        return validateBody(answer.body) ? null : `${status} body${firstError(validateBody)}`;
      },
    };
  }

  /** Names and places of what an object or list of the file holds, references followed. */
  private childrenOf(pointer: string): [name: string, pointer: string][] {
    const value = valueAt(this.document, pointer);
    if (value === undefined) return [];
    return Object.keys(asRecord(value)).map((key) => [key, this.follow(`${pointer}/${escapePointer(key)}`)]);
  }

  private follow(pointer: string): string {
    const value = valueAt(this.document, pointer);
    const reference = isRecord(value) ? value.$ref : undefined;
    return typeof reference === 'string' ? this.follow(reference.replace(/^#/, '')) : pointer;
  }
}

export function pointerTo(...keys: string[]): string {
  return keys.map((key) => `/${escapePointer(key)}`).join('');
}

export function valueAt(document: unknown, pointer: string): unknown {
  const keys = pointer.split('/').slice(1);
  return keys.reduce<unknown>((value, key) => {
    return isRecord(value) ? value[key.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined;
  }, document);
}

function escapePointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

function firstError(validate: ValidateFunction): string {
  const error: ErrorObject | undefined = validate.errors?.[0];
  const allowed: unknown = error?.params.allowedValues;
  const values = Array.isArray(allowed) ? `: ${allowed.join(', ')}` : '';
  return `${error?.instancePath ?? ''}: ${error?.message ?? 'is not valid'}${values}`;
}

function asRecord(value: unknown): Record<string, unknown> {
  if (!isRecord(value)) throw new Error(`${FILE}: expected an object, found ${typeof value}`);
  return value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** This module may run from its own folder (jest) or from a bundle elsewhere in the project, so it looks upwards. */
function projectRoot(): string {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, FILE))) return folder;
  }
  throw new Error(`${FILE} is in no folder above ${__dirname}`);
}
