import type { Said } from '#domain/question';
import { z } from 'zod';
import { moment, planId, taskId } from './ids.ts';
import { limit, LONGEST_CURSOR } from './page.ts';

/** What can come to a stop, by what is to be done about it. */
export const stuckKinds = [
  /** Facts that nobody has made known to the posts they concern. */
  'facts',
  /** Due lines (reminders, escalations) that have not been carried out. */
  'lines',
  /** An activity that fails again and again: most often a broken promise of the software. */
  'promise',
  /** The ledger and its workflows are not as they should be; found by verifying. */
  'verify',
  /** The office's dispatch of a plan's tasks. */
  'dispatch',
  /** A move of the clock, or a new calendar, of which the tasks have not heard. */
  'clock',
  /** The postman's round whose hour has come. */
  'round',
  'letterWaiting',
  'letterDoubtful',
  'letterFailed',
] as const;
export type StuckKind = (typeof stuckKinds)[number];

/** Why it stands still, as far as the software can tell. */
export const stuckCauses = ['noWorker', 'noBell', 'temporalAway', 'relay', 'software', 'unknown'] as const;
export type StuckCause = (typeof stuckCauses)[number];

export const stuckQuery = z.strictObject({ after: z.string().max(LONGEST_CURSOR).default(''), limit });
export type StuckQuery = z.output<typeof stuckQuery>;

const said = z.object({ zh: z.string(), en: z.string() });

export const stuckItem = z
  .object({
    kind: z.enum(stuckKinds),
    plan: planId,
    task: taskId.nullable(),
    letter: z.int().nullable(),
    since: moment,
    cause: said,
    /** In the words of whatever complained: a relay, the software. */
    detail: z.string().nullable(),
    advice: said,
  })
  .meta({ id: 'StuckItem' });
export type StuckItem = z.output<typeof stuckItem>;

const both = (zh: string, en: string): Said => ({ zh, en });

export const stuckNames: { readonly [K in StuckKind]: Said } = {
  facts: both('新情况未送达', 'facts not made known'),
  lines: both('到期的提醒或督办未执行', 'due lines not carried out'),
  promise: both('步骤反复失败', 'a step that keeps failing'),
  verify: both('核对不一致', 'not as it should be'),
  dispatch: both('批量交办未完成', 'a dispatch that does not go on'),
  clock: both('计划时钟或日历变更未通知到各事项', 'a clock or calendar change not heard of'),
  round: both('到点的信件未生成', 'a round of letters that was not made'),
  letterWaiting: both('信件积压未发', 'a letter that waits too long'),
  letterDoubtful: both('信件是否送达不明', 'a letter of unknown outcome'),
  letterFailed: both('信件被拒收', 'a letter that was refused'),
};

export const causeTexts: { readonly [K in StuckCause]: Said } = {
  noWorker: both('没有工作进程在运行', 'no worker is running'),
  noBell: both('没有工作进程持有响铃锁', 'no worker holds the bell'),
  temporalAway: both('Temporal 没有应答', 'Temporal does not answer'),
  relay: both('邮件服务器的答复见下', 'the mail server answered as below'),
  software: both('软件错误，详见下文', 'a fault of the software, as below'),
  unknown: both('原因不明', 'the cause is not known'),
};

/** What to do about it, once what stands in the way in general (no worker, no Temporal) is out of the way. */
export const stuckAdvice: { readonly [K in StuckKind]: Said } = {
  facts: both(
    '查看运行状态页，确认工作进程与 Temporal 均在运行，必要时重启工作进程；重启后会重新唤醒全部事项。仍不消失的，在 Temporal 页面查看该事项的流程并把错误告知运维。',
    'See on /status that worker and Temporal run, and restart the worker if need be: it rings everything when it starts. If it stays, look at the task’s workflow on the Temporal page and tell the maintainers the error.',
  ),
  lines: both(
    '查看运行状态页，确认工作进程与 Temporal 均在运行。其间指令照常办理；恢复后提醒与督办逐级补办，不会跳级。',
    'See on /status that worker and Temporal run. Orders go on meanwhile; reminders and escalations follow rung by rung when it is mended.',
  ),
  promise: both(
    '这是软件错误：不要改动数据库。把详情与事项编号告知运维；修复并更新后，系统会自动重试，无须人工补办。',
    'This is a fault of the software: change nothing in the database. Tell the maintainers the detail and the task; after the repair it is tried again by itself.',
  ),
  verify: both(
    '运行 npm run verify 再核对一次。流程缺失的会被自动唤醒；链、状态或序号不一致的，说明台账被改动或损坏：停止办理该事项，从备份核对。',
    'Run npm run verify again. Missing workflows are rung by themselves. Where chain, state or numbers differ the ledger was changed or damaged: stop work on the task and compare it with a backup.',
  ),
  dispatch: both(
    '确认工作进程与 Temporal 在运行；交办会从停下之处继续，不必重新下达。',
    'See that worker and Temporal run: the dispatch goes on where it stopped and need not be ordered again.',
  ),
  clock: both(
    '确认工作进程与 Temporal 在运行；在各事项得知之前，提醒仍按原时间唤醒，但不会多发或漏发。',
    'See that worker and Temporal run. Until the tasks have heard of it they wake by the old hours; nothing is sent twice or lost.',
  ),
  round: both(
    '查看本方案是否有「到期未执行」或「步骤失败」的条目，先处理它们；信件会在其后补发。',
    'See whether this plan has due lines or a failing step in the list and mend those first; the letters follow.',
  ),
  letterWaiting: both(
    '检查邮件服务器（SMTP_URL）是否可用、是否限流；信件会自动重试，间隔从30秒到1小时。',
    'See whether the mail server (SMTP_URL) works or limits us; the letter is tried again by itself, after 30 s up to an hour.',
  ),
  letterDoubtful: both(
    '先问收件人或查邮件服务器日志是否收到；确未收到的，由办公室再发一次（POST /api/letters/:id/again）。系统不会自行重发，以免重复。',
    'Ask the addressee or look in the relay’s log whether it arrived; if not, the office sends it again (POST /api/letters/:id/again). It is never repeated by itself.',
  ),
  letterFailed: both(
    '核对收件人邮箱是否有误并更正；紧要的由办公室再发一次（POST /api/letters/:id/again），或者以其他方式告知。',
    'Check and correct the addressee’s address; where it matters the office sends it again (POST /api/letters/:id/again) or tells the person otherwise.',
  ),
};
