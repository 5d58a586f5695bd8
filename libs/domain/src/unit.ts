/** A unit's id, a slug: `ecology-environment-bureau`. */
export type UnitId = string & { readonly __unit: never };

export const unitKinds = [
  'bureau',
  'district',
  'county',
  'committee',
  'central-agency',
  'company',
  'cooperative',
  'office',
  'leading-group',
  'inspectorate',
] as const;
export type UnitKind = (typeof unitKinds)[number];

/** A central agency or a company is not under the office: from E3 on it is consulted by letter (regulation §2). */
export const isConsulted = (kind: UnitKind): boolean => kind === 'central-agency' || kind === 'company';

export interface Unit {
  readonly id: UnitId;
  readonly name: string;
  readonly kind: UnitKind;
}

/** The programme office, the leading group and the inspectorate of a plan: the three units that see every task. */
export interface Seats {
  readonly office: UnitId;
  readonly leadingGroup: UnitId;
  readonly inspectorate: UnitId;
}

/** Office, leading group and inspectorate follow a task; they do not carry it out. */
export const isSeat = (seats: Seats, unit: UnitId): boolean =>
  [seats.office, seats.leadingGroup, seats.inspectorate].includes(unit);
