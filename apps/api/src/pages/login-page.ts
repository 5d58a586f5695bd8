import type { Problem } from '#contract/problem';
import type { Who } from '#ledger/sessions';
import { html } from './html.ts';
import { layout, loginForm } from './layout.ts';

/** Where people log in; `problem` says why the last attempt failed. */
export const loginPage = (who: Who | undefined, next: string, problem: Problem | null = null): string =>
  layout(
    '登录',
    who,
    html`<section>
      <h1>登录 Log in</h1>
      ${loginForm(next, problem?.title ?? null)}
    </section>`,
  );
