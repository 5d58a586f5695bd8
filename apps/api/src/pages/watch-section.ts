import { momentText } from '#contract/moments';
import type { Status, Work } from '#contract/status';
import { type StuckItem, stuckNames } from '#contract/stuck';
import { type Html, html } from './html.ts';

/** What the office sees of the work on the first page: how it goes, what is stuck, and what to do about it. */
export interface WatchView {
  readonly status: Status;
  readonly stuck: readonly StuckItem[];
  /** There is more than is shown. */
  readonly isMore: boolean;
}

export const watchSection = ({ status, stuck, isMore }: WatchView): Html => html`
  <section id="watch">
    <h2>运行情况 <small>How the work goes</small></h2>
    ${status.work === null ? html`<p class="wrong">数据库没有应答，运行情况不明。The database does not answer.</p>` : figures(status, status.work)}
    ${
      stuck.length === 0
        ? html`<p>没有停滞的事项。<small>Nothing is stuck.</small></p>`
        : html`<div class="scroll">
            <table>
              <thead>
                <tr>
                  <th>停滞</th>
                  <th>自何时</th>
                  <th>原因</th>
                  <th>怎么办</th>
                </tr>
              </thead>
              <tbody>
                ${stuck.map(row)}
              </tbody>
            </table>
          </div>`
    }
    ${isMore ? html`<p class="soft">更多见接口 /api/plans/…/stuck。There is more.</p>` : null}
  </section>
`;

const figures = ({ worker, temporal, smtp }: Status, work: Work & object): Html => html`
  <p>
    工作进程：${worker === null ? '未运行' : `自 ${work.workerSince ?? '不明'} 起运行`} ·
    流程引擎：${temporal === null ? '无应答' : '正常'} · 邮件：${smtp === null ? '无应答' : '正常'}
  </p>
  <p>
    唤醒延迟 ${ms(work.ringMs)} · 送达延迟 ${ms(work.routedLagMs)} · 未送达事项 ${work.unroutedTasks} · 逾期未执行
    ${work.overdueLines} · 停滞事项 ${work.stuckTasks}
  </p>
  <p>
    信件：待发 ${work.letters.waiting} · 正在发 ${work.letters.sending} · 已发 ${work.letters.sent} · 不明
    ${work.letters.doubtful} · 被拒 ${work.letters.failed} ·
    最近一批：${work.lastRound === null ? '尚无' : `计划日 ${work.lastRound.planDay}，${work.lastRound.letters} 封`}
  </p>
  <p class="soft">
    ${work.verified === null ? '尚未核对' : `最近核对 ${work.verified.at}：${work.verified.differences} 处差异`}
    <small>读于 ${momentText(Date.now())}</small>
  </p>
`;

const row = ({ kind, task, letter, since, cause, detail, advice }: StuckItem): Html => html`
  <tr>
    <td>
      ${stuckNames[kind].zh}
      ${task === null ? null : html`<a href="/tasks/${task}">${task}</a>`}${letter === null ? null : `№ ${letter}`}
    </td>
    <td class="short">${since}</td>
    <td>${cause.zh}${detail === null ? null : html`<br /><small>${detail}</small>`}</td>
    <td>${advice.zh}<br /><small>${advice.en}</small></td>
  </tr>
`;

const ms = (time: number | null): string => (time === null ? '—' : `${Math.round(time)} 毫秒`);
