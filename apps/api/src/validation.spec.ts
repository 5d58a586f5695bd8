import { personCommand } from '#contract/command';
import { clockSetting } from '#contract/clock';
import { planImport } from '#contract/plan-import';
import { taskQuery } from '#contract/task';
import type { z } from 'zod';
import { troubleOf } from './validation.ts';

/** What is said of a value, by field: Chinese and English. */
const said = (schema: z.ZodType, value: unknown): readonly string[] => {
  const read = schema.safeParse(value);
  return read.success
    ? []
    : troubleOf(read.error.issues).errors.map(({ field, message, messageEn }) => `${field}: ${message} / ${messageEn}`);
};
const assignment = 'responsible.yuzhong-district';

test.each([
  [personCommand, { kind: 'drop' }, 'reason: 缺少此项，应为文本 / Invalid input: expected string, received undefined'],
  [personCommand, { kind: 'drop', reason: 7 }, 'reason: 应为文本 / Invalid input: expected string, received number'],
  [
    personCommand,
    { kind: 'drop', reason: ' ' },
    'reason: 不能为空 / Too small: expected string to have >=1 characters',
  ],
  [
    personCommand,
    { kind: 'decline', assignment, reason: '由'.repeat(2_001) },
    'reason: 最多2000个字符 / Too big: expected string to have <=2000 characters',
  ],
  [personCommand, { kind: 'register', at: 'once' }, ': 不认识的字段：at / Unrecognized key: "at"'],
  [
    personCommand,
    { kind: 'acknowledge', assignment: '渝中区' },
    'assignment: 应为“角色.单位”，如 responsible.yuzhong-district / role.unit, such as responsible.yuzhong-district',
  ],
  [
    personCommand,
    { kind: 'answer', question: 'date', answer: { kind: 'date', due: '2020-02-30' } },
    'answer.due: 没有这一天；允许1900-01-01至2199-12-31 / there is no such day; allowed is 1900-01-01 to 2199-12-31',
  ],
  [
    personCommand,
    { kind: 'dispatch', bulk: [assignment.slice(12)] },
    'bulk: 应为空 / Too big: expected array to have <=0 items',
  ],
  [taskQuery, { limit: '201' }, 'limit: 不得大于200 / Too big: expected number to be <=200'],
  [taskQuery, { limit: '0' }, 'limit: 不得小于1 / Too small: expected number to be >=1'],
  [clockSetting, {}, ': 应给出rate、planNow之一，或两者 / rate, planNow, or both'],
  [planImport, { tasks: '0' }, 'tasks: 不得小于1 / at least 1'],
  [planImport, { tasks: 'abc' }, 'tasks: 应为1至999的整数 / a whole number from 1 to 999'],
  [
    planImport,
    { as: 'Plan A' },
    'as: 只能用小写字母、数字和“-”，如 cq-zero-waste / plan: a-z, 0-9, "-", such as cq-zero-waste',
  ],
])('a wrong value is named in both languages', (schema: z.ZodType, value, sentence) => {
  expect(said(schema, value)).toEqual([sentence]);
});

test('an order that does not exist is told which there are', () => {
  expect(said(personCommand, { kind: 'forgive' })[0]).toMatch(/^kind: 允许：answer、register、drop、.* \/ Invalid/);
});

test('a value out of a list is told which there are', () => {
  expect(said(taskQuery, { light: 'blue' })[0]).toContain('light: 允许：none、green、yellow、red / ');
});
