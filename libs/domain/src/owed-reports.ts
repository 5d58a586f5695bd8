import { reportOwed, reportVersion, subtaskSince } from './reports.ts';
import type { ObligationKey } from './obligation-key.ts';
import { ofPart, type Pending } from './pending.ts';
import { limitsOf } from './tables/limits.ts';
import type { Task } from './task.ts';
import type { Calendar } from './time/calendar.ts';
import { latest } from './time/day.ts';
import { dayIn } from './time/month.ts';

/** The report that each assignment owes next. */
export const owedReports = (task: Task, calendar: Calendar): readonly Pending[] =>
  task.assignments.flatMap((part): readonly Pending[] => {
    const next = reportOwed(task, part, calendar);
    const version = reportVersion(task, part);
    if (next === null || version === null || part.acknowledged === null) return [];
    return [
      {
        ...ofPart(part, 'report', `${version}.${next.month}`),
        since: latest(part.acknowledged.on, dayIn(next.month, 1), part.backOn, subtaskSince(task, part)),
        by: () => next.by,
        top: limitsOf(task.rules).report.top,
      },
    ];
  });

/** Whether a report's ladder may still be climbed: the same list without a calendar. */
export const isReportOwed = (task: Task, key: ObligationKey): boolean =>
  task.assignments.some((part) => {
    const version = reportVersion(task, part);
    const start = version === null ? null : `report/${part.id}/${version}.`;
    if (start === null || !key.startsWith(start)) return false;
    const month = key.slice(start.length);
    return (part.reported === null || month > part.reported) && month >= (task.reportsFrom ?? '');
  });
