import { demoPeople, HASHING } from '#ledger/demo-people';
import { openLedger } from '#ledger/open-ledger';
import { addPeople } from '#ledger/people';
import { importPlan } from '#ledger/import-plan';
import { renewCalendar } from '#ledger/renew-calendar';
import { mainlandChina } from '#calendar/mainland-china';
import { hash } from '@node-rs/argon2';
import { existsSync } from 'node:fs';
import type { Ground } from '../ground.ts';
import { keptSecret, newPassword, writePrivate } from '../secrets.ts';
import { type Mark, readMark, writeMark } from './mark.ts';
import { openOffice } from './office.ts';
import { type ShippedPlan, shippedPlan } from './shipped-plan.ts';
import { issuePlan } from './issue-plan.ts';

/** What is left to do of the first start once the product runs, and how its people log in. */
export interface FirstStart {
  /** Null when there is nothing left. */
  readonly plan: ShippedPlan | null;
  /** Of all demo people; null in a ledger whose people were not made here. */
  readonly password: string | null;
}

const PASSWORD = 'demo-password';

/**
 * As owner: puts the shipped plan and its demo people into an empty ledger. A ledger with plans is left alone, unless
 * this home's first start was broken off in the middle; every step may be done again.
 */
export const prepareFirstStart = async (ground: Ground, ownerUrl: string): Promise<FirstStart> => {
  const { home, config, say } = ground;
  const ledger = await openLedger(ownerUrl, { name: 'duban-local', poolSize: 2 });
  try {
    const isEmpty = (await ledger.ask('select 1 from duban.plan limit 1')).length === 0;
    const renewed = (await renewCalendar(ledger, mainlandChina)) === 'new';
    if (renewed && !isEmpty) say('This version brings other holidays: every open task has been dated anew.');
    const mark: Mark | null = isEmpty ? 'underway' : readMark(home);
    if (mark !== 'underway') return { plan: null, password: keptPassword(ground) };
    writeMark(home, mark);
    if (isEmpty && config.demoPassword !== null) writePrivate(home.at(PASSWORD), `${config.demoPassword}\n`);
    const password = keptSecret(home, PASSWORD, newPassword);
    const plan = await shippedPlan();
    if ((await importPlan(ledger, plan.content)).verdict === 'imported') {
      say(`Imported: ${plan.content.title}, ${plan.content.tasks.length} tasks.`);
    }
    const passwordHash = await hash(password, HASHING);
    await addPeople(ledger, plan.content.id, demoPeople(plan.content.units, passwordHash));
    return { plan, password };
  } finally {
    await ledger.close();
  }
};

/** As the office's chief, through the product like anybody: answers, registers, dispatches, and sets the clock playing. */
export const finishFirstStart = async (ground: Ground, { plan, password }: FirstStart, page: string): Promise<void> => {
  if (plan === null || password === null) return;
  const login = `${plan.content.seats.office}.chief`;
  const office = await openOffice(page, login, password, ground.signal);
  await issuePlan(office, plan, ground);
  writeMark(ground.home, 'done');
};

const keptPassword = ({ home, config, say }: Ground): string | null => {
  const kept = existsSync(home.at(PASSWORD)) ? keptSecret(home, PASSWORD) : null;
  if (config.demoPassword !== null && config.demoPassword !== kept) {
    say('DUBAN_DEMO_PASSWORD is heeded at a first start only: the people in this ledger keep their passwords.');
  }
  return kept;
};
