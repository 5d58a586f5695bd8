import { simpleParser } from 'mailparser';
import { letterBox } from './letter-box.ts';

test('the newest are kept and the oldest go', async () => {
  const box = letterBox(3);
  for (const subject of ['a', 'b', 'c', 'd', 'e'])
    box.put(await simpleParser(`Subject: ${subject}\r\n\r\nx`), ['x@y.example']);
  expect(box.count()).toBe(3);
  expect(box.newest(2).map((letter) => letter.subject)).toEqual(['d', 'e']);
  expect(box.byId(3)?.subject).toBe('c');
  expect(box.byId(2)).toBeUndefined();
  expect(box.byId(6)).toBeUndefined();
});

test('a letter that names nobody is shown with whom it was handed over for', async () => {
  const box = letterBox();
  box.put(await simpleParser('Subject: x\r\n\r\nx'), ['x@y.example']);
  expect(box.newest(1)[0]?.to).toEqual([{ name: '', address: 'x@y.example' }]);
});
