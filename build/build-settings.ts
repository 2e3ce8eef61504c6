import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { NormalModuleReplacementPlugin } from 'webpack';
import { type BuildSettings, buildSettings, type Door } from '../src/build-settings';

/** What an administrator may decide, in the JSON file after `--policy`. Whatever is left out stays as it is without a policy. */
export type Policy = Partial<Omit<BuildSettings, 'door'>>;

const yesOrNo = (value: unknown) => (typeof value === 'boolean' ? null : 'has to be true or false');

/** What each setting takes; null where it is taken. */
const rules: { readonly [name in keyof Required<Policy>]: (value: unknown) => string | null } = {
  sharedKeys: yesOrNo,
  mail: yesOrNo,
  allPartnersReports: yesOrNo,
  mailDomains: (value) =>
    Array.isArray(value) && value.length > 0 && value.every(isDomain)
      ? null
      : 'has to be a list of domains, such as ["example.com"]; for no mail at all write "mail": false',
  privacyPage: (value) =>
    typeof value === 'string' && /^https:\/\/[^\s"'<>]+\.[^\s"'<>]+$/.test(value) && value.length <= 500
      ? null
      : 'has to be an address that begins with https://',
};

const isDomain = (value: unknown) =>
  typeof value === 'string' && /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/i.test(value);

/** The policy in a file. @throws Error that names the file and each setting that is not as it should be */
export function policyIn(path: string): Policy {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new Error(`There is no policy to read at ${path}. Write the file, or leave --policy out.`);
  }
  const given = objectIn(path, text);
  const problems = Object.entries(given).flatMap(([name, value]) => {
    const rule = Object.prototype.hasOwnProperty.call(rules, name) ? rules[name as keyof typeof rules] : null;
    if (!rule) return `${path} has "${name}", which is no setting. Those there are: ${Object.keys(rules).join(', ')}.`;
    const problem = rule(value);
    return problem === null ? [] : `"${name}" in ${path} ${problem}.`;
  });
  if (problems.length > 0) throw new Error(problems.join('\n'));
  const policy = given as Policy;
  return policy.mailDomains
    ? { ...policy, mailDomains: policy.mailDomains.map((domain) => domain.toLowerCase()) }
    : policy;
}

function objectIn(path: string, text: string): Record<string, unknown> {
  try {
    const given: unknown = JSON.parse(text);
    if (typeof given === 'object' && given !== null && !Array.isArray(given)) return { ...given };
  } catch {
    // Told below.
  }
  throw new Error(`${path} is not a JSON object. A policy is, for example: {"sharedKeys": false, "mail": false}`);
}

/** Of a build for this door, with what its policy decides otherwise. */
export const settingsFor = (door: Door, policy: Policy): BuildSettings => ({ ...buildSettings, ...policy, door });

/** Puts these settings in the place of those in src/build-settings.ts. */
export function withSettings(settings: BuildSettings): NormalModuleReplacementPlugin {
  const source = `export const buildSettings = ${JSON.stringify(settings)};\n`;
  // Builds with other settings may be under way beside this one.
  const file = resolve('.cache/settings', `${createHash('sha256').update(source).digest('hex')}.ts`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, source);
  return new NormalModuleReplacementPlugin(/\/build-settings$/, file);
}

/** In words, for whoever builds. */
export function settingsText({ door, ...policy }: BuildSettings): string {
  const where = door === 'bound' ? 'one spreadsheet that only you edit' : 'an add-on of its own, for a team';
  const standard: Policy = buildSettings;
  const decided = Object.entries(policy).flatMap(([name, value]) =>
    JSON.stringify(value) === JSON.stringify(standard[name as keyof Policy]) ? [] : `${name} ${JSON.stringify(value)}`,
  );
  return `Built for ${where}${decided.length > 0 ? `; by policy ${decided.join(', ')}` : ''}.`;
}
