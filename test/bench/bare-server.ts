import { until } from '../support/until.ts';
import { freePort } from '../support/free-port.ts';
import { type Http, openHttp } from './http.ts';
import type { Scene } from './scene.ts';

/** As many rows as the plan has tasks. */
export const ROWS = 111;

/** Starts `bare/server.ts` on the scene's own database, with tables beside the ledger's. */
export const bareServer = async (scene: Scene, plan: string): Promise<Http> => {
  await scene.ledger.ask('create schema bare');
  await scene.ledger.ask('create table bare.thing (id text primary key, seq integer not null, state jsonb not null)');
  await scene.ledger.ask(
    'create table bare.happened (thing text, seq integer, fact jsonb not null, at timestamptz not null, primary key (thing, seq))',
  );
  await scene.ledger.ask(
    `insert into bare.thing select 'row-' || i, 0, '{"stage": "underway", "lead": "somebody"}' from generate_series(0, ${ROWS - 1}) i`,
  );
  const port = await freePort();
  scene.startBare('server.ts', [scene.ownerUrl, String(port), plan]);
  const http = openHttp(`http://127.0.0.1:${port}`);
  await until('the bare server answers', async () => (await http.send('GET', '/page')).status === 200, 30_000);
  return http;
};
