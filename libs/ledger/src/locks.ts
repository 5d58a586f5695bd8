/** Advisory locks are shared by everything in a database: all of their numbers stand here, so that none has two meanings. */
/** Migrations of one database run one after the other. */
export const MIGRATION_LOCK = 4_820_111;
/** Held by the one bell that rings; others wait for it. Shown in pg_locks, so that the status page can tell that it is held. */
export const BELL_LOCK = 4_820_112;
/** With a plan as the second half of the key: the right to import it. */
export const IMPORT_LOCK = 4_820_113;
export const CALENDAR_LOCK = 4_820_114;
/** With a plan as the second half of the key: the right to deliver its letters. */
export const POST_LOCK = 4_820_115;
/** With a worker's name as the second half of the key: that it lives. */
export const LIFE_LOCK = 4_820_116;
/** With an office as the second half of the key: the right to number its letters. */
export const NUMBER_LOCK = 4_820_117;

/** For whoever holds a lock for long: a machine that has gone says no farewell; the server asks after it, and gives it up within half a minute. */
export const ASK_AFTER_IT = '-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3';
