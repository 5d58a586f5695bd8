import type { Upload } from '#domain/upload';
import type { FileStore } from '#evidence/file-store';
import type { FastifyReply } from 'fastify';

/**
 * Answers with a file of the store, to be saved and never shown: what a unit uploads must not run as a page of ours. Whoever
 * calls this has found the file in a row that the asker may read. Throws NoSuchFile before anything is sent.
 */
export const answerFile = async (
  reply: FastifyReply,
  files: FileStore,
  { sha256, name, bytes }: Pick<Upload, 'sha256' | 'name' | 'bytes'>,
): Promise<void> => {
  const content = await files.open(sha256);
  await reply
    .type('application/octet-stream')
    .header('content-length', bytes)
    .header('content-disposition', attachment(name))
    .header('x-content-type-options', 'nosniff')
    .send(content);
};

/** RFC 6266: the name in RFC 5987's UTF-8 form, and for programs that do not know that one, what ASCII has of it. */
const attachment = (name: string): string => {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/gu, '_');
  // Of the marks that encodeURIComponent leaves, RFC 5987 has no ' ( ) *
  const utf8 = encodeURIComponent(name).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${utf8}`;
};
