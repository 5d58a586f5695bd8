import { html } from './html.ts';

test('every text put into a page is escaped, markup and lists of it are not', () => {
  const cells = ['<b>', '"&\''].map((text) => html`<i title="${text}">${text}</i>`);
  expect(html`${cells}${null}${1}`.text).toBe(
    '<i title="&lt;b&gt;">&lt;b&gt;</i><i title="&quot;&amp;&#39;">&quot;&amp;&#39;</i>1',
  );
});
