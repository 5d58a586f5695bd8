import { setHandler } from '@temporalio/workflow';
import { heard } from './messages.ts';

/** A workflow's ear. */
export interface Bell {
  /** Something was heard since the last silence. */
  readonly hasRung: () => boolean;
  readonly silence: () => void;
}

/** Begins to listen; to be called once, before the first wait. */
export const listen = (): Bell => {
  let rung = false;
  setHandler(heard, () => {
    rung = true;
  });
  return {
    hasRung: () => rung,
    silence: () => {
      rung = false;
    },
  };
};
