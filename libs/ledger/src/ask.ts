/** A statement that each connection keeps parsed and planned under its name: for those that every order runs. */
export interface Statement {
  readonly name: string;
  readonly sql: string;
}

/** Runs one SQL statement and gives its rows. What is asked without waiting for the answer before it goes out at once. */
export type Ask = <Row>(statement: string | Statement, params?: readonly unknown[]) => Promise<readonly Row[]>;
