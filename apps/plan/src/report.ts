import type { Remark, TaskDraft } from '#domain/draft';
import type { Answer, Question, Said } from '#domain/question';
import type { UnitId } from '#domain/unit';
import type { Pack } from '#plan/packs';
import type { PlanReading, Tally } from '#plan/read-plan';
import { getBorderCharacters, table } from 'table';

/** As much of a text as stands in a column without wrapping. */
const SHORT = 24;

/** What a reading came to, for a person to hold against the document: rows, questions, remarks, counts. */
export const report = (reading: PlanReading, pack: Pack): string => {
  const names = new Map<UnitId, string>([...pack.units, ...reading.newUnits].map(({ id, name }) => [id, name]));
  return [
    `${reading.title}（${reading.id}）`,
    `${reading.tableTitles.indicators}：${reading.counts.indicators}项指标 · ${reading.tableTitles.tasks}：${reading.counts.tasks}项任务 · ${reading.encoding}`,
    '',
    rows(reading.tasks, names),
    ...section('问题', 'Questions', reading.tasks.flatMap(questions(names))),
    ...section('说明', 'Remarks', [
      ...reading.remarks.map((one) => remark('文件', one)),
      ...reading.tasks.flatMap((draft) => draft.remarks.map((one) => remark(`第${draft.no}项`, one))),
    ]),
    ...section(
      '新单位',
      'New units',
      reading.newUnits.map(({ id, name, kind }) => `  ${name}（${id}, ${kind}）`),
    ),
    '',
    counts(reading),
  ].join('\n');
};

const section = (zh: string, en: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', `${zh} ${en} (${lines.length})`, ...lines];

const plain = (cells: readonly (readonly string[])[], numbers: readonly number[]): string =>
  table(
    cells.map((row) => [...row]),
    {
      border: getBorderCharacters('void'),
      columnDefault: { paddingLeft: 0, paddingRight: 2 },
      columns: Object.fromEntries(numbers.map((column) => [column, { alignment: 'right' as const }])),
      drawHorizontalLine: () => false,
    },
  ).trimEnd();

const rows = (drafts: readonly TaskDraft[], names: ReadonlyMap<UnitId, string>): string =>
  plain(
    [
      ['序号', '牵头单位', '配合', '责任', '时限', '问题', '说明', '试点任务'],
      ['no', 'lead', 'support', 'responsible', 'due', 'questions', 'remarks', 'task'],
      ...drafts.map((draft) => {
        const of = (role: string): string => String(draft.units.filter((one) => one.role === role).length);
        return [
          String(draft.no),
          names.get(draft.lead) ?? draft.lead,
          `${of('support')}${draft.supportOpen ? '+' : ''}`,
          of('responsible'),
          draft.due.day.slice(0, 4),
          draft.questions.length === 0 ? '' : String(draft.questions.length),
          draft.remarks.length === 0 ? '' : String(draft.remarks.length),
          draft.text.length > SHORT ? `${draft.text.slice(0, SHORT)}…` : draft.text,
        ];
      }),
    ],
    [0, 2, 3, 4, 5, 6],
  );

const both = ({ zh, en }: Said, indent: string): readonly string[] => [`${indent}${zh}`, `${indent}${en}`];

const questions =
  (names: ReadonlyMap<UnitId, string>) =>
  (draft: TaskDraft): readonly string[] =>
    draft.questions.map((one) => question(draft.no, one, names));

const question = (no: number, one: Question, names: ReadonlyMap<UnitId, string>): string => {
  const { suggestion } = one;
  const units = suggestion === null ? '' : answerIn(suggestion.answer, names);
  return [
    `  第${no}项 ${one.cell}（第${one.line ?? 1}行）“${one.text}” ${one.blocks ? '须先答复 blocks' : '可不答复 may stay open'}`,
    ...both(one.understood, '      '),
    ...(suggestion === null
      ? ['      没有建议 No suggestion']
      : [`      建议 Suggestion (${suggestion.confidence}): ${units}`, ...both(suggestion.reason, '        ')]),
  ].join('\n');
};

const answerIn = (answer: Answer, names: ReadonlyMap<UnitId, string>): string => {
  if (answer.kind === 'units') return answer.units.map((unit) => names.get(unit) ?? unit).join('、');
  if (answer.kind === 'unit') return names.get(answer.unit) ?? answer.unit;
  return answer.kind === 'inherited' ? '沿用 as inherited' : (answer.due ?? '维持 keep');
};

const remark = (whose: string, { line, cell, zh, en }: Remark): string =>
  `  ${whose} 第${line}行${cell === '' ? '' : ` ${cell}`}：${zh}\n      ${en}`;

const counts = ({ counts: all }: PlanReading): string => {
  const years = Object.keys(all.withInherited.byYear).sort();
  const line = (name: string, tally: Tally): readonly string[] => [
    name,
    ...[tally.lead, tally.support, tally.responsible, tally.total].map(String),
    ...years.map((year) => String(tally.byYear[year] ?? 0)),
  ];
  return [
    `任务 tasks ${all.tasks} · 指标 indicators ${all.indicators}，其中★ ${all.starred} · 问题 questions ${all.questions}，其中须先答复 blocking ${all.blocking}，涉及任务 tasks waiting ${all.tasksWaiting}`,
    '',
    plain(
      [
        ['办理单元 assignments', '牵头 lead', '配合 support', '责任 responsible', '合计 total', ...years],
        line('按单元格 as the cells stand', all.asWritten),
        line('含沿用 with what is inherited', all.withInherited),
      ],
      years.map((_, i) => i + 5).concat([1, 2, 3, 4]),
    ),
  ].join('\n');
};
