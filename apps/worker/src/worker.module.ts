import { type Conductor, openConductor } from '#conductor/conductor';
import type { Doubt } from '#ledger/letters';
import { type Ledger, openLedger } from '#ledger/open-ledger';
import { traced } from '#ledger/traced';
import { isLoopback, openPostbox } from '#mail/postbox';
import { tellOrder } from '#watch/tell-order';
import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import type { Returns } from '#mail/return-address';
import { readFileSync } from 'node:fs';
import { CONFIG, type Config } from './config.ts';
import { type Office } from './deliver.ts';
import { NAME } from './name.ts';
import { Parts } from './parts.ts';
import type { Watch } from './watch.ts';

/** The catcher on this machine answers at once whether it has a letter; elsewhere an attempt has surely ended, and been logged, after a minute. */
const CATCHER_MS = 2_000;
const RELAY_MS = 60_000;
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

  static of(config: Config, watch: Watch): DynamicModule {
    return {
      module: WorkerModule,
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: LEDGER, useFactory: () => watchedLedger(config, watch) },
        { provide: CONDUCTOR, useFactory: () => openConductor(config.TEMPORAL_ADDRESS, config.TEMPORAL_NAMESPACE) },
        { provide: OFFICE, inject: [LEDGER], useFactory: (ledger: Ledger) => officeOf(config, ledger, watch) },
        {
          provide: Parts,
          inject: [OFFICE, CONDUCTOR],
          useFactory: (office: Office, conductor: Conductor) => new Parts(config, office, { conductor, watch }),
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

/** The ledger of the worker: its orders, statements and connections are told of. */
const watchedLedger = async (config: Config, watch: Watch): Promise<Ledger> => {
  const ledger = await openLedger(config.DATABASE_URL, { name: NAME, tell: tellOrder(watch) });
  watch.metrics.watchPool(() => ledger.pool());
  return watch.tracing.isOn ? traced(ledger, watch.tracing.part) : ledger;
};

const officeOf = (config: Config, ledger: Ledger, { log, metrics }: Watch): Office => ({
  ledger,
  databaseUrl: config.DATABASE_URL,
  postbox: openPostbox(config.SMTP_URL, {
    from: config.MAIL_FROM,
    ...(config.SMTP_CA_FILE !== undefined && { authority: readFileSync(config.SMTP_CA_FILE, 'utf8') }),
  }),
  returns: returnsOf(config),
  pageUrl: config.PAGE_URL,
  mailLogUrl: config.MAIL_LOG_URL,
  doubt: doubtOf(config.MAIL_LOG_URL),
  attempted: ({ id, attempts, content }, { kind }) => {
    metrics.letterAttempts.inc({ outcome: kind });
    log.event('letter', { letter: id, planDay: content.planDay, attempt: attempts, state: kind });
  },
  notAsked: (cause) => {
    log.warn(
      `doubtful letters stay so, for the mail log is away: ${cause instanceof Error ? cause.message : String(cause)}`,
    );
  },
});

const returnsOf = ({ MAIL_BOUNCE_TO: to, MAIL_BOUNCE_SECRET: secret }: Config): Returns | undefined =>
  to === undefined || secret === undefined ? undefined : { to, secret };

const doubtOf = (mailLog: string | undefined): Doubt => ({
  canAsk: mailLog !== undefined,
  afterMs: mailLog !== undefined && isLoopback(new URL(mailLog).hostname) ? CATCHER_MS : RELAY_MS,
});
