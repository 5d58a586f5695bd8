import { MOST_BYTES } from '#plan/decode';
import type { FastifyRequest } from 'fastify';
import { type Form, partsOf, wrong } from './form.ts';

/** A document with the fields that came along. */
export interface SentDocument {
  readonly document: Buffer;
  readonly fields: Readonly<Record<string, string>>;
}

/** The importer refuses a document of 20 MB. */
const FORM: Form = { file: 'document', mostBytes: MOST_BYTES, tooLarge: 'documentTooLarge' };

/** Reads a form with one file, `document`. Throws a Trouble when it has another one or none, or is too large. */
export const readDocument = async (request: FastifyRequest): Promise<SentDocument> => {
  const fields: Record<string, string> = {};
  let document: Buffer | null = null;
  for await (const part of partsOf(request, FORM)) {
    if (part.kind === 'text') fields[part.field] = part.text;
    else if (part.field === FORM.file) document = await whole(part.bytes);
    else throw wrong(part.field, '不认识的文件字段；允许：document', 'an unknown file; allowed is "document"');
  }
  if (document === null) throw wrong(FORM.file, '缺少方案文件', 'the plan document is missing');
  return { document, fields };
};

/** A plan is read as a whole, and is small. */
const whole = async (bytes: AsyncIterable<Buffer>): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
};
