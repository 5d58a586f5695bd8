import type { Problem } from '#contract/problem';
import { html } from './html.ts';
import { layout } from './layout.ts';

/** An error for somebody with a browser. */
export const problemPage = ({ title, titleEn, status }: Problem): string =>
  layout(
    title,
    undefined,
    html`<section>
      <h1>${title}</h1>
      <p class="soft">${titleEn} (${status})</p>
      <p><a href="/">返回首页 Back to the first page</a></p>
    </section>`,
  );
