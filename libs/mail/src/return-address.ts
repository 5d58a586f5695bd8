import { createHmac, timingSafeEqual } from 'node:crypto';

/** Where letters come back to: the mailbox of returns, and the secret that nobody else can sign with. */
export interface Returns {
  /** `bounces@duban.example` */
  readonly to: string;
  readonly secret: string;
}

/** 60 bits: too many to guess through a mail server, and the local part stays below its 64 octets. */
const SIGNATURE_CHARS = 12;

/** The envelope sender that names a letter: `bounces+417.k3v9…@duban.example`. */
export const returnAddressOf = ({ to, secret }: Returns, letter: number): string => {
  const [mailbox, domain] = parts(to);
  return `${mailbox}+${letter}.${signatureOf(secret, letter)}@${domain}`;
};

/** The letter that a return address names; null when it is not one that we have signed. */
export const letterOf = ({ to, secret }: Returns, address: string): number | null => {
  const [mailbox, domain] = parts(to);
  const [local, host] = parts(address);
  const [, letter = '', signature = ''] = /^\+(\d{1,10})\.([0-9a-z]+)$/.exec(local.slice(mailbox.length)) ?? [];
  if (!local.startsWith(mailbox) || host !== domain || letter === '') return null;
  const signed = signatureOf(secret, Number(letter));
  const isOurs = signed.length === signature.length && timingSafeEqual(Buffer.from(signed), Buffer.from(signature));
  return isOurs ? Number(letter) : null;
};

// Mail servers may change the case of an address on its way, so the signature uses one case only.
const parts = (address: string): readonly [string, string] => {
  const at = address.lastIndexOf('@');
  return [address.slice(0, at).toLowerCase(), address.slice(at + 1).toLowerCase()];
};

const signatureOf = (secret: string, letter: number): string =>
  BigInt(`0x${createHmac('sha256', secret).update(`letter ${letter}`).digest('hex')}`)
    .toString(36)
    .slice(-SIGNATURE_CHARS);
