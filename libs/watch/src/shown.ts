/** Variables that are called so hold what belongs on no screen. */
const SECRET = /_(TOKEN|SECRET|PASSWORD)$/;

/** What an environment variable holds, for the sentence that complains of it: of a secret only its length. */
export const shown = (name: string, value: string | undefined): string => {
  if (value === undefined) return 'nothing';
  return SECRET.test(name) ? `a text of ${value.length} characters` : `"${value}"`;
};
