import { HttpStatus, StandardSchemaValidationPipe } from '@nestjs/common';

import { halvesOf } from '#contract/both';
import { Trouble, type Wrong } from './trouble.ts';

/** Turns what a schema finds wrong into one answer that names each field and what is allowed, in both languages. */
export const validation = new StandardSchemaValidationPipe({
  errorHttpStatusCode: HttpStatus.BAD_REQUEST,
  exceptionFactory: (issues) => troubleOf(issues),
});

/** What a schema found wrong, as an answer. */
export const troubleOf = (issues: readonly Issue[]): Trouble =>
  new Trouble('invalid', { errors: issues.slice(0, MOST_ERRORS).map(wrong) });

/** Five hundred orders may each be wrong; the first few tell enough. */
const MOST_ERRORS = 20;

type Issue = Parameters<
  NonNullable<ConstructorParameters<typeof StandardSchemaValidationPipe>[0]>['exceptionFactory'] & object
>[0][number];

const wrong = (issue: Issue): Wrong => {
  const own = halvesOf(issue.message);
  return {
    field: (issue.path ?? []).map((step) => String(typeof step === 'object' ? step.key : step)).join('.'),
    message: own?.zh ?? inChinese(issue),
    messageEn: own?.en ?? issue.message,
  };
};

/** What zod's issues carry besides the standard's message and path, as far as a sentence needs it. */
interface Details {
  readonly code?: string;
  readonly expected?: string;
  readonly origin?: string;
  readonly minimum?: number | bigint;
  readonly maximum?: number | bigint;
  readonly values?: readonly unknown[];
  readonly keys?: readonly string[];
}

const types: Readonly<Record<string, string>> = {
  string: '文本',
  number: '数字',
  int: '整数',
  boolean: 'true或false',
  array: '列表',
  object: '对象',
};
const amounts: Readonly<Record<string, string>> = { string: '个字符', array: '项' };

/** A union says in its sentence which kinds there are. */
const allowedIn = (message: string): string => {
  const kinds = [...message.matchAll(/'([^']+)'/g)].map(([, kind]) => kind);
  return kinds.length === 0 ? '不是允许的类别' : `允许：${kinds.join('、')}`;
};

/** zod's findings as a clerk would say them. */
const inChinese = (issue: Issue): string => {
  const { code, expected, origin, minimum, maximum, values, keys } = issue as Issue & Details;
  const unit = amounts[origin ?? ''];
  if (code === 'invalid_type')
    return `${issue.message.endsWith('received undefined') ? '缺少此项，' : ''}应为${types[expected ?? ''] ?? expected ?? ''}`;
  if (code === 'too_small' && unit !== undefined) return minimum === 1 ? '不能为空' : `至少${minimum ?? ''}${unit}`;
  if (code === 'too_big' && unit !== undefined) return maximum === 0 ? '应为空' : `最多${maximum ?? ''}${unit}`;
  if (code === 'too_small') return `不得小于${minimum ?? ''}`;
  if (code === 'too_big') return `不得大于${maximum ?? ''}`;
  if (code === 'invalid_value') return `允许：${(values ?? []).map(String).join('、')}`;
  if (code === 'unrecognized_keys') return `不认识的字段：${(keys ?? []).join('、')}`;
  if (code === 'invalid_union') return allowedIn(issue.message);
  return '格式不对';
};
