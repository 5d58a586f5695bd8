import { type Conductor, openConductor } from '#conductor/conductor';
import { type Ledger, openLedger } from '#ledger/open-ledger';
import { openPostbox } from '#mail/postbox';
import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIG, type Config } from './config.ts';
import { type Office } from './deliver.ts';
import { NAME } from './name.ts';
import { Parts } from './parts.ts';

/** A catcher answers at once whether it has a letter; a relay's attempt has surely ended after a minute. */
const DOUBT = { catcher: { afterMs: 2_000, canAsk: true }, relay: { afterMs: 60_000, canAsk: false } } as const;
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
  doubt: config.MAIL_LOG_URL === undefined ? DOUBT.relay : DOUBT.catcher,
});
