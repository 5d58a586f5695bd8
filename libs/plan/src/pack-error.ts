/** Why a pack cannot be used: which of its files, and what is wrong there. */
export class PackError extends Error {
  readonly at: string;
  readonly zh: string;
  readonly en: string;

  constructor(at: string, zh: string, en: string) {
    super(`${zh} (${at}: ${en})`);
    this.name = 'PackError';
    this.at = at;
    this.zh = zh;
    this.en = en;
  }
}
