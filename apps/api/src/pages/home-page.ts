import { lightNames, stageNames } from '#contract/names';
import type { TaskItem } from '#contract/task';
import type { PlanRecord } from '#ledger/queries/read-plan';
import type { Who } from '#ledger/sessions';
import type { Config } from '../config.ts';
import { version } from '../version.ts';
import { type Html, html } from './html.ts';
import { layout } from './layout.ts';
import { watchSection, type WatchView } from './watch-section.ts';

/** A plan's tasks, and those of them whose light this person may see. */
export interface PlanTable {
  readonly plan: PlanRecord;
  readonly tasks: readonly TaskItem[];
  readonly seen: ReadonlySet<string>;
  /** For the plan's office only. */
  readonly watch: WatchView | null;
}

/** The first page: what this is, where its parts are, and every plan's tasks. Strangers see numbers, headings and stages. */
export const homePage = (who: Who | undefined, tables: readonly PlanTable[], config: Config, page: string): string =>
  layout(
    '首页',
    who,
    html`
      <section>
        <h1>督办：政府行动方案的督办引擎</h1>
        <p class="soft">
          Duban supervises government action plans: who owes what by when, with reminders and escalations. Version
          ${version}
        </p>
        <ul>
          <li>页面 Page：<a href="${page}">${page}</a></li>
          ${address('邮件 Mail', config.MAIL_PAGE_URL)} ${address('流程 Temporal', config.TEMPORAL_UI_URL)}
          <li>接口说明 API：<a href="/api/docs">/api/docs</a></li>
          <li>运行状态 Status：<a href="/status">/status</a></li>
        </ul>
      </section>
      ${tables.map((table) => planTable(who, table))}
      ${tables.length === 0 ? html`<section><p>尚无方案。There is no plan yet.</p></section>` : null}
    `,
  );

const address = (name: string, url: string | undefined): Html | null =>
  url === undefined ? null : html`<li>${name}：<a href="${url}">${url}</a></li>`;

const planTable = (who: Who | undefined, { plan, tasks, seen, watch }: PlanTable): Html => html`
  ${watch === null ? null : watchSection(watch)}
  <section>
    <h2>${plan.title}</h2>
    <p class="soft">计划日 Plan day ${plan.today} · 速率 Rate ${plan.clock.rate} · ${plan.tasks} 项 tasks</p>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>序号</th>
            <th>事项</th>
            <th>阶段</th>
            ${
              who === undefined
                ? null
                : html`<th>牵头单位</th>
                    <th>灯</th>
                    <th>期限</th>`
            }
          </tr>
        </thead>
        <tbody>
          ${tasks.map((task) => row(who, task, seen.has(task.id)))}
        </tbody>
      </table>
    </div>
  </section>
`;

const row = (who: Who | undefined, task: TaskItem, isSeen: boolean): Html => html`
  <tr>
    <td class="short"><a href="/tasks/${task.id}">${task.no}</a></td>
    <td>${task.heading}${task.star ? ' ★' : ''}</td>
    <td class="short">${stageNames[task.stage].zh}</td>
    ${
      who === undefined
        ? null
        : html`<td>${task.lead.name}</td>
            <td class="short">${isSeen ? lightOf(task) : '—'}</td>
            <td class="short">${dueOf(task)}</td>`
    }
  </tr>
`;

/** A coloured dot is not enough for everybody: the word and the rung stand beside it. */
export const lightOf = ({ light, rung }: Pick<TaskItem, 'light' | 'rung'>): Html =>
  html`<span class="light ${light}"></span>${lightNames[light].zh}${rung === null ? '' : ` ${rung}`}`;

export const dueOf = ({ due, duePrecision }: Pick<TaskItem, 'due' | 'duePrecision'>): string =>
  duePrecision === 'year' ? `${due.slice(0, 4)}年` : due;
