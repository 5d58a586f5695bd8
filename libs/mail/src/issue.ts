import type { Issue } from '#domain/letter';
import { weekdayZh } from './words.ts';

/** What a unit may and must do once it has been given an assignment, as far as many lines share it. */
export const issueZh = (issue: Issue | null): string => {
  if (issue === null) return '';
  const { declineBy, nameOwnerDays, filePlanDays } = issue;
  const decline =
    declineBy === null
      ? '裁定为最终决定，不得再次退签。'
      : `不属于本单位职责的，可以于${weekdayZh(declineBy)}前退签（处室负责人以上，须说明理由）。`;
  const tasks = [
    ...(nameOwnerDays === null ? [] : [`${nameOwnerDays}个工作日内明确责任人`]),
    ...(filePlanDays === null ? [] : [`${filePlanDays}个工作日内报送分解`]),
  ];
  return `${decline}${tasks.length === 0 ? '' : `签收后${tasks.join('，')}。`}`;
};

/** The days of one line: of the unit's part, and of the whole task. */
export const issueDaysZh = (issue: Issue | null): readonly string[] => {
  if (issue === null) return [];
  const { partBy, finishBy, provisional } = issue;
  const part = partBy === null ? '' : `本单位应于${weekdayZh(partBy)}前申报完成；`;
  return [`${part}事项应于${weekdayZh(finishBy)}前办结${provisional ? '（日期暂定）' : ''}`];
};
