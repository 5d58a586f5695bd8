import type { Postgres } from './postgres.ts';

/** What set-up started and teardown must end; both run in jest's own process. */
export const servers: { postgres?: Postgres } = {};
