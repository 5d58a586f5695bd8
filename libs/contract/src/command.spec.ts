import { type PersonKind, personKinds } from '#domain/command';
import { personCommand } from './command.ts';

const assignment = 'responsible.yuzhong-district';
const names = { kind: 'nameOwner', assignment, leader: '王莉', handler: '李强', liaison: '张敏' };

/** One good command of each kind; a new kind must have its line. */
const good: Readonly<Record<PersonKind, object>> = {
  answer: { kind: 'answer', question: 'units', answer: { kind: 'units', units: ['yuzhong-district'] } },
  register: { kind: 'register' },
  dispatch: { kind: 'dispatch', bulk: [] },
  acknowledge: { kind: 'acknowledge', assignment },
  nameOwner: names,
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

test('an assignment is a role and a unit', () => {
  for (const bad of ['yuzhong-district', 'owner.yuzhong-district', 'lead.', 'lead.Yuzhong', `lead.${'x'.repeat(200)}`])
    expect(wrong({ kind: 'acknowledge', assignment: bad })).toContain('assignment');
});

test('what the clock orders, and whatever else nobody knows, cannot be sent', () => {
  for (const kind of ['remind', 'escalate', 'lapse', 'close', '', undefined]) expect(wrong({ kind })).toEqual(['kind']);
});

test('a field that no order has is refused, not ignored', () => {
  expect(wrong({ kind: 'register', by: 'somebody-else' })).toEqual(['']);
});
