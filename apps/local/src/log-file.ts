import { closeSync, copyFileSync, openSync, readSync, statSync, truncateSync } from 'node:fs';

/** A child's output. The child writes into the file itself: it can still tell its end when the launcher is gone. */
export interface LogFile {
  readonly path: string;
  /** For the child's stdout and stderr; the caller closes it. */
  readonly open: () => number;
  /** The last lines written since `open` was called last. */
  readonly tail: (lines: number) => readonly string[];
  /** Keeps one older file when this one has grown too large. */
  readonly rotate: () => void;
}

const LARGEST_BYTES = 10 * 1024 * 1024;
const TAIL_BYTES = 16 * 1024;

export const logFile = (path: string): LogFile => {
  let from = 0;
  const rotate = (): void => {
    if (sizeOf(path) < LARGEST_BYTES) return;
    // Copied and emptied, not renamed: the child goes on writing to the file it holds, at its new end.
    copyFileSync(path, `${path}.1`);
    truncateSync(path);
    from = 0;
  };
  return {
    path,
    open: () => {
      rotate();
      from = sizeOf(path);
      return openSync(path, 'a', 0o600);
    },
    tail: (lines) =>
      read(path, from)
        .split('\n')
        .filter((line) => line.trim() !== '')
        .slice(-lines),
    rotate,
  };
};

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

const read = (path: string, from: number): string => {
  const size = sizeOf(path);
  const start = Math.max(Math.min(from, size), size - TAIL_BYTES);
  if (size === start) return '';
  const bytes = Buffer.alloc(size - start);
  const file = openSync(path, 'r');
  try {
    readSync(file, bytes, 0, bytes.length, start);
  } finally {
    closeSync(file);
  }
  return bytes.toString('utf8');
};
