import { uploadForm } from './upload.ts';

const nameOf = (file: unknown): string | null => {
  const read = uploadForm.safeParse({ plan: 'small', file });
  return read.success ? read.data.file : null;
};

test.each([
  ['报告.pdf', '报告.pdf'],
  ['C:\\fakepath\\报告.pdf', '报告.pdf'],
  ['/etc/../passwd', 'passwd'],
  [' a b ', 'a b'],
  ['.gitignore', '.gitignore'],
])('a file is called by the last part of its name: %s', (given, name) => {
  expect(nameOf(given)).toBe(name);
});

test.each([
  ['nothing', undefined],
  ['an empty name', ''],
  ['a folder', 'a/'],
  ['the folder itself', 'a/.'],
  ['the one above', '..'],
  ['two lines', 'a\nb'],
  ['a NUL', 'a\u0000.pdf'],
  ['a turned line', 'a\u202efdp.exe'],
  ['201 characters', '字'.repeat(201)],
])('no name of a file: %s', (_what, given) => {
  expect(nameOf(given)).toBeNull();
});
