import type { EvidenceView } from '#contract/task';
import { assignmentOf } from '#domain/checklist';
import type { FactOf } from '#domain/event';
import type { Task } from '#domain/task';
import type { Ledger } from '../open-ledger.ts';

/** Every file that was submitted in a task, the newest first: what became of it, also where another has taken its place. */
export const readEvidence = async (ledger: Ledger, { id, evidence }: Task): Promise<readonly EvidenceView[]> => {
  const rows = await ledger.ask<Row>(EVIDENCE, [id]);
  return rows.map(({ fact, withdrawn, reason }) => {
    // What moved with its role to another unit is named by the item it stands for now.
    const now = evidence.find(({ n }) => n === fact.n);
    const item = now?.item ?? fact.item;
    return {
      n: fact.n,
      item,
      assignment: assignmentOf(item),
      state: now?.stage ?? (withdrawn ? 'withdrawn' : 'superseded'),
      name: fact.name,
      bytes: fact.bytes,
      sha256: fact.sha256,
      on: fact.on,
      note: fact.note,
      reason: now?.stage === 'rejected' || now === undefined ? reason : null,
    };
  });
};

interface Row {
  readonly fact: FactOf<'evidenceSubmitted'>;
  readonly withdrawn: boolean;
  /** Why it was rejected, by a verdict or a return. */
  readonly reason: string | null;
}

const about = (kind: string): string =>
  `from duban.task_event w where w.task = e.task and w.kind = '${kind}' and w.fact -> 'n' = e.fact -> 'n'`;

const EVIDENCE = `
select e.fact, exists (select ${about('evidenceWithdrawn')}) as withdrawn,
  (select coalesce(w.fact #>> '{verdict,reason}', w.fact ->> 'reason') from duban.task_event w
   where w.task = e.task and w.seq > e.seq and (w.kind = 'evidenceJudged' and w.fact -> 'n' = e.fact -> 'n'
     or w.kind in ('partReturned', 'signOffReturned') and w.fact -> 'items' ? (e.fact ->> 'item'))
   order by w.seq desc limit 1) as reason
from duban.task_event e where e.task = $1 and e.kind = 'evidenceSubmitted' order by e.seq desc`;
