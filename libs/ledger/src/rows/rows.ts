import { EntitySchema, type EntitySchemaColumnOptions, type EntitySchemaIndexOptions } from 'typeorm';

type Column = EntitySchemaColumnOptions;

const text: Column = { type: 'text' };
const integer: Column = { type: 'integer' };
const boolean: Column = { type: 'boolean' };
const jsonb: Column = { type: 'jsonb' };
const date: Column = { type: 'date' };
const moment: Column = { type: 'timestamp with time zone' };
const bytes: Column = { type: 'bytea' };
const number: Column = { type: 'double precision' };
const optional = (column: Column): Column => ({ ...column, nullable: true });
const key = (column: Column): Column => ({ ...column, primary: true });
const serial: Column = { type: 'integer', primary: true, generated: 'increment' };

interface Keys {
  readonly uniques?: { name: string; columns: string[] }[];
  readonly indices?: EntitySchemaIndexOptions[];
}

const row = (name: string, columns: Readonly<Record<string, Column>>, keys: Keys = {}): EntitySchema =>
  new EntitySchema({ name, tableName: name, schema: 'duban', columns, ...keys });

/** Every table as the code sees it; a test shows that the migrations make exactly these. */
export const rows: EntitySchema[] = [
  row('plan', {
    id: key(text),
    title: text,
    document_sha256: bytes,
    office: text,
    leading_group: text,
    inspectorate: text,
    clock_may_play: boolean,
    imported_at: moment,
    frame: jsonb,
    spread_version: integer,
    last_morning: optional(date),
    last_news: optional(moment),
  }),
  row('unit', { plan: key(text), id: key(text), name: text, name_en: text, kind: text, position: integer }),
  row(
    'person',
    { id: key(text), login: text, name: text, email: text, password_hash: text, home: optional(text) },
    { uniques: [{ name: 'person_login', columns: ['login'] }] },
  ),
  row(
    'post',
    { plan: key(text), unit: key(text), post: key(text), person: key(text), until: optional(date) },
    { indices: [{ name: 'post_person', columns: ['person'] }] },
  ),
  row(
    'session',
    { token_hash: key(bytes), person: text, created_at: moment, expires_at: moment },
    { indices: [{ name: 'session_expires', columns: ['expires_at'] }] },
  ),
  row(
    'task_event',
    {
      task: key(text),
      seq: key(integer),
      plan: text,
      kind: text,
      fact: jsonb,
      person: optional(text),
      on_day: date,
      plan_at: moment,
      at: moment,
      hash: bytes,
    },
    { indices: [{ name: 'task_event_acts', columns: ['plan', 'plan_at'], where: 'person IS NOT NULL' }] },
  ),
  row('task_order', {
    task: key(text),
    person: key(text),
    key: key(text),
    body_hash: bytes,
    seq_from: integer,
    seq_to: integer,
    at: moment,
  }),
  row(
    'task',
    {
      id: key(text),
      plan: text,
      no: integer,
      section: text,
      heading: text,
      text,
      star: boolean,
      stage: text,
      lead: text,
      due: date,
      due_precision: text,
      act_by: date,
      owed_by: optional(date),
      state: jsonb,
      seq: integer,
      routed_seq: integer,
      next_at: optional(moment),
      head: bytes,
      rung: optional(text),
    },
    {
      uniques: [{ name: 'task_number', columns: ['plan', 'no'] }],
      indices: [
        { name: 'task_unrouted', columns: ['id'], where: 'seq > routed_seq' },
        { name: 'task_next', columns: ['next_at'], where: 'next_at IS NOT NULL' },
      ],
    },
  ),
  row(
    'assignment',
    {
      task: key(text),
      id: key(text),
      plan: text,
      unit: text,
      role: text,
      stage: text,
      owner: optional(jsonb),
      issued_on: optional(date),
      acknowledged_on: optional(date),
    },
    { indices: [{ name: 'assignment_unit', columns: ['plan', 'unit'] }] },
  ),
  row(
    'obligation',
    {
      task: key(text),
      key: key(text),
      plan: text,
      kind: text,
      unit: text,
      assignment: optional(text),
      since: date,
      by_day: date,
      next_on: optional(date),
      next_rung: optional(text),
    },
    { indices: [{ name: 'obligation_unit', columns: ['plan', 'unit', 'by_day'] }] },
  ),
  row('indicator', { plan: key(text), no: key(integer), name: text, star: boolean, target: text, facts: jsonb }),
  row(
    'notice',
    {
      id: serial,
      plan: text,
      task: text,
      seq: integer,
      unit: text,
      post: text,
      form: text,
      news: boolean,
      fact: jsonb,
      on_day: date,
      plan_at: moment,
      letter: optional(integer),
      dropped: optional(text),
    },
    {
      uniques: [{ name: 'notice_once', columns: ['task', 'seq', 'unit', 'post', 'form'] }],
      indices: [
        { name: 'notice_waiting', columns: ['plan', 'news', 'on_day'], where: 'letter IS NULL AND dropped IS NULL' },
        { name: 'notice_letter', columns: ['letter'] },
      ],
    },
  ),
  row(
    'letter',
    {
      id: serial,
      plan: text,
      form: text,
      person: text,
      address: text,
      message_id: text,
      round_at: moment,
      plan_day: date,
      content: jsonb,
      state: text,
      attempts: integer,
      next_try_at: moment,
      marked_at: optional(moment),
      sent_at: optional(moment),
      cause: optional(text),
      thread: jsonb,
      tasks: jsonb,
      merged_into: optional(integer),
      notices: optional(jsonb),
      news: { ...boolean, default: false },
      seats: optional(jsonb),
      again: { ...boolean, default: false },
    },
    {
      uniques: [
        { name: 'letter_message', columns: ['message_id'] },
        { name: 'letter_once', columns: ['plan', 'person', 'form', 'round_at', 'news'] },
      ],
      indices: [
        { name: 'letter_form', columns: ['plan', 'form', 'plan_day'] },
        { name: 'letter_person', columns: ['plan', 'person', 'id'] },
        { name: 'letter_unsettled', columns: ['plan', 'state'], where: "state in ('waiting', 'sending', 'doubtful')" },
      ],
    },
  ),
  row('bounced_address', { address: key(text), since: moment, cause: text, letter: integer }),
  row('empty_chair', { plan: key(text), unit: key(text), post: key(text), why: text, since: date }),
  row('calendar', { id: key(integer), version: integer, valid_through_year: integer }),
  row('calendar_day', { day: key(date), working: boolean }),
  row('clock', {
    plan: key(text),
    anchor_plan: moment,
    anchor_real: moment,
    rate: number,
    seen: moment,
    version: integer,
    set_at: moment,
  }),
  row(
    'admin_event',
    {
      id: serial,
      plan: text,
      kind: text,
      person: optional(text),
      key: text,
      body: jsonb,
      plan_at: moment,
      at: moment,
      done: boolean,
    },
    {
      indices: [
        { name: 'admin_event_key', columns: ['plan', 'kind', 'key'], unique: true },
        { name: 'admin_event_open', columns: ['plan', 'id'], where: 'NOT done' },
      ],
    },
  ),
  row('anchor', { plan: key(text), day: key(date), hash: bytes, at: moment }),
  row('engine', {
    id: key(integer),
    namespace_id: text,
    verified_at: optional(moment),
    differences: optional(integer),
  }),
  row(
    'upload',
    {
      id: key(text),
      plan: text,
      person: text,
      units: jsonb,
      name: text,
      bytes: integer,
      sha256: bytes,
      at: moment,
    },
    { indices: [{ name: 'upload_person', columns: ['person', 'at'] }] },
  ),
  row('trouble', {
    subject: key(text),
    what: key(text),
    plan: text,
    cause: text,
    since: moment,
    seen: moment,
    times: integer,
  }),
  row('worker', {
    name: key(text),
    version: text,
    since: moment,
    seen: moment,
    ring_ms: optional(number),
    routed_lag_ms: optional(number),
  }),
];
