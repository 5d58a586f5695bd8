import { createHash, timingSafeEqual } from 'node:crypto';
import { BlockList, isIP } from 'node:net';

/** Who may read the figures. */
export interface Readers {
  /** Networks as `10.0.0.0/8`; this machine itself always may, unless somebody stands between. */
  readonly networks: readonly string[];
  /** Whoever knows it may read from anywhere. */
  readonly token: string | null;
}

export interface Scrape {
  /** The other end of the connection. */
  readonly from: string | undefined;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** Headers that only a proxy sets: behind one everybody comes from its address. */
const PROXIED = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'];

/**
 * Whether somebody may read the figures: from this machine or a network that was named, not through a proxy, by an address
 * and not by a name that a foreign page could make point here; or with the token.
 */
export const mayRead = ({ networks, token }: Readers): ((scrape: Scrape) => boolean) => {
  const known = listOf(networks);
  return ({ from, headers }) => {
    if (token !== null && isSame(headers['authorization'], `Bearer ${token}`)) return true;
    if (from === undefined || PROXIED.some((name) => headers[name] !== undefined)) return false;
    if (!isAddress(headers['host'])) return false;
    const plain = from.replace(/^::ffff:/, '');
    return known.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4');
  };
};

/** Whether a text names a network: an address, a stroke, and how many bits of it count. */
export const isNetwork = (text: string): boolean => {
  const [address = '', bits = ''] = text.split('/');
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return /^\d{1,3}$/.test(bits) && Number(bits) <= most;
};

const listOf = (networks: readonly string[]): BlockList => {
  const list = new BlockList();
  for (const network of ['127.0.0.0/8', '::1/128', ...networks]) {
    const [address = '', bits = ''] = network.split('/');
    list.addSubnet(address, Number(bits), isIP(address) === 6 ? 'ipv6' : 'ipv4');
  }
  return list;
};

const isAddress = (host: string | readonly string[] | undefined): boolean => {
  if (typeof host !== 'string') return false;
  const name = host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
  return name === 'localhost' || isIP(name) !== 0;
};

const isSame = (given: string | readonly string[] | undefined, token: string): boolean =>
  typeof given === 'string' && timingSafeEqual(digest(given), digest(token));

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
