import type { LogIn } from '#contract/session';
import { credentialsOf, endSession, openSession, SESSION_HOURS } from '#ledger/sessions';
import { hash, verify } from '@node-rs/argon2';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { randomBytes } from 'node:crypto';
import { CONFIG, type Config } from './config.ts';
import { LateLedger } from './late-ledger.ts';
import { LoginGate } from './login-gate.ts';
import { Trouble } from './trouble.ts';
import { COOKIE } from './who.ts';

/** Lets people in by password and out again; the JSON route and the plain form share it. */
@Injectable()
export class Doorkeeper {
  readonly #ledger: LateLedger;
  readonly #gate: LoginGate;
  readonly #secure: boolean;
  /** Nobody's password: an unknown login takes as long to refuse as a known one. */
  readonly #nobodys = hash(randomBytes(32));

  constructor(ledger: LateLedger, gate: LoginGate, @Inject(CONFIG) config: Config) {
    this.#ledger = ledger;
    this.#gate = gate;
    this.#secure = config.PAGE_URL?.startsWith('https:') ?? false;
  }

  /** Opens a session and sets its cookie; gives its token. Throws when login and password do not fit, or too often. */
  async letIn({ login, password }: LogIn, address: string, reply: FastifyReply): Promise<string> {
    this.#gate.enter(address, login);
    const known = await credentialsOf(this.#ledger, login);
    const fits = await isPassword(known?.hash ?? (await this.#nobodys), password);
    if (known === undefined || !fits) throw new Trouble('wrongPassword');
    this.#gate.passed(address, login);
    const token = await openSession(this.#ledger, known.person);
    void reply.setCookie(COOKIE, token, { ...this.#cookie, maxAge: SESSION_HOURS * 3_600 });
    return token;
  }

  /** Ends the session, if there is one. */
  async letOut(token: string | undefined, reply: FastifyReply): Promise<void> {
    if (token !== undefined) await endSession(this.#ledger, token);
    void reply.clearCookie(COOKIE, this.#cookie);
  }

  get #cookie(): { path: string; httpOnly: true; sameSite: 'strict'; secure: boolean } {
    return { path: '/', httpOnly: true, sameSite: 'strict', secure: this.#secure };
  }
}

/** A hash that is none (an account without a password) fits no password. */
const isPassword = async (known: string, password: string): Promise<boolean> => {
  try {
    return await verify(known, password);
  } catch {
    return false;
  }
};
