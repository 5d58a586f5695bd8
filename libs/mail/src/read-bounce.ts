import { type Attachment, simpleParser } from 'mailparser';
import { isOfTheAddress } from './outcome.ts';

/** What a delivery report (RFC 3464) says of one recipient. */
export interface Bounce {
  /** `failed`: the address takes no mail, `temporary`: this letter was given up, `delayed`: still being tried. */
  readonly kind: 'failed' | 'temporary' | 'delayed';
  readonly recipient: string;
  /** Why, as the report says it: `5.1.1 550 no such user`. */
  readonly cause: string;
  /** The Message-ID of the letter that came back, with its angle brackets; null when the report does not say. */
  readonly messageId: string | null;
}

/**
 * Reads a mail as a delivery report; null when it is none: an auto-reply, a letter, a report that something was delivered.
 * A report of several recipients is read for its first failure, for our letters have one recipient each.
 */
export const readBounce = async (mail: Buffer): Promise<Bounce | null> => {
  const { attachments, headers } = await simpleParser(mail, {
    keepDeliveryStatus: true,
    skipHtmlToText: true,
    skipTextToHtml: true,
  });
  const type = headers.get('content-type');
  if (!isReport(type)) return null;
  const status = attachments.find((one) => isOfType(one, 'message/delivery-status', 'message/global-delivery-status'));
  if (status === undefined) return null;
  const [, ...recipients] = groupsOf(status.content.toString('utf8'));
  for (const fields of recipients) {
    const bounce = bounceOf(fields);
    if (bounce !== null) return { ...bounce, messageId: messageIdIn(attachments) };
  }
  return null;
};

const isReport = (type: unknown): boolean =>
  typeof type === 'object' &&
  type !== null &&
  'value' in type &&
  typeof type.value === 'string' &&
  type.value.toLowerCase() === 'multipart/report';

const isOfType = ({ contentType }: Attachment, ...types: readonly string[]): boolean =>
  types.includes(contentType.toLowerCase());

type Fields = ReadonlyMap<string, string>;

/** A delivery status is groups of header fields with an empty line between: one for the message, one for each recipient. */
const groupsOf = (status: string): readonly Fields[] =>
  status
    .replace(/\r\n/g, '\n')
    .trim()
    .split(/\n(?:[ \t]*\n)+/)
    .map((group) => {
      const lines = group.replace(/\n[ \t]+/g, ' ').split('\n');
      return new Map(
        lines.flatMap((line): [string, string][] => {
          const colon = line.indexOf(':');
          return colon < 0 ? [] : [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]];
        }),
      );
    });

const bounceOf = (fields: Fields): Omit<Bounce, 'messageId'> | null => {
  const action = fields.get('action')?.toLowerCase() ?? '';
  const status = /[245]\.\d{1,3}\.\d{1,3}/.exec(fields.get('status') ?? '')?.[0] ?? '';
  const recipient = addressIn(fields.get('original-recipient')) ?? addressIn(fields.get('final-recipient'));
  if (recipient === null) return null;
  const cause = [status, withoutType(fields.get('diagnostic-code'))].filter((part) => part !== '').join(' ');
  if (action === 'delayed') return { kind: 'delayed', recipient, cause };
  if (action !== 'failed') return null;
  // A policy, a full mailbox, a letter too large or no status at all: the address is not at fault.
  return { kind: isOfTheAddress(status) ? 'failed' : 'temporary', recipient, cause };
};

/** `rfc822; a@b.example` */
const addressIn = (field: string | undefined): string | null => {
  const address = withoutType(field).replace(/^<|>$/g, '').trim();
  return address.includes('@') ? address : null;
};

const withoutType = (field: string | undefined): string => (field ?? '').replace(/^[\w-]+\s*;\s*/, '').trim();

/** The letter that came back is enclosed, whole or its headers alone. */
const messageIdIn = (attachments: readonly Attachment[]): string | null => {
  for (const one of attachments.filter((part) =>
    isOfType(part, 'message/rfc822', 'text/rfc822-headers', 'message/global', 'message/global-headers'),
  )) {
    const [, id] = /^message-id:\s*(<[^<>\s]+>)/im.exec(one.content.toString('utf8')) ?? [];
    if (id !== undefined) return id;
  }
  return null;
};
