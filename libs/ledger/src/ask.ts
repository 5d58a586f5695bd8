/** Runs one SQL statement and gives its rows. */
export type Ask = <Row>(sql: string, params?: readonly unknown[]) => Promise<readonly Row[]>;
