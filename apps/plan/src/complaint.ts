/** Why a command was not carried out, as it is told to whoever gave it. */
export class Complaint extends Error {
  readonly zh: string;
  readonly en: string;

  constructor(zh: string, en: string) {
    super(`${zh} (${en})`);
    this.name = 'Complaint';
    this.zh = zh;
    this.en = en;
  }
}
