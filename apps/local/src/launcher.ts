import { migrate, setRolePasswords } from '#ledger/migrate';
import { finishFirstStart, prepareFirstStart } from './first-start/first-start.ts';
import { type Ground, openGround } from './ground.ts';
import { keep } from './keeper.ts';
import { raiseMail } from './mail/mail.ts';
import { urlFor } from './postgres/database.ts';
import { Obstacle, reasonOf } from './obstacle.ts';
import { raisePostgres } from './postgres/postgres.ts';
import { everyPart, startApi, startWorker, type Surroundings } from './product.ts';
import { keptSecret } from './secrets.ts';
import { raiseTemporal } from './temporal/temporal.ts';
import { welcome } from './welcome.ts';

/** Where a Prometheus looks for figures by custom. */
const FIGURES_PORT = 9464;

/**
 * Brings everything up: the three servers together, then the ledger's schema, then api and worker, then (once) the demo.
 * Resolves when all of it works and the table is on the screen; whatever is up by then, or when it throws, stands in `up`.
 */
export const launch = async (from: Pick<Ground, 'root' | 'config' | 'signal' | 'up' | 'say'>): Promise<void> => {
  const ground = await openGround(from);
  const { signal, home, ports, book, config, say } = ground;
  say(`Starting Duban 督办 in ${home.folder} …`);
  const [postgres, temporal, mail, pagePort, figuresPort] = await allOf(signal, [
    raisePostgres(ground),
    raiseTemporal(ground),
    raiseMail(ground),
    ports.claim('the page', config.port),
    ports.claim('the worker’s figures', FIGURES_PORT),
  ]);
  await migrate(postgres.url);
  const passwords = { duban_api: keptSecret(home, 'api-password'), duban_worker: keptSecret(home, 'worker-password') };
  await setRolePasswords(postgres.url, passwords);
  signal.throwIfAborted();
  const firstStart = await prepareFirstStart(ground, postgres.url);
  signal.throwIfAborted();
  const page = `http://127.0.0.1:${pagePort}`;
  const figures = `127.0.0.1:${figuresPort}`;
  book.note({ page, metrics: `http://${figures}/metrics`, password: firstStart.password });
  const urls = {
    api: urlFor(postgres.url, 'duban_api', passwords.duban_api),
    worker: urlFor(postgres.url, 'duban_worker', passwords.duban_worker),
  };
  const surroundings: Surroundings = {
    root: ground.root,
    page,
    pagePort,
    figures,
    files: home.at('files'),
    temporal: temporal.address,
    temporalUi: temporal.ui,
    smtp: mail.smtp,
    mail: mail.page,
  };
  await raiseProduct(ground, urls, surroundings);
  await everyPart(surroundings, signal);
  await finishFirstStart(ground, firstStart, page);
  say(
    welcome(await everyPart(surroundings, signal), {
      home,
      page,
      password: firstStart.password,
      mail: mail.page,
      temporalUi: temporal.ui,
    }),
  );
};

/** The two apps, side by side: the worker needs nothing of the api. */
const raiseProduct = async (
  { signal, say, book, up, logOf }: Ground,
  urls: { readonly api: string; readonly worker: string },
  at: Surroundings,
): Promise<void> => {
  await allOf(
    signal,
    (['api', 'worker'] as const).map(async (app) => {
      const log = logOf(app);
      const start = app === 'api' ? startApi : startWorker;
      const kept = await keep({
        name: app === 'api' ? 'The api' : 'The worker',
        launch: (launching) => start(at, urls[app], log, launching),
        changed: (pid) => {
          book.notePid(app, pid);
        },
        signal,
        say,
      });
      up.add('product', { name: app, stop: kept.stop });
    }),
  );
};

/** All results; when one fails the others are waited for first, so that nothing comes up after the taking down has begun. */
const allOf = async <Results extends readonly unknown[]>(
  signal: AbortSignal,
  works: { readonly [K in keyof Results]: Promise<Results[K]> },
): Promise<Results> => {
  const ended = await Promise.allSettled(works);
  signal.throwIfAborted();
  // A fault of ours goes before what a person can put right; of that, all is told at once.
  for (const one of ended) if (one.status === 'rejected' && !(one.reason instanceof Obstacle)) throw one.reason;
  const obstacles = ended.flatMap((one) => (one.status === 'rejected' ? [reasonOf(one.reason)] : []));
  if (obstacles.length > 0) throw new Obstacle(obstacles.join('\n'));
  // None was rejected, so these are the results in their places.
  return ended.map((one) => (one.status === 'fulfilled' ? one.value : null)) as unknown as Results;
};
