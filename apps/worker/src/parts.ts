import type { Conductor } from '#conductor/conductor';
import { workflowIdOf } from '#conductor/conductor';
import { hostname } from 'node:os';
import { fileURLToPath } from 'node:url';
import { activitiesOf } from './activities.ts';
import { Bell } from './bell.ts';
import { ClockKeeper } from './clock-keeper.ts';
import type { Config } from './config.ts';
import type { Office } from './deliver.ts';
import { FiguresServer } from './figures-server.ts';
import { Labourer } from './labourer.ts';
import { NAME, version } from './name.ts';
import { Nightly } from './nightly.ts';
import { openReturnBox, type ReturnBox } from './return-box.ts';
import { SignOfLife } from './sign-of-life.ts';
import { Troubles } from './troubles.ts';
import type { Watch } from './watch.ts';

/** Those that run by themselves: the Temporal worker, the bell, the keeper of playing clocks; and those that tell of them. */
export class Parts {
  readonly #labourer: Labourer;
  readonly #bell: Bell;
  readonly #keeper: ClockKeeper;
  readonly #returns: Promise<ReturnBox | null>;
  readonly #sign: SignOfLife;
  readonly #nightly: Nightly;
  readonly #figures: FiguresServer | null;

  constructor(config: Config, office: Office, { conductor, watch }: { conductor: Conductor; watch: Watch }) {
    const { log, metrics, rung } = watch;
    const { ledger, doubt } = office;
    const identity = `${process.pid}@${hostname()}`;
    const troubles = new Troubles(ledger, log);
    const rings = ringing(conductor, watch);
    const bell = new Bell({
      ledger,
      conductor: rings,
      log,
      url: config.DATABASE_URL,
      name: NAME,
      worker: identity,
      doubt,
      rang: rung,
    });
    this.#bell = bell;
    const attended = (workflowId: string): void => {
      bell.attended(workflowId);
    };
    const options = {
      address: config.TEMPORAL_ADDRESS,
      namespace: config.TEMPORAL_NAMESPACE,
      codePath: fileURLToPath(new URL('../../../workflow-bundle.js', import.meta.url)),
      activities: activitiesOf({ office, conductor: rings, watch, attended }, troubles),
      identity,
    };
    this.#labourer = new Labourer(options, log);
    this.#keeper = new ClockKeeper(ledger, log);
    this.#returns =
      config.BOUNCE_SMTP_LISTEN === undefined || office.returns === undefined
        ? Promise.resolve(null)
        : openReturnBox(config.BOUNCE_SMTP_LISTEN, { ledger, returns: office.returns, log });
    // A port that is taken must be seen, and must not stop the letters.
    this.#returns.catch((cause: unknown) => {
      log.error(`delivery reports are not received: ${cause instanceof Error ? cause.message : String(cause)}`);
    });
    this.#sign = new SignOfLife(ledger, { name: identity, version }, watch, troubles);
    this.#nightly = new Nightly(ledger, rings, log, () => bell.isHeld);
    const { METRICS_LISTEN: listen, METRICS_NETWORKS: networks, METRICS_TOKEN: token = null } = config;
    this.#figures = listen === undefined ? null : new FiguresServer(listen, metrics, { networks, token }, log);
  }

  async close(): Promise<void> {
    await this.#nightly.close();
    await this.#returns.then((box) => box?.close()).catch(() => undefined);
    await this.#bell.close();
    await this.#labourer.close();
    await this.#keeper.close();
    await this.#sign.close();
    await this.#figures?.close();
  }
}

/** The same door to Temporal; every ring is a part of a trace, and counted when it fails. */
const ringing = (conductor: Conductor, { metrics, tracing }: Watch): Conductor => ({
  ...conductor,
  ring: async (ring) => {
    try {
      await tracing.part('ring', { 'duban.subject': ring.id, 'duban.workflow': workflowIdOf(ring) }, () =>
        conductor.ring(ring),
      );
    } catch (cause) {
      metrics.ringFailures.inc();
      throw cause;
    }
  },
});
