/** What each scope may be: none of them opens other files, mail or contacts, and Google calls none of them restricted. */
const narrow = /^https:\/\/www\.googleapis\.com\/auth\/(?:spreadsheets\.currentonly|script\.[a-z_.]+|userinfo\.email)$/;

/** Why a manifest is not to be pushed, a sentence for each reason. */
export function manifestProblems(text: string): string[] {
  let manifest: Record<string, unknown>;
  try {
    manifest = { ...JSON.parse(text) };
  } catch {
    return ['It is not JSON.'];
  }
  const { runtimeVersion, exceptionLogging, oauthScopes: scopes, urlFetchWhitelist: hosts } = manifest;
  const problems: string[] = [];
  if (runtimeVersion !== 'V8') problems.push('runtimeVersion has to be V8.');
  if (exceptionLogging !== 'NONE') {
    problems.push('exceptionLogging has to be NONE: the texts of errors would go to the publisher’s log.');
  }
  if (!Array.isArray(scopes) || scopes.length === 0) {
    problems.push('oauthScopes is missing: Google would ask for whatever it detects.');
  } else {
    const wide = scopes.filter((scope) => typeof scope !== 'string' || !narrow.test(scope));
    if (wide.length > 0) problems.push(`oauthScopes asks for more than the add-on needs: ${wide.join(', ')}.`);
  }
  if (!Array.isArray(hosts) || hosts.length !== 1 || hosts[0] !== 'https://api.journeybee.io/') {
    problems.push('urlFetchWhitelist has to be https://api.journeybee.io/ and nothing else.');
  }
  return problems;
}
