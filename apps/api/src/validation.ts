import { HttpStatus, StandardSchemaValidationPipe } from '@nestjs/common';
import { z } from 'zod';
import { Trouble, type Wrong } from './trouble.ts';

/** Turns what a schema finds wrong into one answer that names each field and what is allowed, in both languages. */
export const validation = new StandardSchemaValidationPipe({
  errorHttpStatusCode: HttpStatus.BAD_REQUEST,
  exceptionFactory: (issues) => new Trouble('invalid', { errors: issues.slice(0, MOST_ERRORS).map(wrong) }),
});

/** Five hundred orders may each be wrong; the first few tell enough. */
const MOST_ERRORS = 20;

const chinese = z.locales.zhCN().localeError;

type Issue = Parameters<
  NonNullable<ConstructorParameters<typeof StandardSchemaValidationPipe>[0]>['exceptionFactory'] & object
>[0][number];

const wrong = (issue: Issue): Wrong => ({
  field: (issue.path ?? []).map((step) => String(typeof step === 'object' ? step.key : step)).join('.'),
  message: inChinese(issue),
  messageEn: issue.message,
});

/** A message of our own is the same in both languages; zod's are said by its Chinese locale. */
const inChinese = (issue: Issue): string => {
  // zod's issues carry more than the standard asks for.
  const said = chinese(issue as Parameters<typeof chinese>[0]);
  return (typeof said === 'object' ? said?.message : said) ?? issue.message;
};
