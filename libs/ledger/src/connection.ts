import pg from 'pg';

/** A `date` stays the text it is: a local day has no time zone to be moved through. */
const DATE = pg.types.builtins.DATE;
pg.types.setTypeParser(DATE, (text) => text);

/** What the driver needs of a `postgres://` address. Throws a TypeError on anything else. */
export const connectionOf = (
  url: string,
): { host: string; port: number; username: string; password: string; database: string } => {
  const { protocol, hostname, port, username, password, pathname } = new URL(url);
  if (!/^postgres(ql)?:$/.test(protocol))
    throw new TypeError(`not a PostgreSQL address: it begins with "${protocol}", not with "postgres:"`);
  return {
    host: decodeURIComponent(hostname),
    port: port === '' ? 5432 : Number(port),
    username: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: decodeURIComponent(pathname.slice(1)),
  };
};
