/** The errors Journeybee documents for calls that only read: https://docs.journeybee.io/guides/errors */
export const PROBLEMS = {
  unauthorized: { status: 401, message: 'Missing or invalid API key' },
  forbidden: { status: 403, message: 'This API key does not have the read permission' },
  module_disabled: { status: 403, message: 'This module is not enabled for your account' },
  not_found: { status: 404, message: 'Not found' },
  validation_error: { status: 422, message: 'The request is not valid' },
  rate_limit_exceeded: { status: 429, message: 'Rate limit exceeded' },
  internal_error: { status: 500, message: 'Something went wrong on our side' },
} as const;

export type ProblemCode = keyof typeof PROBLEMS;

export interface ProblemBody {
  error: { code: string; message: string };
}

/** Thrown to answer with a documented error. */
export class Problem extends Error {
  readonly status: number;

  constructor(
    readonly code: ProblemCode,
    message: string = PROBLEMS[code].message,
    readonly headers: Record<string, string> = {},
  ) {
    super(message);
    this.name = 'Problem';
    this.status = PROBLEMS[code].status;
  }

  get body(): ProblemBody {
    return { error: { code: this.code, message: this.message } };
  }
}

export function isProblemCode(code: string): code is ProblemCode {
  return code in PROBLEMS;
}

/** Our own answer to a status; a status without documented code is one that something in front of the service gave. */
export function problemCodeOf(status: number): string {
  const documented = Object.entries(PROBLEMS).find(([, problem]) => problem.status === status);
  return documented ? documented[0] : `http_${status}`;
}
