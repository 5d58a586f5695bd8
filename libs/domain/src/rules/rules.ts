import type { Kind } from '../command.ts';
import { acknowledge } from './acknowledge.ts';
import { answer } from './answer.ts';
import { dispatch } from './dispatch.ts';
import { escalate } from './escalate.ts';
import { lapse } from './lapse.ts';
import { nameOwner } from './name-owner.ts';
import { register } from './register.ts';
import { remind } from './remind.ts';
import type { Rule } from './rule.ts';

/** The whole regulation. A new order does not compile until it has a line here. */
export const rules: { readonly [K in Kind]: Rule<K> } = {
  answer,
  register,
  dispatch,
  acknowledge,
  nameOwner,
  remind,
  escalate,
  lapse,
};
