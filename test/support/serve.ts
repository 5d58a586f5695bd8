import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../apps/api/src/config.ts';
import { openApi } from '../../apps/api/src/open-api.ts';
import type { Watch } from '../../apps/api/src/watch.ts';
import { freePort } from './free-port.ts';

/** The api on a free port, over the ledger of `url`, with a folder of files that goes when it closes; Temporal and SMTP are away. */
export const serve = async (
  url: string,
  env: Readonly<Record<string, string>> = {},
  watch: Partial<Watch> = {},
): Promise<[NestFastifyApplication, string]> => {
  const dead = `127.0.0.1:${await freePort()}`;
  const files = await mkdtemp(join(tmpdir(), 'duban-files-'));
  const config = readConfig({
    DATABASE_URL: url,
    EVIDENCE_DIR: files,
    PORT: '0',
    TEMPORAL_ADDRESS: dead,
    SMTP_URL: `smtp://${dead}`,
    ...env,
  });
  const opened = await openApi(config, watch);
  opened
    .getHttpAdapter()
    .getInstance()
    .addHook('onClose', () => rm(files, { recursive: true }));
  await opened.listen(0, '127.0.0.1');
  const { port } = opened.getHttpServer().address() as AddressInfo;
  const at = `http://127.0.0.1:${port}`;
  return [opened, at];
};
