/** One instance of an obligation: `kind/assignment/version`, with `-` where it is the task's own. It survives clock and calendar changes. */
export type ObligationKey = string & { readonly __obligation: never };
