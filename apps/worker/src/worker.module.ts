import { type Conductor, openConductor } from '#conductor/conductor';
import { type Ledger, openLedger } from '#ledger/open-ledger';
import { openPostbox } from '#mail/postbox';
import { ConsoleLogger, type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { hostname } from 'node:os';
import { fileURLToPath } from 'node:url';
import { activitiesOf } from './activities.ts';
import { Bell } from './bell.ts';
import { ClockKeeper } from './clock-keeper.ts';
import { CONFIG, type Config } from './config.ts';
import { type Office } from './deliver.ts';
import { Labourer } from './labourer.ts';
import { version } from './version.ts';

/** A catcher answers at once whether it has a letter; a relay's attempt has surely ended after a minute. */
const DOUBT_AFTER_MS = { catcher: 2_000, relay: 60_000 } as const;
const NAME = `duban-worker/${version}`;
const LEDGER = Symbol('ledger');
const CONDUCTOR = Symbol('conductor');
const OFFICE = Symbol('office');

/** Everything the worker process keeps running; closed in the order in which it depends on itself. */
@Module({})
export class WorkerModule implements OnApplicationShutdown {
  constructor(
    @Inject(OFFICE) private readonly office: Office,
    @Inject(CONDUCTOR) private readonly conductor: Conductor,
    private readonly parts: Parts,
  ) {}

  static of(config: Config): DynamicModule {
    return {
      module: WorkerModule,
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: LEDGER, useFactory: () => openLedger(config.DATABASE_URL, { name: NAME }) },
        { provide: CONDUCTOR, useFactory: () => openConductor(config.TEMPORAL_ADDRESS, config.TEMPORAL_NAMESPACE) },
        { provide: OFFICE, inject: [LEDGER], useFactory: (ledger: Ledger) => officeOf(config, ledger) },
        {
          provide: Parts,
          inject: [OFFICE, CONDUCTOR],
          useFactory: (office: Office, conductor: Conductor) => new Parts(config, office, conductor),
        },
      ],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.parts.close();
    this.office.postbox.close();
    await this.conductor.close();
    await this.office.ledger.close();
  }
}

const officeOf = (config: Config, ledger: Ledger): Office => ({
  ledger,
  postbox: openPostbox(config.SMTP_URL, { from: config.MAIL_FROM }),
  pageUrl: config.PAGE_URL,
  mailLogUrl: config.MAIL_LOG_URL,
  doubtAfterMs: config.MAIL_LOG_URL === undefined ? DOUBT_AFTER_MS.relay : DOUBT_AFTER_MS.catcher,
});

/** The three that run by themselves: the Temporal worker, the bell, the keeper of playing clocks. */
class Parts {
  readonly #labourer: Labourer;
  readonly #bell: Bell;
  readonly #keeper: ClockKeeper;

  constructor(config: Config, office: Office, conductor: Conductor) {
    const log = new ConsoleLogger('worker', { json: true });
    const { ledger, doubtAfterMs } = office;
    const options = {
      address: config.TEMPORAL_ADDRESS,
      namespace: config.TEMPORAL_NAMESPACE,
      codePath: fileURLToPath(new URL('../../../workflow-bundle.js', import.meta.url)),
      activities: activitiesOf({ office, conductor, log }),
      identity: `${process.pid}@${hostname()}`,
    };
    this.#labourer = new Labourer(options, log);
    this.#bell = new Bell({ ledger, conductor, log, url: config.DATABASE_URL, name: NAME, doubtAfterMs });
    this.#keeper = new ClockKeeper(ledger, log);
  }

  async close(): Promise<void> {
    await this.#bell.close();
    await this.#labourer.close();
    await this.#keeper.close();
  }
}
