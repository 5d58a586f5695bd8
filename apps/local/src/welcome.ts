import type { Home } from './home.ts';
import type { Status } from './product.ts';
import { table } from './screen.ts';

export interface Addresses {
  readonly home: Home;
  readonly page: string;
  /** Null: the people in the ledger are not ours. */
  readonly password: string | null;
  readonly mail: string | null;
  readonly temporalUi: string | null;
}

const DAY_S = 86_400;

/** What somebody needs who has just started it. */
export const welcome = ({ plans, smtp }: Status, at: Addresses): string =>
  [
    '',
    'Duban 督办 is running.',
    '',
    table([
      ['Page', at.page],
      ['Login', 'zero-waste-office.chief, ecology-environment-bureau.liaison or any other <unit>.<post>'],
      ['Password', at.password ?? 'as the people in this ledger know it'],
      ['Letters', at.mail ?? lettersTo(smtp)],
      ['Temporal', at.temporalUi ?? 'the server that TEMPORAL_ADDRESS names'],
      ...plans.map(({ id, planDay, rate }) => ['Plan day', `${planDay} (${id}, ${paceOf(rate)})`] as const),
      ['Data', at.home.folder],
    ]),
    '',
    'Ctrl-C stops it; the next start goes on where it stopped.',
  ].join('\n');

const paceOf = (rate: number): string => {
  if (rate === 0) return 'the clock stands';
  if (rate === 1) return 'in real time';
  return `a plan day in ${Number((DAY_S / rate).toFixed(1))} s`;
};

const lettersTo = (smtp: Status['smtp']): string =>
  smtp === null
    ? 'wait, for the server that SMTP_URL names does not answer; they leave as soon as it does'
    : 'go to the server that SMTP_URL names';
