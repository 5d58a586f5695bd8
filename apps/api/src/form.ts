import type { Multipart, MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { Trouble, type TroubleKind } from './trouble.ts';

/** A form with one file, and what is said of it when the file is too large. */
export interface Form {
  /** The field of the file. */
  readonly file: string;
  readonly mostBytes: number;
  readonly tooLarge: TroubleKind;
}

/** One field of a form, in the order in which they come. A file's bytes must be read before the next one comes. */
export type Part =
  | { readonly kind: 'text'; readonly field: string; readonly text: string }
  | {
      readonly kind: 'file';
      readonly field: string;
      /** As the sender gave it; it may have given none. */
      readonly name: unknown;
      readonly bytes: AsyncIterable<Buffer>;
    };

/** Nothing of a form is larger; how long its file may be each form says itself. */
export const FORM_LIMITS = { files: 1, fields: 10, fieldSize: 1_000, parts: 11 };

const TOO_LARGE = 413;

/** Reads a form part by part as it arrives. Throws a Trouble when it is none, or has more than a form may have. */
export async function* partsOf(request: FastifyRequest, form: Form): AsyncGenerator<Part> {
  try {
    for await (const part of request.parts({ limits: { fileSize: form.mostBytes } })) yield partOf(part, form);
  } catch (cause) {
    throw troubleIn(cause, form);
  } finally {
    // Whoever still sends hears the answer only when he is heard out: many programs read nothing before.
    request.raw.unpipe();
    request.raw.resume();
  }
}

export const wrong = (field: string, message: string, messageEn: string): Trouble =>
  new Trouble('invalid', { errors: [{ field, message, messageEn }] });

const partOf = (part: Multipart, form: Form): Part => {
  const field = part.fieldname;
  if (part.type === 'file') return { kind: 'file', field, name: part.filename, bytes: bytesOf(part.file, form) };
  if (field === form.file) throw wrong(field, '应为文件', 'this must be a file');
  return { kind: 'text', field, text: typeof part.value === 'string' ? part.value : '' };
};

async function* bytesOf(file: MultipartFile['file'], form: Form): AsyncGenerator<Buffer> {
  try {
    // The parser's stream gives what came, in pieces.
    for await (const chunk of file as AsyncIterable<Buffer>) yield chunk;
  } catch (cause) {
    throw troubleIn(cause, form);
  }
}

/** Only the parser's own findings come here, and what we have said of them. */
const troubleIn = (cause: unknown, { file, tooLarge }: Form): Trouble => {
  if (cause instanceof Trouble) return cause;
  if (told(cause, 'code') === 'FST_REQ_FILE_TOO_LARGE') return new Trouble(tooLarge);
  if (told(cause, 'statusCode') === TOO_LARGE)
    return wrong(file, '表单只能有一个文件和少量字段', 'a form has one file and a few fields');
  return new Trouble('badForm');
};

const told = (cause: unknown, what: 'code' | 'statusCode'): unknown =>
  // Of an object nothing is known but that it may have the property.
  typeof cause === 'object' && cause !== null ? (cause as Readonly<Record<string, unknown>>)[what] : null;
