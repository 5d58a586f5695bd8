import { OutcomeUnknown } from '#ledger/outcome-unknown';
import { NotFoundException, PayloadTooLargeException } from '@nestjs/common';
import { Outage } from '#ledger/outage';
import { problemOf } from './problem.filter.ts';
import { Denied, Trouble } from './trouble.ts';

const coded = (code: string): Error => Object.assign(new Error('no'), { code });
const status = (error: unknown): number => problemOf(error).status;

test('a lost answer to COMMIT is an unknown outcome, to be repeated with the same key', () => {
  expect(problemOf(new OutcomeUnknown(coded('ECONNRESET')))).toMatchObject({
    status: 504,
    outcome: 'unknown',
    titleEn: expect.stringContaining('same Idempotency-Key') as unknown,
  });
});

test('PostgreSQL away before COMMIT is 503, however it is said', () => {
  for (const code of ['ECONNREFUSED', 'ECONNRESET', '08006', '57P01', '57P03', '53300'])
    expect(status(coded(code))).toBe(503);
  expect(status(new Outage('not yet'))).toBe(503);
  expect(status(new Error('Connection terminated unexpectedly'))).toBe(503);
  expect(status(new Error('Query runner already released. Cannot run queries anymore.'))).toBe(503);
  expect(status(new AggregateError([coded('ECONNREFUSED'), coded('ECONNREFUSED')]))).toBe(503);
  expect(status(Object.assign(new Error('query failed'), { driverError: coded('57P01') }))).toBe(503);
});

test('a wrong statement is a bug of ours, not an outage', () => {
  for (const code of ['23505', '42601', '22P02', '40P01']) expect(status(coded(code))).toBe(500);
  expect(status(new AggregateError([coded('ECONNREFUSED'), coded('42601')]))).toBe(500);
  expect(problemOf('what?')).toMatchObject({ status: 500, why: 'broken' });
});

test('what Nest and Fastify say keeps its status', () => {
  expect(status(new NotFoundException())).toBe(404);
  expect(status(new PayloadTooLargeException())).toBe(413);
  expect(status(Object.assign(new Error('bad'), { statusCode: 400 }))).toBe(400);
});

test('a refusal is 422 with its sentence and its data', () => {
  const denied = new Denied({ why: 'dueNotAhead', due: '2020-01-01' as never, after: '2020-01-02' as never }, (id) => ({
    name: id,
    nameEn: id,
  }));
  expect(problemOf(denied)).toEqual({
    type: 'urn:duban:refusal:dueNotAhead',
    status: 422,
    why: 'dueNotAhead',
    due: '2020-01-01',
    after: '2020-01-02',
    title: '新期限2020-01-01须晚于计划日2020-01-02。',
    titleEn: 'The new due day 2020-01-01 must lie after the plan day 2020-01-02.',
  });
});

test('what is wrong with a field stands in the answer', () => {
  const errors = [{ field: 'leader', message: '过长', messageEn: 'too long' }];
  expect(problemOf(new Trouble('invalid', { errors }))).toMatchObject({ status: 400, errors });
});
