import type { FactKind } from '#domain/event';
import type { Climbed } from '#domain/letter';
import type { Rung } from '#domain/tables/ladder';
import type { Day } from '#domain/time/day';
import type { Ask } from './ask.ts';
import { isOfLadder } from './matters.ts';
import type { WaitingNotice } from './waiting-notice.ts';

/** What became of the rungs of an obligation before, earliest first. */
export type ClimbedRungs = (task: string, obligation: string) => readonly Climbed[];

interface Row {
  readonly task: string;
  readonly obligation: string;
  readonly on: Day;
  readonly kind: FactKind;
  readonly rung: Rung | null;
  readonly proposed: boolean | null;
}

/** Reads what a round's slips rest on, in one statement; a morning without a slip asks nothing. */
export const readClimbed = async (ask: Ask, notices: readonly WaitingNotice[]): Promise<ClimbedRungs> => {
  const slips = new Map(
    notices.flatMap(({ task, fact }) =>
      isOfLadder(fact) && isSlip(fact) ? [[`${task} ${fact.obligation}`, { task, obligation: fact.obligation }]] : [],
    ),
  );
  const rows =
    slips.size === 0 ? [] : await ask<Row>(CLIMBED, [JSON.stringify([...slips.values()]), Object.keys(became)]);
  const climbed = new Map<string, Climbed[]>();
  for (const { task, obligation, on, kind, rung, proposed } of rows) {
    const what = proposed === true ? 'proposed' : (became[kind] ?? 'sent');
    const key = `${task} ${obligation}`;
    climbed.set(key, [...(climbed.get(key) ?? []), { on, what, rung: kind === 'redSlipSent' ? 'E5' : rung }]);
  }
  return (task, obligation) => climbed.get(`${task} ${obligation}`) ?? [];
};

/** From the yellow slip on a letter says what went before. */
const isSlip = (fact: { readonly kind: FactKind; readonly rung?: Rung }): boolean =>
  fact.kind === 'redSlipSent' || (fact.rung !== undefined && fact.rung >= 'E3');

const became: Partial<Readonly<Record<FactKind, Climbed['what']>>> = {
  escalated: 'sent',
  escalationConfirmed: 'confirmed',
  escalationSetAside: 'setAside',
  redSlipSent: 'confirmed',
  replied: 'replied',
};

/** A reply is of every obligation that its slip listed. */
const CLIMBED = `
select o.task, o.obligation, e.on_day as "on", e.kind, case when e.kind <> 'replied' then e.fact ->> 'rung' end as rung,
  (e.fact ->> 'proposed')::boolean as proposed
from jsonb_to_recordset($1::jsonb) as o(task text, obligation text)
join duban.task_event e on e.task = o.task and e.kind = any($2)
where e.fact ->> 'obligation' = o.obligation or e.fact -> 'settles' ? o.obligation
order by e.task, e.seq`;
