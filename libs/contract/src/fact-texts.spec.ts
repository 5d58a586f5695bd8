import type { Checklist } from '#domain/checklist';
import type { Fact, FactKind } from '#domain/event';
import { factText, factTexts } from './fact-texts.ts';

const assignment = 'responsible.yuzhong';
const lead = 'lead.ecology';
const [acceptance, photos] = [`acceptance@${assignment}`, `photos@${assignment}`];
const owed = { obligation: `part/${assignment}/1.0`, about: 'part', unit: 'yuzhong', assignment, by: '2020-12-17' };
const subtask = { id: 's3', giver: lead, assignment, title: '收运网络建设' };
const held = {
  missing: { items: [acceptance, photos], parts: [], subtasks: [], unacknowledged: [], declined: [] },
  supply: [],
  again: [],
  repeat: false,
};

/** The data of each, such as the rules give; a new kind must have its line. */
const examples: Readonly<Record<FactKind, object>> = {
  drafted: { draft: {} },
  answered: { question: 'units', answer: { kind: 'inherited' } },
  registered: {},
  dropped: { reason: '重复' },
  dispatched: { rules: 1, bulk: [] },
  acknowledged: { assignment, textVersion: 1 },
  declined: { assignment, reason: '不涉及' },
  ruled: { assignment, ruling: { kind: 'reassign', to: 'banan' } },
  ownerNamed: { assignment, owner: { leader: '王莉', handler: '李强', liaison: '张敏' } },
  planFiled: { assignment: lead },
  subtaskAssigned: { ...subtask, person: '李强', due: '2020-09-30' },
  subtaskFinished: subtask,
  subtaskReturned: { ...subtask, reason: '缺验收单' },
  subtaskWithdrawn: { ...subtask, reason: '并入s4' },
  reported: {
    assignment,
    month: '2020-03',
    report: { done: '完成招标', problems: '', next: '开工', expected: '2020-11-30', progress: 40 },
  },
  evidenceSubmitted: {
    assignment,
    n: 3,
    item: acceptance,
    upload: 'u',
    uploadedBy: 'p',
    note: '第一标段',
    name: '验收意见.pdf',
    bytes: 9,
    sha256: '00',
  },
  evidenceWithdrawn: { assignment, n: 3, item: acceptance },
  evidenceJudged: { assignment, n: 3, item: acceptance, verdict: { kind: 'reject', reason: '没有盖章' } },
  evidenceWaived: { assignment, item: acceptance, reason: '没有此类工程' },
  claimProposed: { assignment },
  claimHeld: { assignment, ...held },
  claimed: { assignment, proposedBy: 'p' },
  partAccepted: { assignment, ready: true },
  partReturned: { assignment, items: [photos], reason: '没有日期' },
  claimWithdrawn: { assignment },
  signOffRequested: { assignment: lead, overdue: true, needsL3: true, level: 'L1', signers: 'L2' },
  signOffHeld: {
    assignment: lead,
    ...held,
    missing: {
      items: [acceptance],
      parts: [assignment],
      subtasks: ['s3', 's5'],
      unacknowledged: ['support.finance'],
      declined: ['responsible.banan'],
    },
  },
  signedOff: { assignment: lead, level: 'L1', next: { level: 'L2', signers: 'L2' } },
  signOffReturned: { assignment: lead, level: 'L2', items: [photos], parts: [assignment], reason: '规模不符' },
  recused: { assignment: lead, level: 'L3', signers: 'L3', successor: 'liaison' },
  signOffWithdrawn: { assignment: lead },
  closed: { assignment: lead },
  archived: {},
  noted: { assignment, from: 'ecology', to: 'yuzhong', text: '请报名单' },
  reminded: { ...owed, ahead: [1] },
  escalated: { ...owed, rung: 'E4', proposed: true },
  escalationConfirmed: { ...owed, rung: 'E4' },
  escalationSetAside: { ...owed, rung: 'E4', reason: '正在协调' },
  escalationHeld: owed,
  foretold: owed,
  redSlipSent: owed,
  replied: { ...owed, person: 'p', text: '下周复工', settles: [`correct/${assignment}/1.1`] },
  lapsed: {},
  monthTurned: { month: '2020-04' },
};

const names: Readonly<Record<string, { name: string; nameEn: string }>> = {
  ecology: { name: '市生态环境局', nameEn: 'Ecology Bureau' },
  finance: { name: '市财政局', nameEn: 'Finance Bureau' },
  yuzhong: { name: '渝中区政府', nameEn: 'Yuzhong District' },
  banan: { name: '巴南区政府', nameEn: 'Banan District' },
};
const lookup = (unit: string) => names[unit] ?? { name: unit, nameEn: unit };
const checklist: Checklist = {
  type: 'works',
  items: [
    { id: 'acceptance', zh: '竣工验收意见', en: 'Completion acceptance', scope: 'unit' },
    { id: 'photos', zh: '现场照片', en: 'Site photos', scope: 'unit' },
  ],
};
// The data are written by hand above, one set for each kind.
const sentences = (kind: FactKind, more: object = {}) =>
  factText({ kind, on: '2020-04-01', by: 'p', ...examples[kind], ...more } as unknown as Fact, lookup, checklist);

test.each(Object.keys(factTexts) as FactKind[])('%s is told in Chinese and in English without gaps', (kind) => {
  const { zh, en } = sentences(kind);
  expect(zh).toMatch(/[\u4e00-\u9fff]/);
  expect(en).toMatch(/[a-z]{2}/);
  for (const text of [zh, en]) expect(text).not.toMatch(/undefined|null|true|false|\[object|@|：$|: $|；$|、$/);
});

test('a held claim names its items and their unit, and nothing that is not missing', () => {
  expect(sentences('claimHeld')).toEqual({
    zh: '渝中区政府（责任单位）申报完成有缺项，暂不受理。缺佐证：「竣工验收意见（渝中区政府）」、「现场照片（渝中区政府）」',
    en: 'Yuzhong District claimed its part as done, which was held. Missing: evidence: "Completion acceptance" (Yuzhong District), "Site photos" (Yuzhong District)',
  });
});

test('a held request names items, parts, subtasks, and who has neither acknowledged nor been ruled on', () => {
  expect(sentences('signOffHeld').zh).toBe(
    '市生态环境局（牵头单位）申请办结有缺项，暂不受理。佐证未提交或者未认定：「竣工验收意见（渝中区政府）」；未获认可：渝中区政府（责任单位）；' +
      '子任务未办结：s3、s5；未签收：市财政局（配合单位）；退签未裁定：巴南区政府（责任单位）',
  );
});

test('without its checklist an item is called by its id', () => {
  const fact = { kind: 'claimHeld', on: '2020-04-01', by: 'p', ...examples.claimHeld } as unknown as Fact;
  expect(factText(fact, lookup).zh).toContain('「acceptance（渝中区政府）」');
});

test('a report says what was written, and one click says that nothing has changed', () => {
  expect(sentences('reported').zh).toBe(
    '渝中区政府（责任单位）反馈2020-03：进度40%；已完成：完成招标；下一步：开工；预计2020-11-30完成',
  );
  expect(sentences('reported', { report: null, month: null }).zh).toBe('渝中区政府（责任单位）反馈：无变化');
});

test('evidence is accepted, or rejected with the reason', () => {
  expect(sentences('evidenceJudged').zh).toBe('「竣工验收意见（渝中区政府）」佐证3不予认定：没有盖章');
  expect(sentences('evidenceJudged', { verdict: { kind: 'accept' } }).zh).toBe(
    '「竣工验收意见（渝中区政府）」佐证3已认定',
  );
});

test('a level that others sign for says so, and the last one completes the task', () => {
  expect(sentences('signOffRequested').zh).toBe(
    '市生态环境局（牵头单位）逾期申请办结，转牵头单位审签（该级人员均须回避，由L2代行）',
  );
  expect(sentences('signedOff').zh).toBe('牵头单位审签通过，转方案办公室审签');
  expect(sentences('signedOff', { level: 'L3', next: null }).zh).toBe('领导小组审签通过，事项办结');
});

test('a return names what is to be put right', () => {
  expect(sentences('partReturned').zh).toBe(
    '渝中区政府（责任单位）的完成申报被退回，须整改「现场照片（渝中区政府）」：没有日期',
  );
  expect(sentences('signOffReturned').zh).toBe(
    '方案办公室审签退回「现场照片（渝中区政府）」、渝中区政府（责任单位）：规模不符',
  );
});
