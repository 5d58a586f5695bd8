const BETWEEN = '｜';

/** A schema's own message in both languages: zod's issues carry one text. */
export const both = (zh: string, en: string): string => `${zh}${BETWEEN}${en}`;

/** The two halves again; null when a text is not of ours. */
export const halvesOf = (message: string): { readonly zh: string; readonly en: string } | null => {
  const [zh, en] = message.split(BETWEEN);
  return zh === undefined || en === undefined ? null : { zh, en };
};
