import { uploadForm } from '#contract/upload';
import type { PlanId } from '#domain/task';
import { MOST_BYTES } from '#evidence/file-store';
import type { FastifyRequest } from 'fastify';
import { type Form, type Part, partsOf, wrong } from './form.ts';
import { troubleOf } from './validation.ts';

/** A file on its way in: what is known of it before its bytes have come. */
export interface SentFile {
  readonly plan: PlanId;
  /** The last part of the name that the sender gave it. */
  readonly name: string;
  readonly bytes: AsyncIterable<Buffer>;
}

const FORM: Form = { file: 'file', mostBytes: MOST_BYTES, tooLarge: 'fileTooLarge' };

/**
 * Reads a form of the field `plan` and then one file, `file`, and hands the file on while it arrives. Its bytes end where the
 * form does: when anything is wrong up to there they break off with a Trouble, and nobody can take half a form for a whole one.
 */
export const receiveFile = async <T>(request: FastifyRequest, take: (file: SentFile) => Promise<T>): Promise<T> => {
  const fields: Record<string, string> = {};
  const parts = partsOf(request, FORM);
  for await (const part of parts) {
    if (!Object.hasOwn(uploadForm.shape, part.field))
      throw wrong(part.field, '不认识的字段；允许：plan、file', 'an unknown field; allowed are "plan" and "file"');
    if (part.kind === 'text') fields[part.field] = part.text;
    else return await take(sentFile(fields, part, parts));
  }
  throw wrong(FORM.file, '缺少文件', 'the file is missing');
};

const sentFile = (
  fields: Readonly<Record<string, string>>,
  file: Extract<Part, { kind: 'file' }>,
  parts: AsyncIterable<Part>,
): SentFile => {
  // Whoever sends it is looked at before the bytes are, so the plan must be known by now.
  if (fields['plan'] === undefined)
    throw wrong('plan', '缺少此项；须在文件之前', 'it is missing; it must come before the file');
  const parsed = uploadForm.safeParse({ ...fields, file: file.name });
  if (!parsed.success) throw troubleOf(parsed.error.issues);
  return { plan: parsed.data.plan, name: parsed.data.file, bytes: toTheEnd(file.bytes, parts) };
};

async function* toTheEnd(bytes: AsyncIterable<Buffer>, parts: AsyncIterable<Part>): AsyncGenerator<Buffer> {
  yield* bytes;
  for await (const part of parts) throw wrong(part.field, '文件之后不能再有字段', 'nothing may follow the file');
}
