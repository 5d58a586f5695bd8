import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import pg from 'pg';

/**
 * What the product is held against: node:http and pg, nothing else, no session, no rule, no check.
 * `POST /order/:row` is one locked read-append-update transaction; `GET /page` is one statement that gives the rows of a plan.
 */
const [url = '', port = '0', plan = ''] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: url, max: 10 });

const order = async (row: string, body: string): Promise<object> => {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const read = await client.query<{ seq: number; state: object }>({
      name: 'read',
      text: 'select seq, state from bare.thing where id = $1 for update',
      values: [row],
    });
    const seq = (read.rows[0]?.seq ?? 0) + 1;
    await client.query({
      name: 'append',
      text: 'insert into bare.happened (thing, seq, fact, at) values ($1, $2, $3, now())',
      values: [row, seq, body],
    });
    await client.query({
      name: 'update',
      text: 'update bare.thing set seq = $2, state = $3 where id = $1',
      values: [row, seq, JSON.stringify(read.rows[0]?.state)],
    });
    await client.query('commit');
    return { seq };
  } catch (cause) {
    await client.query('rollback');
    throw cause;
  } finally {
    client.release();
  }
};

const PAGE = `
select t.id, t.plan, t.no, t.section, t.heading, t.text, jsonb_build_object('id', t.lead, 'name', u.name) as lead,
  t.stage, t.due, t.due_precision as "duePrecision", t.act_by as "actBy",
  case when t.owed_by < date '2020-01-06' then 'red' else 'green' end as light, t.rung, t.star
from duban.task t join duban.unit u on u.plan = t.plan and u.id = t.lead where t.plan = $1 order by t.no limit 111`;

const page = async (): Promise<object> => {
  const { rows } = await pool.query<object>({ name: 'page', text: PAGE, values: [plan] });
  return { items: rows, next: null };
};

const textOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
};

const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const [, what = '', row = ''] = (request.url ?? '').split('/');
  const body = what === 'order' ? await order(row, await textOf(request)) : await page();
  const text = JSON.stringify(body);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  response.end(text);
};

createServer((request, response) => {
  answer(request, response).catch((cause: unknown) => {
    console.error(cause);
    response.writeHead(500).end();
  });
}).listen(Number(port), '127.0.0.1');
