/** Where in a document something stands: line and column from 1, and the cell's label when it lies in one. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly cell: string | null;
}

/** Why a document cannot be imported. Nothing of it is: half a plan is worse than none. */
export class PlanError extends Error {
  readonly place: Place;
  readonly zh: string;
  readonly en: string;

  /** `zh` and `en` say what was found and what was expected there. */
  constructor(place: Place, zh: string, en: string) {
    const cell = place.cell === null ? '' : ` ${place.cell}`;
    super(`第${place.line}行第${place.column}列${cell}：${zh} (line ${place.line}, column ${place.column}: ${en})`);
    this.name = 'PlanError';
    this.place = place;
    this.zh = zh;
    this.en = en;
  }
}
