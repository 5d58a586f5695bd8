import type { FileStore } from '#evidence/file-store';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { CONFIG, type Config } from './config.ts';
import { Doorkeeper } from './doorkeeper.ts';
import { Figures } from './figures.ts';
import { FILES } from './files.ts';
import { HealthController } from './health.controller.ts';
import { ImportsController } from './imports.controller.ts';
import { InboxController } from './inbox.controller.ts';
import { LateLedger } from './late-ledger.ts';
import { LettersController } from './letters.controller.ts';
import { LoginGate } from './login-gate.ts';
import { MetricsController } from './metrics.controller.ts';
import { OrdersController } from './orders.controller.ts';
import { PagesController } from './pages/pages.controller.ts';
import { Parts } from './parts.ts';
import { PlansController } from './plans.controller.ts';
import { ProblemFilter } from './problem.filter.ts';
import { SeatsController } from './seats.controller.ts';
import { SessionController } from './session.controller.ts';
import { SessionGuard } from './session.guard.ts';
import { StuckController } from './stuck.controller.ts';
import { TasksController } from './tasks.controller.ts';
import { UploadsController } from './uploads.controller.ts';
import { validation } from './validation.ts';
import { version } from './version.ts';
import { tellingOf, type Watch, WATCH } from './watch.ts';

@Module({})
export class ApiModule {
  static of(config: Config, files: FileStore, watch: Watch): DynamicModule {
    return {
      module: ApiModule,
      controllers: [
        HealthController,
        MetricsController,
        SessionController,
        PlansController,
        StuckController,
        ImportsController,
        TasksController,
        OrdersController,
        InboxController,
        LettersController,
        SeatsController,
        UploadsController,
        PagesController,
      ],
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: FILES, useValue: files },
        { provide: WATCH, useValue: watch },
        Figures,
        {
          provide: LateLedger,
          useFactory: () =>
            new LateLedger(config.DATABASE_URL, `duban-api/${version}`, {
              tell: tellingOf(watch),
              tracing: watch.tracing,
            }),
        },
        Doorkeeper,
        LoginGate,
        Parts,
        { provide: APP_PIPE, useValue: validation },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_GUARD, useClass: SessionGuard },
      ],
    };
  }
}
