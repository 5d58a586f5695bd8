import { readFile, stat } from 'node:fs/promises';
import { isAbsolute, resolve, sep } from 'node:path';
import { MOST_BYTES } from '#plan/decode';
import { loadPack, loadPackFrom, type Pack, packFor } from '#plan/packs';
import { Complaint } from './complaint.ts';

/** npm runs scripts in the package's folder; a path means what it meant where npm was called. */
const placeOf = (path: string): string => (isAbsolute(path) ? path : resolve(process.env['INIT_CWD'] ?? '.', path));

/** Throws a Complaint when there is no such file, or it cannot be a plan. */
export const readDocument = async (path: string): Promise<Buffer> => {
  const place = placeOf(path);
  const found = await stat(place).catch(() => null);
  if (found === null) throw new Complaint(`没有文件${place}`, `there is no file ${place}`);
  if (!found.isFile()) throw new Complaint(`${place}不是文件`, `${place} is not a file`);
  if (found.size >= MOST_BYTES)
    throw new Complaint(
      `${place}有${found.size}字节，须小于20 MB`,
      `${place} has ${found.size} bytes; less than ${MOST_BYTES} (20 MB) are allowed`,
    );
  return readFile(place).catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Complaint(`无法读取${place}：${why}`, why);
  });
};

/** The pack that was named, by its slug or as a folder; or the shipped one that fits the document. */
export const packOf = async (named: string | undefined, document: Uint8Array): Promise<Pack> => {
  if (named === undefined) return packFor(document);
  const isFolder = named.includes(sep) || named === '.' || named === '..';
  return isFolder ? loadPackFrom(placeOf(named)) : loadPack(named);
};
