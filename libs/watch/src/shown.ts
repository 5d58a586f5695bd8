/** Variables that are called so hold what belongs on no screen. */
const SECRET = /_(TOKEN|SECRET|PASSWORD)$/;
/** How an address begins, also where its colon was left out. A single stroke may be the first sign of a password. */
const SCHEME = /^(?:[a-z][\w+.-]*:?\/\/)?/i;
/** What stands between the first colon and the last sign that can end a password: it may hold colons and such signs. */
const PASSWORD = /^([^:]*:)[^]*@/;
/** Parameters that are called like one, up to the next. */
const PARAMETER = /((?:pass\w*|pwd|secret|token)=)[^&]*/gi;

/** What an environment variable holds, for the sentence that complains of it: of a secret only its length, of an address no password. */
export const shown = (name: string, held: string | undefined): string => {
  if (held === undefined) return 'nothing';
  return SECRET.test(name) ? `a text of ${held.length} characters` : JSON.stringify(withoutPassword(held));
};

const withoutPassword = (held: string): string => {
  const scheme = SCHEME.exec(held)?.[0] ?? '';
  const rest = held.slice(scheme.length).replace(PASSWORD, '$1***@');
  return scheme + rest.replace(PARAMETER, '$1***');
};
