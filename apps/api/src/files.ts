import { type FileStore, openFileStore } from '#evidence/file-store';
import type { Config } from './config.ts';

/** The store of evidence, where Nest hands it out. */
export const FILES = Symbol('files');

/** Opens the store; throws an Error whose message names EVIDENCE_DIR, what it holds and what is allowed. */
export const openFiles = async ({ EVIDENCE_DIR: folder }: Pick<Config, 'EVIDENCE_DIR'>): Promise<FileStore> => {
  try {
    return await openFileStore(folder);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`EVIDENCE_DIR holds "${folder}"; allowed is a folder that the api may write (${reason})`, {
      cause,
    });
  }
};
