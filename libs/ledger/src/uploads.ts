import { randomUUID } from 'node:crypto';
import type { PersonId } from '#domain/actor';
import type { PlanId } from '#domain/task';
import type { UnitId } from '#domain/unit';
import type { Upload, UploadId } from '#domain/upload';
import type { Ask } from './ask.ts';
import type { Ledger } from './open-ledger.ts';

/** What one person may bring in within 24 hours: more than the evidence of every task of a plan, less than a disk. */
export const MOST_UPLOADS = 2_000;
/** 5 GB, a hundred files of the largest kind. */
export const MOST_UPLOADED_BYTES = 5 * 1024 ** 3;

/** Whether this person may bring in another file now. To be asked before its bytes are read; `addUpload` asks again. */
export const mayUpload = (ledger: Ledger, by: PersonId): Promise<boolean> => hasRoom(ledger.ask, by, 0);

/**
 * Records a file whose bytes the store has, under a new id. Null: it is more than this person may bring in within 24 hours.
 * Nothing is remembered of a repeat: the same bytes again are another upload. Throws PostgreSQL's errors.
 */
export const addUpload = (ledger: Ledger, plan: PlanId, file: Omit<Upload, 'id'>): Promise<Upload | null> =>
  ledger.transact(async (ask) => {
    // One after the other, or many at once would all find the room that is left for one.
    await ask('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`upload ${file.by}`]);
    if (!(await hasRoom(ask, file.by, file.bytes))) return null;
    // A UUID is a text of the form that the brand stands for.
    const upload: Upload = { ...file, id: randomUUID() as UploadId };
    await ask(ADD, [
      upload.id,
      plan,
      upload.by,
      JSON.stringify(upload.units),
      upload.name,
      upload.bytes,
      Buffer.from(upload.sha256, 'hex'),
    ]);
    return upload;
  });

/** An upload of that plan, for use inside another transaction; null when there is none. It never changes, so it needs no lock. */
export const readUpload = async (ask: Ask, plan: PlanId, id: UploadId): Promise<Upload | null> => {
  const [row] = await ask<UploadRow>(READ, [id, plan]);
  if (row === undefined) return null;
  const { person, sha256, ...rest } = row;
  return { ...rest, by: person, sha256: sha256.toString('hex') };
};

interface UploadRow {
  readonly id: UploadId;
  readonly person: PersonId;
  readonly units: readonly UnitId[];
  readonly name: string;
  readonly bytes: number;
  readonly sha256: Buffer;
}

const hasRoom = async (ask: Ask, by: PersonId, bytes: number): Promise<boolean> => {
  const [spent] = await ask<{ files: number; bytes: number }>(SPENT, [by]);
  return spent !== undefined && spent.files < MOST_UPLOADS && spent.bytes + bytes <= MOST_UPLOADED_BYTES;
};

// Real time, not the plan's: it is a real disk that would be full.
const SPENT = `
select count(*)::int as files, coalesce(sum(bytes), 0)::float8 as bytes
from duban.upload where person = $1 and at > now() - interval '24 hours'`;

const ADD = `
insert into duban.upload (id, plan, person, units, name, bytes, sha256, at) values ($1, $2, $3, $4, $5, $6, $7, now())`;

const READ = `select id, person, units, name, bytes, sha256 from duban.upload where id = $1 and plan = $2`;
