import type { PersonId } from '#domain/actor';
import type { Ledger } from '#ledger/open-ledger';
import { openSession } from '#ledger/sessions';
import { COOKIE } from '../../apps/api/src/who.ts';
import { setTimeout as pause } from 'node:timers/promises';
import { type Answer, contradiction, isSame, type Settled } from './answers.ts';
import type { Intent } from './orders.ts';

/** What was answered, once and for all. */
export interface Given extends Settled {
  readonly intent: Intent;
  /** Told every time that nothing was changed, and let be. */
  readonly abandoned: boolean;
  /** Accepted, and refused at the same moment: the instant from which it may have been refused; null: it was not. */
  readonly refusedSince: number | null;
}

/** What the people count while they work. */
export interface Tally {
  sent: number;
  lost: number;
  unavailable: number;
  unknown: number;
  repeated: number;
  concurrent: number;
  keyReused: number;
}

export interface Actors {
  readonly tally: Tally;
  /** Gives the orders at their time; resolves when all have an answer, or `until` has passed. */
  readonly work: (intents: readonly Intent[], began: number, until: () => boolean) => Promise<readonly Given[]>;
  /** Sends an order once more; null when no answer came. */
  readonly repeat: (intent: Intent) => Promise<Answer | null>;
  /** The office sets the plan's clock; tries until it is done, or `until` has passed; gives the last answer. */
  readonly setClock: (plan: string, to: object, until: () => boolean) => Promise<Answer | null>;
}

const ANSWER_MS = 25_000;
const PAUSE_MS = 200;
/** A browser opens so many connections to one server. */
const AT_ONCE = 12;

/** People who log in once; `wrong` is told of every answer that nobody should ever get. */
export const openActors = async (ledger: Ledger, page: string, wrong: (text: string) => void): Promise<Actors> => {
  const cookies = new Map<string, string>();
  const logIn = async (person: string): Promise<string> => {
    const known = cookies.get(person) ?? `${COOKIE}=${await openSession(ledger, person as PersonId)}`;
    cookies.set(person, known);
    return known;
  };
  const tally: Tally = { sent: 0, lost: 0, unavailable: 0, unknown: 0, repeated: 0, concurrent: 0, keyReused: 0 };
  const ask = async (
    method: string,
    path: string,
    cookie: string,
    body: object,
    key: string,
  ): Promise<Answer | null> => {
    try {
      const response = await fetch(`${page}/api${path}`, {
        method,
        headers: { cookie, 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(ANSWER_MS),
      });
      return { ...((await response.json()) as object), status: response.status };
    } catch {
      return null;
    }
  };
  const send = async (intent: Intent, command: object = intent.command): Promise<Answer | null> => {
    tally.sent += 1;
    const cookie = cookies.get(intent.person) ?? '';
    const answer = await ask('POST', `/tasks/${intent.task}/orders`, cookie, command, intent.key);
    if (answer === null) tally.lost += 1;
    else if (answer.status === 503) tally.unavailable += 1;
    else if (answer.status === 504) tally.unknown += 1;
    else if (![200, 409, 422].includes(answer.status))
      wrong(`${intent.key} was answered ${answer.status}: ${JSON.stringify(answer)}`);
    return answer;
  };
  const isFinal = (answer: Answer | null): boolean => answer !== null && answer.status < 500;

  /** Sends until there is an answer that stands, or the person lets it be. */
  const settle = async (intent: Intent, until: () => boolean): Promise<Given> => {
    let nothingChanged = true;
    for (;;) {
      const askedAt = Date.now();
      const answer = await send(intent);
      const given = { intent, abandoned: false, refusedSince: null, askedAt, answeredAt: Date.now() };
      if (isFinal(answer)) return { ...given, answer };
      nothingChanged &&= answer?.status === 503;
      if (nothingChanged && intent.givesUp) return { ...given, answer: null, abandoned: true };
      if (until()) return { ...given, answer: null };
      tally.repeated += 1;
      await pause(PAUSE_MS);
    }
  };

  const give = async (intent: Intent, until: () => boolean): Promise<Given> => {
    if (intent.manner === 'twice') {
      tally.concurrent += 1;
      const willing = { ...intent, givesUp: false };
      const [one, other] = await Promise.all([settle(willing, until), settle(willing, until)]);
      const against = contradiction(one, other);
      if (against !== null) wrong(`${intent.key} ${against}`);
      const accepted = [one, other].find(({ answer }) => answer?.status === 200);
      const refused = [one, other].find(({ answer }) => answer?.status === 422);
      // Two refusals may differ by what happened in between; an acceptance counts, and the checker hears of a refusal beside it.
      return accepted === undefined ? one : { ...accepted, refusedSince: refused?.askedAt ?? null };
    }
    const given = await settle(intent, until);
    if (given.answer?.status === 409) wrong(`${intent.key} was answered 409 although its order never changed`);
    if (given.answer?.status !== 200) return given;
    if (intent.manner === 'again') {
      const again = await settle({ ...intent, givesUp: false }, until);
      if (again.answer !== null && !isSame(again.answer, given.answer))
        wrong(`${intent.key} was answered again, and differently: ${JSON.stringify(again.answer)}`);
    }
    if (intent.manner === 'otherBody') {
      const other = { ...intent, command: otherThan(intent), givesUp: false };
      const { answer } = await settle(other, until);
      if (answer !== null && answer.status !== 409)
        wrong(`${intent.key} was used for another order and answered ${answer.status}`);
      tally.keyReused += 1;
    }
    return given;
  };

  return {
    tally,
    work: async (intents, began, until) => {
      for (const person of new Set(intents.map((one) => one.person))) await logIn(person);
      const given: Given[] = [];
      const left = [...intents];
      const worker = async (): Promise<void> => {
        for (let intent = left.shift(); intent !== undefined; intent = left.shift()) {
          await pause(Math.max(0, began + intent.at - Date.now()));
          // Who comes too late goes home: the order was never given.
          if (until()) return;
          given.push(await give(intent, until));
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, worker));
      return given;
    },
    repeat: (intent) => send(intent),
    setClock: async (plan, to, until) => {
      const cookie = await logIn('plan-office.chief');
      for (;;) {
        const answer = await ask('PUT', `/plans/${plan}/clock`, cookie, to, 'clock');
        if (answer?.status === 200 || until()) return answer;
        await pause(PAUSE_MS);
      }
    },
  };
};

/** What the same key may not be used for: another order whose text would be seen in the ledger. */
export const STRANGE = '另一指令';
const otherThan = ({ command }: Intent): Intent['command'] => ({
  kind: 'note',
  assignment: command.assignment,
  ...{ text: STRANGE },
});
