import {
  answer,
  dispatch,
  drafted,
  ecology,
  holder,
  office,
  question,
  register,
  since,
} from '../../../../test/support/examples.ts';

const chief = holder(office, 'chief');

test.each(['deputy', 'chief'] as const)("the office's %s registers a draft without open questions", (post) => {
  const before = drafted();
  const registered = before.then(holder(office, post), register);
  expect(since(before, registered)).toEqual([{ kind: 'registered', on: '2020-03-02' }]);
  expect(registered.task.stage).toBe('registered');
});

test.each(['liaison', 'handler', 'section-head'] as const)("the office's %s may not register", (post) => {
  expect(drafted().refusal(holder(office, post), register)).toEqual({
    why: 'notYourPost',
    unit: office.id,
    posts: ['deputy', 'chief'],
  });
});

test('another unit may not register', () => {
  expect(drafted().refusal(holder(ecology, 'chief'), register)).toMatchObject({ why: 'notYourPost' });
});

test('a task is registered once', () => {
  expect(drafted().then(chief, register).refusal(chief, register)).toMatchObject({ why: 'wrongStage' });
});

test('a task with open questions is not registered, and they are named', () => {
  expect(drafted({ questions: [question('units'), question('inherited')] }).refusal(chief, register)).toEqual({
    why: 'questionsOpen',
    questions: ['units', 'inherited'],
  });
});

describe('the date is asked about when its act-by day lies before the registration, or within 20 working days of it', () => {
  test.each([
    ['2019-12-31', 'long past'],
    ['2020-03-02', 'the same day'],
    ['2020-03-29', 'a Sunday whose act-by day is the 19th working day ahead'],
    ['2020-03-30', 'the 20th working day ahead'],
  ])('%s, %s, is asked about', (due) => {
    expect(drafted({ due }).refusal(chief, register)).toEqual({ why: 'questionsOpen', questions: ['date'] });
  });

  test('2020-03-31, the 21st working day ahead, is not', () => {
    expect(drafted({ due: '2020-03-31' }).refusal(chief, register)).toBeNull();
  });

  test('a date that was far when the task was drafted is near when it is registered late', () => {
    expect(drafted({ due: '2020-03-31' }).at('2020-03-03 10:00').refusal(chief, register)).toEqual({
      why: 'questionsOpen',
      questions: ['date'],
    });
  });

  test('a date that is kept may be registered', () => {
    const kept = drafted({ due: '2019-12-31' }).then(chief, answer('date', { kind: 'date', due: null }));
    expect(kept.then(chief, register).then(chief, dispatch).task.stage).toBe('dispatched');
  });
});
