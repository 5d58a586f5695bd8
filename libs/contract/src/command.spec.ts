import { type PersonKind, personKinds } from '#domain/command';
import { personCommand } from './command.ts';

const assignment = 'responsible.yuzhong-district';
const item = `acceptance@${assignment}`;
const upload = '0b8f9c1e-8a53-4a6e-9f0e-2a4f9d6c7b11';
const names = { kind: 'nameOwner', assignment, leader: '王莉', handler: '李强', liaison: '张敏' };

/** One good command of each kind; a new kind must have its line. */
const good: Readonly<Record<PersonKind, object>> = {
  answer: { kind: 'answer', question: 'units', answer: { kind: 'units', units: ['yuzhong-district'] } },
  register: { kind: 'register' },
  drop: { kind: 'drop', reason: '与第17项重复' },
  dispatch: { kind: 'dispatch', bulk: [] },
  acknowledge: { kind: 'acknowledge', assignment },
  decline: { kind: 'decline', assignment, reason: '不在本区\n范围内' },
  rule: { kind: 'rule', assignment, ruling: { kind: 'reassign', to: 'banan-district' } },
  nameOwner: names,
  filePlan: { kind: 'filePlan' },
  assignSubtask: {
    kind: 'assignSubtask',
    giver: 'lead.ecology-environment-bureau',
    holder: assignment,
    title: '餐厨垃圾收运网络建设',
    person: null,
    due: '2020-09-30',
  },
  finishSubtask: { kind: 'finishSubtask', subtask: 's3' },
  returnSubtask: { kind: 'returnSubtask', subtask: 's3', reason: '缺少验收单' },
  withdrawSubtask: { kind: 'withdrawSubtask', subtask: 's3', reason: '并入s4' },
  report: {
    kind: 'report',
    assignment,
    report: { done: '收运网络已建成\n80%', problems: '', next: '招标', expected: '2020-11-30', progress: 80 },
  },
  submitEvidence: { kind: 'submitEvidence', item, upload, note: '第一标段' },
  withdrawEvidence: { kind: 'withdrawEvidence', evidence: 3 },
  judgeEvidence: { kind: 'judgeEvidence', evidence: 3, verdict: { kind: 'reject', reason: '没有盖章' } },
  waiveEvidence: { kind: 'waiveEvidence', item, reason: '本区没有此类工程' },
  claimDone: { kind: 'claimDone', assignment },
  confirmClaim: { kind: 'confirmClaim', assignment },
  acceptPart: { kind: 'acceptPart', assignment },
  returnPart: { kind: 'returnPart', assignment, items: [item], reason: '照片没有日期' },
  requestSignOff: { kind: 'requestSignOff' },
  signOff: { kind: 'signOff', decision: { kind: 'return', items: [item], parts: [assignment], reason: '规模不符' } },
  withdraw: { kind: 'withdraw', assignment },
  close: { kind: 'close' },
  archive: { kind: 'archive' },
  confirmEscalation: { kind: 'confirmEscalation', obligation: `acknowledge/${assignment}/1` },
  holdEscalation: { kind: 'holdEscalation', obligation: `acknowledge/${assignment}/1` },
  setAside: { kind: 'setAside', obligation: `acknowledge/${assignment}/1`, rung: 'E4', reason: '正在协调' },
  sendRedSlip: { kind: 'sendRedSlip', obligation: `part/${assignment}/1.0` },
  reply: { kind: 'reply', obligation: `part/${assignment}/1.0`, text: '已约谈施工单位\n下周复工' },
  note: { kind: 'note', assignment, text: '请于周五前\n报送名单' },
};

/** What is wrong, by field. */
const wrong = (command: unknown): readonly string[] => {
  const read = personCommand.safeParse(command);
  return read.success ? [] : read.error.issues.map((issue) => issue.path.join('.'));
};

test.each(personKinds)('%s is read as it was written', (kind) => {
  expect(personCommand.parse(good[kind])).toEqual(good[kind]);
});

test('an answer is of one of three kinds', () => {
  const answer = (given: object) => wrong({ kind: 'answer', question: 'date', answer: given });
  expect(answer({ kind: 'inherited' })).toEqual([]);
  expect(answer({ kind: 'date', due: null })).toEqual([]);
  expect(answer({ kind: 'date', due: '2022-12-30' })).toEqual([]);
  expect(answer({ kind: 'date', due: '2022-02-30' })).toEqual(['answer.due']);
  expect(answer({ kind: 'units', units: ['No Unit'] })).toEqual(['answer.units.0']);
  expect(answer({ kind: 'guess' })).toEqual(['answer.kind']);
});

test('nobody gives a unit the longer limits by hand', () => {
  expect(personCommand.safeParse({ kind: 'dispatch', bulk: ['yuzhong-district'] }).success).toBe(false);
});

test('a dispatch without a list of bulk units has an empty one', () => {
  expect(personCommand.parse({ kind: 'dispatch' })).toEqual({ kind: 'dispatch', bulk: [] });
});

test('a name is trimmed, and has 1 to 50 characters without control characters', () => {
  expect(personCommand.parse({ ...names, leader: ' 王莉 ' })).toEqual(names);
  for (const leader of ['', '  ', '王'.repeat(51), '王\u0000莉', '\ud800', 7])
    expect(wrong({ ...names, leader })).toEqual(['leader']);
  expect(wrong({ ...names, leader: '王'.repeat(50) })).toEqual([]);
});

test('a reason is trimmed, has 1 to 2,000 characters, and may have lines', () => {
  const drop = (reason: unknown) => wrong({ kind: 'drop', reason });
  expect(personCommand.parse({ kind: 'drop', reason: ' 一\n二 ' })).toEqual({ kind: 'drop', reason: '一\n二' });
  for (const reason of ['', ' \n ', '由'.repeat(2_001), '甲\u0000', undefined])
    expect(drop(reason)).toEqual(['reason']);
  expect(drop('由'.repeat(2_000))).toEqual([]);
});

test('a ruling keeps, reassigns to a unit, or withdraws', () => {
  const rule = (ruling: object) => wrong({ kind: 'rule', assignment, ruling });
  for (const ruling of [{ kind: 'keep' }, { kind: 'withdraw' }]) expect(rule(ruling)).toEqual([]);
  expect(rule({ kind: 'reassign' })).toEqual(['ruling.to']);
  expect(rule({ kind: 'forgive' })).toEqual(['ruling.kind']);
});

test('an assignment is a role and a unit', () => {
  for (const bad of ['yuzhong-district', 'owner.yuzhong-district', 'lead.', 'lead.Yuzhong', `lead.${'x'.repeat(200)}`])
    expect(wrong({ kind: 'acknowledge', assignment: bad })).toContain('assignment');
});

test('what is left out of a report is blank, and a report left out says that nothing has changed', () => {
  const report = (given?: object) => personCommand.parse({ kind: 'report', assignment, report: given });
  expect(report()).toEqual({ kind: 'report', assignment, report: null });
  expect(report({ progress: 0 })).toEqual({
    kind: 'report',
    assignment,
    report: { done: '', problems: '', next: '', expected: null, progress: 0 },
  });
});

test('progress is a whole number of percent, and a text has at most 2,000 characters', () => {
  const report = (given: object) => wrong({ kind: 'report', assignment, report: { progress: 50, ...given } });
  for (const progress of [-1, 101, 33.3, '50', null, undefined])
    expect(report({ progress })).toEqual(['report.progress']);
  for (const progress of [0, 100]) expect(report({ progress })).toEqual([]);
  for (const field of ['done', 'problems', 'next']) {
    expect(report({ [field]: '字'.repeat(2_000) })).toEqual([]);
    expect(report({ [field]: '字'.repeat(2_001) })).toEqual([`report.${field}`]);
    expect(report({ [field]: '甲\u0000' })).toEqual([`report.${field}`]);
  }
  expect(report({ expected: '2020-02-30' })).toEqual(['report.expected']);
});

test('evidence is a file that was uploaded, for an item of an assignment; its note may be blank', () => {
  const submit = (given: object) => wrong({ kind: 'submitEvidence', item, upload, ...given });
  expect(personCommand.parse({ kind: 'submitEvidence', item, upload })).toMatchObject({ note: '' });
  expect(submit({ note: '  ' })).toEqual([]);
  for (const bad of ['acceptance', assignment, `Acceptance@${assignment}`, `a@b@${assignment}`, 'acceptance@yuzhong'])
    expect(submit({ item: bad })).toEqual(['item']);
  for (const bad of ['17', upload.toUpperCase(), `${upload}0`, '../secret'])
    expect(submit({ upload: bad })).toEqual(['upload']);
  for (const evidence of [0, -1, 1.5, '3', 1_001])
    expect(wrong({ kind: 'withdrawEvidence', evidence })).toEqual(['evidence']);
});

test('a verdict accepts, or rejects with a reason', () => {
  const judge = (verdict: object) => wrong({ kind: 'judgeEvidence', evidence: 1, verdict });
  expect(judge({ kind: 'accept' })).toEqual([]);
  expect(judge({ kind: 'reject' })).toEqual(['verdict.reason']);
  expect(judge({ kind: 'reject', reason: ' ' })).toEqual(['verdict.reason']);
  expect(judge({ kind: 'accept', reason: '好' })).toEqual(['verdict']);
});

test('a return names at most 200 items, and may name none', () => {
  const items = (n: number) => wrong({ kind: 'returnPart', assignment, items: Array(n).fill(item), reason: '缺页' });
  expect(personCommand.parse({ kind: 'returnPart', assignment, reason: '缺页' })).toMatchObject({ items: [] });
  expect(items(200)).toEqual([]);
  expect(items(201)).toEqual(['items']);
});

test('whoever signs off approves, returns with a reason, or stands back', () => {
  const decide = (decision: object) => wrong({ kind: 'signOff', decision });
  const read = (decision: object) => personCommand.parse({ kind: 'signOff', decision });
  expect(decide({ kind: 'approve' })).toEqual([]);
  expect(read({ kind: 'return', reason: '规模不符' })).toMatchObject({ decision: { items: [], parts: [] } });
  expect(decide({ kind: 'return' })).toEqual(['decision.reason']);
  expect(decide({ kind: 'return', reason: '不符', parts: Array(201).fill(assignment) })).toEqual(['decision.parts']);
  expect(read({ kind: 'recuse' })).toMatchObject({ decision: { successor: null } });
  expect(decide({ kind: 'recuse', successor: 'deputy' })).toEqual([]);
  expect(decide({ kind: 'recuse', successor: 'mayor' })).toEqual(['decision.successor']);
  expect(decide({ kind: 'delegate' })).toEqual(['decision.kind']);
});

test('a withdrawal names the part that was claimed, or with null the request for sign-off', () => {
  expect(personCommand.parse({ kind: 'withdraw', assignment: null })).toEqual({ kind: 'withdraw', assignment: null });
  expect(personCommand.safeParse({ kind: 'withdraw' }).success).toBe(false);
});

test('a reply is never blank', () => {
  expect(wrong({ kind: 'reply', obligation: `part/${assignment}/1.0`, text: ' ' })).toEqual(['text']);
});

test('what the clock orders, and whatever else nobody knows, cannot be sent', () => {
  for (const kind of ['remind', 'escalate', 'foretell', 'lapse', 'turnMonth', 'forgive', '', undefined])
    expect(wrong({ kind })).toEqual(['kind']);
});

test('a field that no order has is refused, not ignored', () => {
  expect(wrong({ kind: 'register', by: 'somebody-else' })).toEqual(['']);
});
