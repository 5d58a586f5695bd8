/** The answer to COMMIT was lost: the change may stand or not. Repeating it with the same key gives the final answer. */
export class OutcomeUnknown extends Error {
  constructor(cause: unknown) {
    super('the answer to COMMIT was lost', { cause });
  }
}
