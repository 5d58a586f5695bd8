import { mainlandChina } from '#calendar/mainland-china';
import { day, instantOf } from '#domain/time/day';
import type { PlanImport } from '#ledger/import-plan';
import { contentOf } from '#plan/content';
import { loadPack, type Pack } from '#plan/packs';
import { type Declared, readPlan } from '#plan/read-plan';

/** A document read with a shipped pack, ready for the ledger; `change` makes another document of the pack's own. */
export const readDocument = async (
  slug: string,
  change: (document: string) => string = (document) => document,
  declared: Declared = {},
): Promise<PlanImport & { readonly pack: Pack }> => {
  const pack = await loadPack(slug);
  const document = Buffer.from(change(pack.document.toString('utf8')));
  return {
    ...contentOf(readPlan(document, pack, declared), pack, document),
    calendar: mainlandChina,
    clock: { start: instantOf(day('2020-01-02'), '8:00'), rate: 0, mayPlay: true },
    pack,
  };
};
