import { factText } from '#contract/fact-texts';
import {
  assignmentStageNames,
  checklistStateNames,
  groupPostNames,
  levelNames,
  obligationNames,
  orderNames,
  postNames,
  roleNames,
  rungNames,
  stageNames,
} from '#contract/names';
import type { UnitLookup } from '#contract/refusal-texts';
import { unitOf } from '#domain/assignment';
import type { Checklist } from '#domain/checklist';
import type { UnitId } from '#domain/unit';
import type { AgendaLine, EventView, ObligationView, TaskItem } from '#contract/task';
import type { Who } from '#ledger/sessions';
import type { TaskView } from '../task-desk.ts';
import { dueOf, lightOf } from './home-page.ts';
import { type Html, html } from './html.ts';
import { layout, loginForm } from './layout.ts';

/** Everything that somebody who may read the task sees on its page. */
export interface TaskSheet {
  readonly task: TaskView;
  readonly obligations: readonly ObligationView[];
  readonly agenda: readonly AgendaLine[];
  readonly events: readonly EventView[];
  readonly named: UnitLookup;
  /** Its posts have names of their own. */
  readonly leadingGroup: UnitId;
  /** How its items are called. */
  readonly checklist: Checklist;
}

/** A task's page for one of its people. */
export const taskPage = (who: Who, sheet: TaskSheet): string => {
  const { task, obligations, agenda, events, named, leadingGroup } = sheet;
  const called = chairZh(leadingGroup);
  return layout(
    `第${task.no}项`,
    who,
    html`
      ${planRow(task, html`<p>状态灯：${lightOf(task)}</p>`)}
      ${part(
        '应办事项 Owed',
        ['事项', '单位', '期限', '逾期工作日', '至多升级到'],
        obligations.map((one) => [
          obligationNames[one.kind].zh,
          one.unit.name,
          one.by,
          one.lateDays > 0 ? String(one.lateDays) : '—',
          topOf(one),
        ]),
      )}
      ${part(
        '下一步预告 Agenda',
        ['日期', '步骤', '事由', '单位', '送达'],
        agenda.map((line) => [
          `${line.on}${line.provisional ? '（暂定）' : ''}`,
          stepOf(line),
          line.about === null ? '不再等待明确责任人' : obligationNames[line.about].zh,
          line.unit?.name ?? '—',
          line.to.map(called).join('、') || '—',
        ]),
      )}
      ${part(
        '办理单元 Assignments',
        ['单位', '角色', '阶段', '签收日', '责任人'],
        task.assignments.map((one) => [
          one.unit.name,
          roleNames[one.role].zh,
          assignmentStageNames[one.stage].zh,
          one.acknowledgedOn ?? '—',
          one.owner === null ? '—' : [one.owner.leader, one.owner.handler, one.owner.liaison].join('、'),
        ]),
      )}
      ${part(
        '佐证清单 Checklist',
        ['佐证', '单位', '状态', '文件'],
        task.checklist.map((one) => [
          one.name,
          named(unitOf(one.assignment)).name,
          checklistStateNames[one.state].zh,
          task.evidence
            .filter(({ item, state }) => item === one.item && state === one.state)
            .map(({ name }) => name)
            .join('、') || '—',
        ]),
      )}
      ${part(
        '审签 Sign-off',
        ['级别', '签署单位', '开始日'],
        task.review === null ? [] : [[levelNames[task.review.level].zh, task.review.unit.name, task.review.since]],
      )}
      ${part(
        '可办指令 Orders',
        ['指令', '可否', '说明'],
        task.orders.map(({ kind, refusal }) => [
          orderNames[kind].zh,
          refusal === null ? '可办' : '不可',
          refusal?.title ?? '',
        ]),
      )}
      ${part(
        '现在申报的缺项 What is missing now',
        ['指令', '缺项', '将告知'],
        task.holds.map(({ kind, title, to }) => [orderNames[kind].zh, title, to.map(called).join('、') || '—']),
      )}
      ${part(
        '经过 Events',
        ['序', '计划日', '事实', '经办'],
        events.map((event) => [
          String(event.seq),
          event.on,
          factText(event.fact, named, sheet.checklist).zh,
          event.by?.name ?? '系统',
        ]),
      )}
    `,
  );
};

/** What strangers see of a task: the plan's own row, and where to log in. */
export const publicTaskPage = (who: Who | undefined, task: TaskItem): string =>
  layout(
    `第${task.no}项`,
    who,
    html`
      ${planRow(task, null)}
      <section>
        ${
          who === undefined
            ? html`<h2>登录后查看办理情况 Log in to see more</h2>
                ${loginForm(`/tasks/${task.id}`)}`
            : html`<p>您的单位与本事项无关。Your unit has no part in this task.</p>`
        }
      </section>
    `,
  );

/** `渝中区政府主要负责人`, `领导小组组长` */
const chairZh =
  (leadingGroup: UnitId) =>
  ({ unit, post }: AgendaLine['to'][number]): string =>
    `${unit.name}${(unit.id === leadingGroup ? groupPostNames : postNames)[post].zh}`;

/** How far an obligation's ladder goes, and has gone. */
const topOf = ({ top, rung }: ObligationView): string => {
  if (top === null) return '只提醒';
  return rung === null ? top : `${top}（已到${rung}）`;
};

const stepOf = ({ kind, rung }: AgendaLine): string => {
  if (kind === 'lapse') return '期限届满';
  if (kind === 'turn') return '转入下月';
  return kind === 'foretell' ? '预告黄色督办单' : `${rung} ${rungNames[rung].zh}`;
};

const planRow = (task: TaskItem, more: Html | null): Html => html`
  <section>
    <p class="soft">${task.section} · 第${task.no}项${task.star ? ' · ★ 重点指标' : ''}</p>
    <h1>${task.heading}</h1>
    <p>${task.text}</p>
    <p class="soft">牵头单位：${task.lead.name} · 期限：${dueOf(task)} · 阶段：${stageNames[task.stage].zh}</p>
    ${more}
  </section>
`;

const part = (title: string, heads: readonly string[], rows: readonly (readonly string[])[]): Html => html`
  <section>
    <h2>${title}</h2>
    ${
      rows.length === 0
        ? html`<p class="soft">无 None</p>`
        : html`<div class="scroll">
            <table>
              <thead>
                <tr>
                  ${heads.map((head) => html`<th>${head}</th>`)}
                </tr>
              </thead>
              <tbody>
                ${rows.map(
                  (cells) =>
                    html`<tr>
                      ${cells.map((cell) => html`<td>${cell}</td>`)}
                    </tr>`,
                )}
              </tbody>
            </table>
          </div>`
    }
  </section>
`;
