import { z } from 'zod';
import { both } from './both.ts';
import { planId, uploadId } from './ids.ts';
import { line } from './text.ts';

/** Names of files are read in lists; what is longer no list could show. */
export const LONGEST_FILE_NAME = 200;

/** Marks that turn the direction of a line: with one of them `附件fdp.exe` is shown as `附件exe.pdf`. */
const TURNING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
/** Some programs send the whole path, with the slashes of their system. */
const lastOf = (path: string): string => path.split(/[/\\]/).at(-1) ?? '';

const fileName = z
  .string()
  .transform(lastOf)
  .pipe(
    line(LONGEST_FILE_NAME)
      .refine(
        (name) => !TURNING.test(name),
        both('不能含有改变文字方向的字符', 'no marks that turn the direction of text'),
      )
      .refine((name) => name !== '.' && name !== '..', both('应为文件名', 'the name of a file')),
  );

/** What comes with the bytes of a file: the plan in which the sender holds a post, and what the file is called. */
export const uploadForm = z.strictObject({ plan: planId, file: fileName });

/** A file that was taken in. `upload` is what an order names; the own units alone can use it. */
export const uploaded = z
  .object({ upload: uploadId, name: z.string(), bytes: z.int(), sha256: z.string() })
  .meta({ id: 'Uploaded' });
export type Uploaded = z.output<typeof uploaded>;
