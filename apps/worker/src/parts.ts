import type { Conductor } from '#conductor/conductor';
import { ConsoleLogger } from '@nestjs/common';
import { hostname } from 'node:os';
import { fileURLToPath } from 'node:url';
import { activitiesOf } from './activities.ts';
import { Bell } from './bell.ts';
import { ClockKeeper } from './clock-keeper.ts';
import type { Config } from './config.ts';
import type { Office } from './deliver.ts';
import { Labourer } from './labourer.ts';
import { openReturnBox, type ReturnBox } from './return-box.ts';
import { NAME } from './name.ts';

/** The three that run by themselves: the Temporal worker, the bell, the keeper of playing clocks. */
export class Parts {
  readonly #labourer: Labourer;
  readonly #bell: Bell;
  readonly #keeper: ClockKeeper;
  readonly #returns: Promise<ReturnBox | null>;

  constructor(config: Config, office: Office, conductor: Conductor) {
    const log = new ConsoleLogger('worker', { json: true });
    const { ledger, doubt } = office;
    const options = {
      address: config.TEMPORAL_ADDRESS,
      namespace: config.TEMPORAL_NAMESPACE,
      codePath: fileURLToPath(new URL('../../../workflow-bundle.js', import.meta.url)),
      activities: activitiesOf({ office, conductor, log }),
      identity: `${process.pid}@${hostname()}`,
    };
    this.#labourer = new Labourer(options, log);
    this.#bell = new Bell({ ledger, conductor, log, url: config.DATABASE_URL, name: NAME, doubt });
    this.#keeper = new ClockKeeper(ledger, log);
    this.#returns =
      config.BOUNCE_SMTP_LISTEN === undefined || office.returns === undefined
        ? Promise.resolve(null)
        : openReturnBox(config.BOUNCE_SMTP_LISTEN, { ledger, returns: office.returns, log });
    // A port that is taken must be seen, and must not stop the letters.
    this.#returns.catch((cause: unknown) => {
      log.error(`delivery reports are not received: ${cause instanceof Error ? cause.message : String(cause)}`);
    });
  }

  async close(): Promise<void> {
    await this.#returns.then((box) => box?.close()).catch(() => undefined);
    await this.#bell.close();
    await this.#labourer.close();
    await this.#keeper.close();
  }
}
