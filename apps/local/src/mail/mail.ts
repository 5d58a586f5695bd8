import type { Ground } from '../ground.ts';
import { startCatcher } from './catcher.ts';

/** Where letters go, and where they can be read when they go to our own catcher. */
export interface MailAddress {
  readonly smtp: string;
  readonly page: string | null;
}

const WANTED_SMTP_PORT = 1025;
const WANTED_PAGE_PORT = 1080;

/** SMTP_URL, or a catcher inside this process. */
export const raiseMail = async (ground: Ground): Promise<MailAddress> => {
  const given = ground.config.smtpUrl;
  const mail = given === null ? await own(ground) : { smtp: given, page: null };
  ground.book.note({ smtp: mail.smtp, mail: mail.page });
  return mail;
};

const own = async ({ ports, up }: Ground): Promise<MailAddress> => {
  const smtp = await ports.claim('mail', WANTED_SMTP_PORT);
  const page = await ports.claim('the mail page', WANTED_PAGE_PORT);
  const catcher = await startCatcher({ smtp, page });
  up.add('servers', { name: 'the mail catcher', stop: catcher.close });
  return { smtp: `smtp://127.0.0.1:${smtp}`, page: `http://127.0.0.1:${page}` };
};
